"""The list of meetings, a new one and its hub, through the pages that staff use."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Meeting
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

LIST = "/staff/committees/meetings/"
SENT: dict[str, Any] = {
    "number": 2,
    "date": "2031-05-08",
    "starts": "14:00",
    "form": "in_person",
    "place": "3층 회의실",
    "agenda": "예산\n\n결산",
}


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


def drafted(of: Any, number: int = 1, **fields: Any) -> Meeting:
    fields = {"date": dt.date(2031, 5, 1), "title": f"협의회 {number}차 회의"} | fields
    made: Meeting = making.saved(Meeting(city=of.city, body=of, number=number, **fields))
    return made


def test_a_new_meeting_takes_over_the_last_and_counts_on(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)
    drafted(body, 1, place="소회의실", starts=dt.time(18, 30))
    page = clerk.get(f"{LIST}new/?body={body.pk}")
    initial = page.context["form"].initial
    assert (initial["number"], initial["place"]) == (2, "소회의실")
    answer = clerk.post(f"{LIST}new/?body={body.pk}", SENT)
    made = Meeting.objects.get(body=body, number=2)
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert made.title == "협의회 2차 회의"
    assert list(made.agenda.values_list("number", "title")) == [(1, "예산"), (2, "결산")]
    assert clerk.get(f"/{made.address}/").status_code == 404


def test_a_new_meeting_may_have_a_long_title_of_its_own(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)
    title = "2031년 영등포구 민관협치 활성화를 위한 제2차 분과실무협의회 임시회의"
    clerk.post(f"{LIST}new/?body={body.pk}", SENT | {"title": title})
    assert Meeting.objects.get(body=body, number=2).title == title
    page = clerk.post(f"{LIST}new/?body={body.pk}", SENT | {"number": 3, "title": "가" * 201})
    assert list(page.context["form"].errors) == ["title"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "1"}, "number"),
        ({"number": ""}, "number"),
        ({"date": "31.5."}, "date"),
        ({"ends": "13:00"}, "ends"),
        ({"form": "online"}, "link"),
        ({"agenda": "가" * 201}, "agenda"),
        ({"place": "가" * 101}, "place"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    places: Town, clerk: Client, wrong: dict[str, str], field: str
) -> None:
    body = making.body(places.yeongdeungpo)
    drafted(body)
    page = clerk.post(f"{LIST}new/?body={body.pk}", SENT | wrong)
    assert list(page.context["form"].errors) == [field]
    assert 'value="14:00"' in page.content.decode()
    assert Meeting.objects.count() == 1


def test_who_may_not_add_and_what_is_out_of_reach_is_not_found(places: Town) -> None:
    foreign = making.body(places.jeonju)
    assert browser("approver", places).get(f"{LIST}new/").status_code == 404
    clerk = browser("yeongdeungpo_clerk", places)
    assert clerk.post(f"{LIST}new/?body={foreign.pk}", SENT).status_code == 404
    assert not Meeting.objects.exists()


def test_an_officer_calls_a_meeting_of_the_own_panel_only(places: Town) -> None:
    own = making.panel(places.jeonju)
    other = making.department(places.jeonju, "zoo", "동물원")
    foreign = making.panel(places.jeonju, 2)
    foreign.department = other
    making.saved(foreign)
    officer = browser("taxi_officer", places)
    assert officer.post(f"{LIST}new/?body={own.pk}", SENT).status_code == 302
    assert officer.post(f"{LIST}new/?body={foreign.pk}", SENT).status_code == 404
    assert [meeting.body_id for meeting in Meeting.objects.all()] == [own.pk]
    assert len(officer.get(LIST).context["page"]) == 1


def test_the_list_is_looked_through(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)
    drafted(body, 1, date=dt.date(2019, 3, 2), place="한강홀")
    drafted(body, 2)
    third = drafted(body, 3, date=dt.date(2019, 4, 2), title="임시회")
    move_entry(third, EntryState.PUBLISHED)
    drafted(making.body(places.jeonju, 9))

    def numbers(query: str) -> list[int]:
        return [meeting.number for meeting in clerk.get(f"{LIST}?{query}").context["page"]]

    assert numbers("") == [2, 3, 1]
    assert numbers("year=2019") == [3, 1]
    assert numbers("stage=coming") == [2]
    assert numbers("stage=draft") == [1]
    assert numbers("stage=published") == [3]
    assert numbers("q=한강홀") == [1]
    assert numbers("q=2019. 4. 2.") == [3]
    assert numbers(f"body={body.pk}&q=임시") == [3]
    assert numbers("stage=nonsense&year=abc&body=9999999") == [2, 3, 1]


def test_the_list_asks_as_much_for_three_as_for_one(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(LIST).status_code == 200
        return len(queries)

    drafted(body, 1)
    one = asked()
    drafted(body, 2)
    drafted(making.body(places.yeongdeungpo, 2), 1)
    assert asked() == one


def test_the_hub_says_what_is_next(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)
    first = drafted(body, 1, date=timezone.localdate() - dt.timedelta(days=40))
    coming = drafted(body, 2, date=timezone.localdate() + dt.timedelta(days=20))
    page = clerk.get(reverse("committees_staff:meeting", args=[coming.pk]))
    assert page.context["previous"] == first
    assert [step.mark for step in page.context["steps"]][:2] == ["now", "later"]
    held = clerk.get(reverse("committees_staff:meeting", args=[first.pk]))
    assert [step.mark for step in held.context["steps"]][:3] == ["skipped", "now", "later"]
    assert held.context["following"] == coming


def test_a_public_meeting_keeps_its_facts(places: Town, clerk: Client) -> None:
    meeting = making.meeting(making.body(places.yeongdeungpo), 1)
    url = reverse("committees_staff:facts", args=[meeting.pk])
    sent = SENT | {"title": "1차 회의", "number": 1}
    assert clerk.post(url, sent).context["form"].non_field_errors()
    meeting.refresh_from_db()
    assert meeting.date == dt.date(2018, 11, 22)


def test_a_new_number_renames_the_meeting(places: Town, clerk: Client) -> None:
    meeting = drafted(making.body(places.yeongdeungpo), 1)
    url = reverse("committees_staff:facts", args=[meeting.pk])
    assert clerk.post(url, SENT | {"title": meeting.title, "number": 5}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.number) == ("협의회 5차 회의", 5)


def test_who_only_reads_is_shown_no_page_that_is_closed(places: Town) -> None:
    meeting = drafted(making.body(places.jeonju))
    place = reverse("committees_staff:meeting", args=[meeting.pk])
    for name in ("approver", "jeonju_clerk"):
        person = browser(name, places)
        page = person.get(place)
        for _title, url in page.context["tools"]:
            assert person.get(url).status_code == 200, (name, url)
        assert ("/notice/" in page.content.decode()) == (name == "jeonju_clerk")


def test_seats_of_which_nothing_is_recorded_are_told(places: Town, clerk: Client) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    meeting = way.draft(body)
    page = clerk.get(f"{LIST}{meeting.pk}/")
    assert step(page, "attendance").mark == "done"
    meeting.attendance.exclude(seat__order=1).update(status="unknown")
    meeting.attendance.filter(seat__order=3).delete()
    page = clerk.get(f"{LIST}{meeting.pk}/")
    assert (step(page, "attendance").mark, step(page, "writing").mark) == ("partly", "now")
    assert page.content.decode().count("기록되지 않은 자리 2") >= 2  # the steps, and the overview


def step(page: Any, name: str) -> Any:
    return next(one for one in page.context["steps"] if one.name == name)


def test_who_may_not_agree_is_told_who_does(places: Town, clerk: Client) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    meeting = way.draft(body)
    supporter = browser("supporter", places)
    address = f"{LIST}{meeting.pk}/circulate/"
    sent = supporter.post(
        address, {"do": "circulate", "due": way.a_working_day().isoformat()}, follow=True
    )
    assert "몇 분 안에" in sent.content.decode()
    for url in (f"{LIST}{meeting.pk}/", address):
        assert "소통부서 담당자" in supporter.get(url).content.decode()
        assert "소통부서 담당자" not in clerk.get(url).content.decode()
    clerk.post(address, {"do": "approve", "reason": "회의에서 확인"})
    for url in (f"{LIST}{meeting.pk}/", f"{LIST}{meeting.pk}/publish/"):
        assert "소통부서 담당자" in supporter.get(url).content.decode()
        assert "소통부서 담당자" not in clerk.get(url).content.decode()
