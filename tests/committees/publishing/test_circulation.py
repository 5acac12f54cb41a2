"""Draft minutes go to the members, who answer at addresses of their own."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from civicforum.people.models import User
from civicforum.record.errors import NotAllowed, RecordError
from civicforum.record.models import Commitment, Notice
from civicforum.record.services import (
    delete_row,
    deliver_message,
    move_entry,
    save_row,
    sweep_reminders,
)
from civicforum.record.states import EntryState
from committees.models import Circulation, Confirmation, Meeting
from committees.states import MinutesState
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town) -> Meeting:
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    return way.draft(body)


def at(meeting: Meeting, page: str = "circulate") -> str:
    return f"/staff/committees/meetings/{meeting.pk}/{page}/"


def sent(client: Client, meeting: Meeting) -> list[Confirmation]:
    """Send the draft to the members, through the page."""
    due = way.a_working_day()
    client.post(at(meeting), {"do": "circulate", "due": due.isoformat()})
    return list(Confirmation.objects.order_by("tenure__seat__order"))


def address(asked: Confirmation) -> str:
    return f"/members/minutes/{asked.token}/"


def test_the_form_proposes_a_working_day_by_the_bodys_rule(places: Town, meeting: Meeting) -> None:
    page = browser("supporter", places).get(at(meeting))
    assert f'value="{way.a_working_day(7).isoformat()}"' in page.content.decode()
    assert "전화로" in page.content.decode()  # the one without mail is listed


def test_everybody_who_held_a_seat_is_asked_and_who_has_mail_gets_it(
    places: Town, meeting: Meeting
) -> None:
    asked = sent(browser("supporter", places), meeting)
    assert [one.tenure.name for one in asked] == ["남궁보람", "황보하늘", "제갈바다"]
    assert [bool(one.owner) for one in asked] == [True, True, False]
    assert [one.due_on is not None for one in asked] == [True, True, False]
    for pk in sweep_reminders(timezone.now()):
        deliver_message(pk, timezone.now())
    assert Notice.objects.count() == 2
    mails = {one.to[0]: one.body for one in mail.outbox}
    assert set(mails) == {"member1@example.org", "member2@example.org"}
    assert address(asked[0]) in mails["member1@example.org"]
    assert "공원에 의자를" not in mails["member1@example.org"]
    meeting.refresh_from_db()
    assert meeting.minutes_state == MinutesState.CIRCULATED


def test_a_day_off_or_past_is_refused_and_kept(places: Town, meeting: Meeting) -> None:
    client = browser("supporter", places)
    for day in (timezone.localdate(), next_sunday()):
        page = client.post(at(meeting), {"do": "circulate", "due": day.isoformat()})
        assert page.status_code == 200
        assert f'value="{day.isoformat()}"' in page.content.decode()
    assert not Circulation.objects.exists()


def next_sunday() -> dt.date:
    today = timezone.localdate()
    return today + dt.timedelta(days=13 - today.weekday())


def test_a_member_reads_confirms_and_may_think_again(places: Town, meeting: Meeting) -> None:
    asked = sent(browser("supporter", places), meeting)[0]
    member = Client()
    page = member.get(address(asked))
    assert page.status_code == 200
    assert "공원에 의자를 더 놓읍시다." in page.content.decode()
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
    assert "noindex" in page.content.decode()
    member.post(address(asked), {"do": "answer", "answer": "confirmed", "wish": ""})
    asked.refresh_from_db()
    assert (asked.answer, bool(asked.done)) == ("confirmed", True)
    wish = {"do": "answer", "answer": "change", "wish": "의자는 열 개라고 했습니다."}
    member.post(address(asked), wish)
    asked.refresh_from_db()
    assert (asked.answer, asked.wish) == ("change", "의자는 열 개라고 했습니다.")
    staff = browser("yeongdeungpo_clerk", places).get(at(meeting)).content.decode()
    assert "의자는 열 개라고 했습니다." in staff


def test_who_wants_a_change_says_which_and_what_was_chosen_is_kept(
    places: Town, meeting: Meeting
) -> None:
    asked = sent(browser("supporter", places), meeting)[0]
    page = Client().post(address(asked), {"do": "answer", "answer": "change", "wish": " "})
    assert page.status_code == 200
    assert 'value="change"' in page.content.decode()
    assert "checked" in page.content.decode()
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_closed_round_says_so_and_shows_nothing(places: Town, meeting: Meeting) -> None:
    client = browser("supporter", places)
    asked = sent(client, meeting)[0]
    Meeting.objects.filter(pk=meeting.pk).update(title="비밀 회의", withheld="제5호")
    client.post(at(meeting), {"do": "reopen", "reason": "고칠 것이 있음"})
    member = Client()
    for page in (
        member.get(address(asked)),
        member.post(address(asked), {"do": "answer", "answer": "confirmed"}),
    ):
        assert page.status_code == 410
        assert "공원에 의자를" not in page.content.decode()
        assert "비밀 회의" not in page.content.decode()
    assert member.get("/members/minutes/somebody-guessed-this/").status_code == 404
    asked.refresh_from_db()
    assert (asked.answer, asked.due_on) == ("", None)  # nobody is reminded any more
    assert not sweep_reminders(timezone.now())


def test_staff_records_what_a_member_said_with_a_note(places: Town, meeting: Meeting) -> None:
    client = browser("supporter", places)
    phoned = sent(client, meeting)[2]
    values = {"do": "answer", "of": phoned.pk, "answer": "confirmed", "wish": ""}
    client.post(at(meeting), values)
    phoned.refresh_from_db()
    assert phoned.answer == ""  # without a note it is nobody's word
    client.post(at(meeting), values | {"wish": "5월 20일 전화"})
    phoned.refresh_from_db()
    assert (phoned.answer, phoned.wish) == ("confirmed", "5월 20일 전화")
    assert "supporter" in client.get(at(meeting)).content.decode()
    assert phoned.history.latest().history_user.name == "supporter"


def test_what_is_with_the_members_is_closed(places: Town, meeting: Meeting) -> None:
    sent(browser("supporter", places), meeting)
    supporter = User.objects.get(name="supporter")
    speech = meeting.speeches.get(order=1)
    speech.text = "몰래 바꾼 말"
    with pytest.raises(RecordError, match="위원"):
        save_row(speech, actor=supporter)


def test_a_form_that_was_open_brings_no_state_back(places: Town, meeting: Meeting) -> None:
    stale = Meeting.objects.get(pk=meeting.pk)
    sent(browser("supporter", places), meeting)
    save_row(stale)
    meeting.refresh_from_db()
    assert meeting.minutes_state == MinutesState.CIRCULATED
    assert stale.minutes_state == MinutesState.CIRCULATED


class TestApproving:
    """Minutes are agreed when all confirmed, when the time is over, or for a reason."""

    def test_all_confirmed_needs_no_reason(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        for one in sent(clerk, meeting):
            Confirmation.objects.filter(pk=one.pk).update(answer="confirmed")
        clerk.post(at(meeting), {"do": "approve", "reason": ""})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.APPROVED
        assert not Circulation.objects.filter(closed_at=None).exists()
        version = meeting.history.latest()
        assert (version.history_user.name, version.minutes_state) == (
            "yeongdeungpo_clerk",
            "approved",
        )

    def test_one_silent_member_needs_a_reason_until_the_day_has_passed(
        self, places: Town, meeting: Meeting
    ) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        sent(clerk, meeting)
        clerk.post(at(meeting), {"do": "approve", "reason": ""})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.CIRCULATED
        Circulation.objects.update(due=timezone.localdate() - dt.timedelta(days=1))
        clerk.post(at(meeting), {"do": "approve", "reason": ""})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.APPROVED

    def test_an_open_wish_needs_a_reason_even_then(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        asked = sent(clerk, meeting)[0]
        Confirmation.objects.filter(pk=asked.pk).update(answer="change", wish="고쳐 주세요")
        Circulation.objects.update(due=timezone.localdate() - dt.timedelta(days=1))
        clerk.post(at(meeting), {"do": "approve", "reason": ""})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.CIRCULATED
        clerk.post(at(meeting), {"do": "approve", "reason": "사실과 달라 반영하지 않음"})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.APPROVED

    def test_old_minutes_are_approved_for_a_reason(self, places: Town, meeting: Meeting) -> None:
        clerk = browser("yeongdeungpo_clerk", places)
        clerk.post(at(meeting), {"do": "approve", "reason": ""})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.DRAFT
        clerk.post(at(meeting), {"do": "approve", "reason": "2차 회의에서 확인"})
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.APPROVED
        assert "2차 회의에서 확인" in clerk.get(at(meeting)).content.decode()

    def test_a_supporter_does_not_approve(self, places: Town, meeting: Meeting) -> None:
        page = browser("supporter", places).post(at(meeting), {"do": "approve", "reason": "급함"})
        assert "수 없습니다" in page.content.decode()
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.DRAFT


@pytest.mark.parametrize("act", [delete_row, save_row])
def test_what_was_asked_is_evidence_as_a_commitment_too(
    places: Town, meeting: Meeting, act: Callable[..., None]
) -> None:
    asked = sent(browser("supporter", places), meeting)[0]
    as_owed = Commitment.objects.get(pk=asked.pk)
    as_owed.title = "다른 말"
    with pytest.raises(NotAllowed):
        act(as_owed, actor=PERSONAS["yeongdeungpo_clerk"](places))
    asked.refresh_from_db()
    assert asked.title != "다른 말"


def test_minutes_that_were_public_before_are_not_being_written(
    places: Town, meeting: Meeting
) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    assert "작성 중" in clerk.get(at(meeting)).content.decode()
    move_entry(meeting, EntryState.PUBLISHED)  # as the portal does that loads them
    page = clerk.get(at(meeting)).content.decode()
    assert "공개" in page
    assert "작성 중" not in page
