"""Minutes are public when nothing stands in the way: now, or at a time that was set."""

import datetime as dt
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civicforum.people.models import User
from civicforum.record.editions import editions
from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, StatedFigure
from civicforum.record.states import EntryState
from committees.models import Attendance, Meeting, Speech
from committees.reports.totals import differences, differing
from committees.sections import UNNAMED
from committees.services.minutes import approve_minutes
from committees.states import MinutesState
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town(needs_approval=True)  # in Jeonju, not in Yeongdeungpo


@pytest.fixture
def meeting(places: Town) -> Meeting:
    return way.agreed(way.body(places.yeongdeungpo, places.governance))


def at(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/publish/"


def press(client: Client, meeting: Meeting, do: str = "release", **values: str) -> str:
    """Press a button of the page and return what the next page says."""
    read = editions([meeting])[meeting.pk]
    page = client.post(at(meeting), {"do": do, "read": read, **values}, follow=True)
    meeting.refresh_from_db()
    return page.content.decode()


def move_in_admin(client: Client, meeting: Meeting, to: EntryState) -> str:
    """Move the entry with a button of the administration; return what the next page says."""
    url = f"{reverse('admin:committees_meeting_move', args=[to])}?ids={meeting.pk}"
    values = {"reason": "사유", "read": editions([meeting])[meeting.pk]}
    page = client.post(url, values, follow=True)
    meeting.refresh_from_db()
    return page.content.decode()


@pytest.mark.parametrize(
    ("last", "code", "value", "differs"),
    [
        ("present", "present", 3, False),
        ("present", "present", 2, True),
        ("absent", "present", 2, False),
        ("unknown", "present", 3, False),  # the third may have been there
        ("unknown", "present", 2, False),
        ("unknown", "present", 4, True),
        ("delegated", "not_present", 1, False),
        ("delegated", "not_present", 0, True),
        ("delegated", "delegated", 1, False),
        ("delegated", "absent", 1, True),
        ("absent", "absent", 1, False),
    ],
)
def test_totals_that_cannot_be_right(last: str, code: str, value: int, differs: bool) -> None:
    counts = Counter({"present": 2}) + Counter({last: 1})
    assert bool(list(differing({code: value}, counts))) == differs


class TestWhatStandsInTheWay:
    def test_minutes_that_are_not_agreed(self, places: Town) -> None:
        row = way.draft(way.body(places.yeongdeungpo, places.governance))
        clerk = browser("yeongdeungpo_clerk", places)
        assert "아직 확정하지 않았습니다" in press(clerk, row)
        assert not row.is_public

    def test_a_speech_of_which_nobody_knows_yet_who_spoke(
        self, places: Town, meeting: Meeting
    ) -> None:
        meeting.speeches.filter(order=1).update(speaker=str(UNNAMED))
        page = browser("yeongdeungpo_clerk", places).get(at(meeting)).content.decode()
        assert "발언 1의 발언자가 아직 정해지지 않았습니다" in page
        assert any("발언 1의" in one for one in meeting.hindrances())

    def test_a_meeting_that_was_not_held_yet(self, places: Town, meeting: Meeting) -> None:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        Meeting.objects.filter(pk=meeting.pk).update(date=tomorrow)
        clerk = browser("yeongdeungpo_clerk", places)
        assert "그날부터 공개할 수 있습니다" in press(clerk, meeting)
        Meeting.objects.filter(pk=meeting.pk).update(minutes_state=MinutesState.DRAFT)
        meeting.refresh_from_db()
        with pytest.raises(RecordError, match="아직 열리지 않은"):
            approve_minutes(meeting, actor=PERSONAS["superuser"](places), reason="미리")  # type: ignore[arg-type]

    def test_seats_of_which_nothing_is_known_are_told(self, places: Town, meeting: Meeting) -> None:
        meeting.attendance.filter(seat__order=1).update(status="unknown")
        page = browser("yeongdeungpo_clerk", places).get(at(meeting)).content.decode()
        assert "기록되지 않은 자리가 1개" in page

    def test_the_buttons_of_the_administration_say_so_too(self, places: Town) -> None:
        row = way.draft(way.body(places.yeongdeungpo, places.governance))
        clerk = browser("yeongdeungpo_clerk", places)
        assert "아직 확정하지 않았습니다" in move_in_admin(clerk, row, EntryState.PUBLISHED)
        assert not row.is_public

    def test_without_a_list_nothing_is_compared(self, meeting: Meeting) -> None:
        Attendance.objects.filter(meeting=meeting).delete()
        assert not differences(meeting)

    @pytest.mark.parametrize("subject", ["present", "stated/present/value"])
    def test_totals_disagree_until_the_discrepancy_is_recorded(
        self, places: Town, meeting: Meeting, subject: str
    ) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        StatedFigure.objects.update(value=2)
        assert "참석 2명이라고 적혀 있지만 참석 명단으로는 3명입니다" in press(clerk, meeting)
        assert not meeting.is_public
        other = making.saved(
            Discrepancy(city=meeting.city, entry=meeting, subject="absent", title="불참")
        )
        press(clerk, meeting)
        assert not meeting.is_public  # of another total
        other.subject = subject
        making.saved(other)
        press(clerk, meeting)
        assert meeting.is_public

    def test_the_page_tells_what_is_missing_with_the_way_there(self, places: Town) -> None:
        row = way.draft(way.body(places.yeongdeungpo, places.governance), text="홍길동 위원 제안")
        page = browser("supporter", places).get(at(row)).content.decode()
        for name in ("circulate", "names"):
            assert reverse(f"committees_staff:{name}", args=[row.pk]) in page
        assert "1건" in page


class TestNow:
    def test_the_clerk_publishes_and_everybody_reads(self, places: Town, meeting: Meeting) -> None:
        visitor = Client()
        assert visitor.get(f"/{meeting.address}/").status_code == 404
        press(browser("yeongdeungpo_clerk", places), meeting)
        assert visitor.get(f"/{meeting.address}/").status_code == 200

    def test_a_supporter_does_not(self, places: Town, meeting: Meeting) -> None:
        press(browser("supporter", places), meeting)
        assert meeting.state == EntryState.DRAFT

    def test_what_changed_since_the_page_was_opened_is_not_published(
        self, places: Town, meeting: Meeting
    ) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        old = editions([meeting])[meeting.pk]
        making.saved(meeting.speeches.get(order=1))
        clerk.post(at(meeting), {"do": "release", "read": old})
        meeting.refresh_from_db()
        assert not meeting.is_public

    def test_where_the_city_wants_approval_the_approver_publishes(self, places: Town) -> None:
        row = way.agreed(way.body(places.jeonju, places.transport))
        clerk, approver = browser("jeonju_clerk", places), browser("approver", places)
        press(clerk, row)
        assert row.state == EntryState.DRAFT
        press(clerk, row, "submit")
        assert row.state == EntryState.SUBMITTED
        press(clerk, row)
        assert row.state == EntryState.SUBMITTED
        press(approver, row)
        assert row.state == EntryState.PUBLISHED

    def test_what_is_not_ready_is_not_submitted_either(self, places: Town) -> None:
        row = way.draft(way.body(places.jeonju, places.transport))
        assert "아직 확정하지 않았습니다" in press(browser("jeonju_clerk", places), row, "submit")
        assert row.state == EntryState.DRAFT


class TestWithheld:
    def test_without_a_ground_nothing_is_withheld(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        press(clerk, meeting, "withhold", part="meeting", ground=" ")
        assert meeting.withheld == ""

    @pytest.mark.parametrize("part", ["", "speech", "speech-0", "speech-99999", "speech-kein"])
    def test_a_speech_that_is_not_there(self, places: Town, meeting: Meeting, part: str) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        page = press(clerk, meeting, "withhold", part=part, ground="근거")
        assert 'value="근거"' in page
        assert not meeting.speeches.exclude(withheld="").exists()

    def test_a_speech_is_chosen_by_how_it_begins(self, places: Town, meeting: Meeting) -> None:
        long = making.saved(
            Speech(meeting=meeting, order=3, speaker="분과장", text="첫마디.\n둘째 " + "말" * 90)
        )
        clerk = browser("yeongdeungpo_clerk", places)
        page = clerk.get(at(meeting)).content.decode()
        assert "1. 분과장 — 공원에 의자를 더 놓읍시다." in page
        assert "3. 분과장 — 첫마디. 둘째 말말" in page
        assert "말" * 70 in page
        assert "말" * 80 not in page
        press(clerk, meeting, "withhold", part=f"speech-{long.pk}", ground="제6호")
        long.refresh_from_db()
        assert long.withheld == "제6호"

    def test_among_many_speeches_it_is_found_and_the_page_is_kept(
        self, places: Town, meeting: Meeting
    ) -> None:
        for order in range(3, 43):
            making.saved(
                Speech(meeting=meeting, order=order, speaker="부분과장", text=f"이야기 {order}.")
            )
        clerk = browser("yeongdeungpo_clerk", places)
        last = meeting.speeches.get(order=42)
        first, third = clerk.get(at(meeting)), clerk.get(at(meeting), {"speeches": 3})
        assert "이야기 42." not in first.content.decode()
        assert "이야기 42." in third.content.decode()
        assert 'action=".?speeches=3#withhold"' in third.content.decode()
        for words in ("이야기 42", "42"):
            found = clerk.get(at(meeting), {"q": words}).content.decode()
            assert ("이야기 42." in found, "이야기 41." in found) == (True, False)
        sent = {"do": "withhold", "part": f"speech-{last.pk}", "ground": ""}
        again = clerk.post(at(meeting) + "?speeches=3", sent).content.decode()
        assert f'value="speech-{last.pk}"' in again
        assert "checked" in again.split(f'value="speech-{last.pk}"')[1][:60]

    def test_parts_and_all_of_it_with_a_ground(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        item = meeting.agenda.get(number=1)
        press(clerk, meeting, "withhold", part=f"agenda-{item.pk}", ground="제5호")
        press(clerk, meeting, "withhold", part="meeting", ground="제1호")
        item.refresh_from_db()
        assert (item.withheld, meeting.withheld) == ("제5호", "제1호")
        clerk.post(at(meeting), {"show": "meeting"})
        meeting.refresh_from_db()
        assert meeting.withheld == ""

    def test_nothing_of_another_meeting(self, places: Town, meeting: Meeting) -> None:
        other = way.draft(meeting.body, 2)
        clerk = browser("yeongdeungpo_clerk", places)
        name = f"agenda-{other.agenda.get(number=1).pk}"
        press(clerk, meeting, "withhold", part=name, ground="근거")
        clerk.post(at(meeting), {"show": name})
        assert other.agenda.get(number=1).withheld == ""


PUBLIC = ("/{a}/", "/en/{a}/", "/{b}/", "/en/{b}/", "/search/?q=비밀스러운", "/sitemap-1.xml", "/")


@pytest.mark.parametrize("state", list(MinutesState))
def test_a_draft_is_404_at_its_address_and_named_on_no_other(places: Town, state: str) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    row = way.draft(body, text="비밀스러운 이야기")
    row.title = "비밀스러운 회의"
    making.saved(row)
    Meeting.objects.update(minutes_state=state)
    visitor = Client()
    for path in PUBLIC:
        page = visitor.get(path.format(a=row.address, b=body.address))
        assert page.status_code == (404 if "{a}" in path else 200), path
        text = page.content.decode().replace('value="비밀스러운"', "")
        assert "{a}" in path or row.address not in text  # its own path stands on the 404 page
        assert "비밀스러운 회의" not in text
    nobody = User.objects.create_user("n@example.org", name="nobody")
    stranger = Client()
    stranger.force_login(nobody, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("circulate", "names", "publish", "corrections"):
        url = reverse(f"committees_staff:{name}", args=[row.pk])
        assert visitor.get(url).status_code == 302
        assert stranger.get(url).status_code == 404
