"""What a meeting leaves to be done, and what its items are about."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civicforum.kit.working_days import working_day_on_or_after, working_day_on_or_before
from civicforum.record.models import Commitment
from committees.models import Meeting, Plan
from tests import making
from tests.committees.meetings import calling
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def supporter(places: Town) -> Client:
    return browser("supporter", places)


@pytest.fixture
def meeting(places: Town) -> Meeting:
    body = calling.body(places.yeongdeungpo)
    body.department = places.governance
    making.saved(body)
    return calling.meeting(body)


def hub(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/"


def note(client: Client, meeting: Meeting, **changes: Any) -> Any:
    sent = {
        "title": "설문 문항 정리",
        "owed_by": "안전분과장",
        "due": timezone.localdate() + dt.timedelta(days=10),
    }
    return client.post(f"{hub(meeting)}actions/", sent | changes)


def test_an_action_is_noted_returns_at_the_next_meeting_and_is_done_there(
    supporter: Client, meeting: Meeting
) -> None:
    assert note(supporter, meeting).status_code == 302
    (action,) = supporter.get(hub(meeting)).context["actions"]
    assert (action.owed_by, action.entry_id) == ("안전분과장", meeting.pk)
    following = calling.meeting(meeting.body, 2, in_days=40)
    (open_one,) = supporter.get(hub(following)).context["earlier"]
    assert (open_one.pk, open_one.meeting_title) == (action.pk, meeting.title)
    place = f"{hub(meeting)}actions/{action.pk}/"
    back = supporter.post(place, {"act": "done", "back": following.pk})
    assert back["Location"] == hub(following)
    assert supporter.get(hub(following)).context["earlier"] == []
    action.refresh_from_db()
    assert action.done == timezone.localdate().isoformat()
    assert action.history.first().history_user.name == "supporter"
    supporter.post(place, {"act": "open"})
    assert len(supporter.get(hub(following)).context["earlier"]) == 1


def test_the_ledger_reminds_of_it(supporter: Client, places: Town, meeting: Meeting) -> None:
    places.yeongdeungpo.live_since = dt.date(2020, 1, 1)
    making.saved(places.yeongdeungpo)
    note(supporter, meeting, department=places.governance.pk)
    today = timezone.localdate()
    (at_once,) = calling.sweep(working_day_on_or_after(today))
    (day_before,) = calling.sweep(working_day_on_or_before(today + dt.timedelta(days=9)))
    assert at_once.to == day_before.to == ["supporter@example.org"]


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"due": "곧"}, {"due": ""}, {"owed_by": "가" * 101}]
)
def test_what_is_wrong_is_said(supporter: Client, meeting: Meeting, wrong: dict[str, str]) -> None:
    page = note(supporter, meeting, **wrong)
    assert list(page.context["form"].errors) == list(wrong)
    assert not Commitment.objects.exists()


def test_it_is_changed_and_removed_until_it_was_public(supporter: Client, meeting: Meeting) -> None:
    note(supporter, meeting)
    action = Commitment.objects.get()
    place = f"{hub(meeting)}actions/{action.pk}/"
    supporter.post(place, {"title": "다른 일", "due": "2031-05-08"})
    action.refresh_from_db()
    assert (action.title, action.due) == ("다른 일", "2031-05-08")
    supporter.post(place, {"act": "remove"})
    assert not Commitment.objects.exists()


def test_what_is_added_to_public_minutes_names_nobody(
    supporter: Client, places: Town, meeting: Meeting
) -> None:
    note(supporter, meeting, title="홍길동 위원 연락, 010-1234-5678")
    action = Commitment.objects.get()
    Meeting.objects.filter(pk=meeting.pk).update(state="published", is_public=True)
    for wrong in ({"title": "홍길동 위원 연락"}, {"owed_by": "010-1234-5678"}):
        page = note(supporter, meeting, **wrong)
        assert str(next(iter(wrong.values()))) in page.content.decode()
        assert page.context["form"].errors
    supporter.post(f"{hub(meeting)}actions/{action.pk}/", {"act": "done"})
    action.refresh_from_db()
    assert action.done
    assert note(supporter, meeting).status_code == 302
    assert Commitment.objects.count() == 2


def test_nobody_else_reaches_it(supporter: Client, places: Town, meeting: Meeting) -> None:
    note(supporter, meeting)
    place = f"{hub(meeting)}actions/{Commitment.objects.get().pk}/"
    for name in ("jeonju_clerk", "approver"):
        assert browser(name, places).post(place, {"act": "done"}).status_code == 404
    other = calling.meeting(meeting.body, 2)
    foreign = f"{hub(other)}actions/{Commitment.objects.get().pk}/"
    assert supporter.post(foreign, {"act": "done"}).status_code == 404


def test_an_item_is_about_what_the_record_holds(
    supporter: Client, places: Town, meeting: Meeting
) -> None:
    plan = making.published(Plan(city=places.yeongdeungpo, slug="p", title="지역사회혁신계획"))
    making.published(Plan(city=places.jeonju, slug="p", title="혁신계획 전주"))
    draft = making.saved(Plan(city=places.yeongdeungpo, slug="q", title="혁신계획 초안"))
    item = meeting.agenda.get(number=1)
    place = f"{hub(meeting)}agenda/{item.pk}/"
    found = supporter.get(f"{place}?q=혁신계획").context["found"]
    assert [one.pk for one in found] == [plan.pk]
    supporter.post(place, {"add": plan.pk})
    supporter.post(place, {"add": plan.pk})
    assert [one.entry_id for one in item.references.all()] == [plan.pk]
    assert supporter.get(f"{place}?q=혁신계획").context["found"] == []
    assert supporter.post(place, {"add": draft.pk}).status_code == 404
    clerk = browser("yeongdeungpo_clerk", places)
    assert [one.pk for one in clerk.get(f"{place}?q=초안").context["found"]] == [draft.pk]
    supporter.post(place, {"remove": item.references.get().pk})
    assert not item.references.exists()


def test_the_agenda_is_put_in_order(supporter: Client, meeting: Meeting) -> None:
    place = f"{hub(meeting)}agenda/"
    formset = supporter.get(place).context["formset"]
    sent = {f"items-{name}": value for name, value in formset.management_form.initial.items()}
    one, two = meeting.agenda.order_by("number")
    sent |= {
        "items-0-id": one.pk, "items-0-number": 2, "items-0-title": "예산",
        "items-1-id": two.pk, "items-1-number": 1, "items-1-title": "결산 보고",
        "items-2-number": 3, "items-2-title": "기타",
    }  # fmt: skip
    assert supporter.post(place, sent).status_code == 302
    assert [str(item) for item in meeting.agenda.order_by("number")] == [
        "1. 결산 보고", "2. 예산", "3. 기타",
    ]  # fmt: skip
    twice = supporter.post(place, sent | {"items-0-number": 1})
    assert twice.context["formset"].non_form_errors()
    assert 'value="결산 보고"' in twice.content.decode()


def test_the_hub_asks_as_much_for_three_as_for_one(supporter: Client, meeting: Meeting) -> None:
    last = calling.meeting(meeting.body, 9)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert supporter.get(hub(last)).status_code == 200
        return len(queries)

    note(supporter, meeting)
    note(supporter, last)
    one = asked()
    for number in (2, 3):
        note(supporter, calling.meeting(meeting.body, number))
        note(supporter, last)
    assert asked() == one
