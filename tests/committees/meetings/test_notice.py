"""The notice of a meeting: sent once, answered, corrected, called off, and announced."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from civicforum.people.models import User
from civicforum.record import version
from civicforum.record.models import Commitment, Notice
from committees import tasks
from committees.models import Convocation, Invitation, Meeting, NameDecision
from committees.reports.personal import open_in_notice
from committees.services.notice import (
    answer_invitation,
    keep_deadline,
    send_notice,
    settle_called_off,
)
from tests import making
from tests.committees.meetings import calling
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def called(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo, notice_days=7))


def url(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/notice/"


def send(client: Client, meeting: Meeting, act: str = "send", after: int = 0) -> list[str]:
    page = client.post(url(meeting), {"act": act, "after": after}, follow=True)
    return [f"{one.level_tag}" for one in page.context["messages"]]


def calendar_of(letter: Any) -> tuple[Calendar, Any]:
    (part,) = [one for one in letter.message().walk() if one.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def address(letter: Any) -> str:
    line = next(one for one in letter.body.splitlines() if "/members/invitations/" in one)
    return "/members/" + line.partition("/members/")[2]


def test_a_meeting_of_a_long_title_has_its_deadline_too(places: Town) -> None:
    body = calling.body(places.yeongdeungpo, notice_days=7)
    meeting = calling.meeting(body, title="긴" * 200)
    keep_deadline(meeting, timezone.now())
    assert Commitment.objects.get(key__contains="/notice/").title.startswith("긴긴")


def test_the_page_previews_the_mail_and_lists_who_must_be_told_by_telephone(
    clerk: Client, called: Meeting
) -> None:
    page = clerk.get(url(called))
    assert [one.name for one in page.context["by_phone"]] == ["위원3"]
    subject, text = page.context["preview"]
    assert "물빛회 1차 회의" in subject
    assert "\n\n일시" in text
    assert "1. 예산\n2. 결산\n\n" in text
    assert not page.context["is_late"]
    assert page.context["due"] == called.date - dt.timedelta(days=7)


def test_what_looks_personal_is_told_before_it_is_announced(clerk: Client, called: Meeting) -> None:
    assert clerk.get(url(called)).context["personal"] == []
    called.agenda.filter(number=1).update(title="홍길동 위원 위촉, 010-1234-5678")
    assert clerk.get(url(called)).context["personal"] == ["홍길동", "010-1234-5678"]
    assert send(clerk, called) == ["error"]
    for one in open_in_notice(called):
        making.saved(decided(called, one.key, "kept"))
    assert send(clerk, called) == ["success"]


def decided(meeting: Meeting, key: tuple[str, str], decision: str) -> NameDecision:
    who = User.objects.get(email="yeongdeungpo_clerk@example.org")
    return NameDecision(
        meeting=meeting, kind=key[0], text=key[1], decision=decision, decided_by=who
    )


def test_every_member_with_an_address_is_asked_once_and_reminded(
    clerk: Client, called: Meeting
) -> None:
    assert send(clerk, called) == ["success"]
    assert Convocation.objects.get().content["agenda"] == ["예산", "결산"]
    first = calling.sweep()
    assert sorted(letter.to[0] for letter in first) == ["m11@example.org", "m12@example.org"]
    assert calling.sweep() == []
    assert calling.sweep(timezone.localdate() + dt.timedelta(days=2)) == []
    answered = address(first[0])
    Client().post(answered, {"answer": "coming"})
    week_before = calling.sweep(calling.week_before(called))
    assert [letter.to for letter in week_before] == [first[1].to]


def test_the_mail_puts_the_meeting_into_the_calendar(clerk: Client, called: Meeting) -> None:
    called.link = "https://meet.example.org/abc"
    called.save()
    send(clerk, called)
    letter = calling.sweep()[0]
    assert called.link in letter.body
    calendar, event = calendar_of(letter)
    assert (calendar["METHOD"], event["SEQUENCE"], event["SUMMARY"]) == (
        "REQUEST", 1, "물빛회 1차 회의",
    )  # fmt: skip
    start = event["DTSTART"].dt
    assert (start.date(), start.time(), str(start.tzinfo)) == (
        called.date, dt.time(14), "Asia/Seoul",
    )  # fmt: skip
    assert calendar.walk("VTIMEZONE")
    assert event["ATTENDEE"] == f"mailto:{letter.to[0]}"


def test_a_changed_notice_replaces_the_first_everywhere(clerk: Client, called: Meeting) -> None:
    send(clerk, called)
    old = calling.sweep()
    called.place = "대강당"
    called.save()
    assert send(clerk, called, after=1) == ["success"]
    new = calling.sweep()
    assert len(new) == 2
    assert "대강당" in new[0].body
    before, after = calendar_of(old[0])[1], calendar_of(new[0])[1]
    assert (before["UID"], after["SEQUENCE"]) == (after["UID"], 2)
    # Nobody is reminded of the first, and its address leads to the second.
    assert calling.sweep(calling.week_before(called)) != []
    assert Invitation.objects.filter(convocation__number=1, done="").count() == 0
    (same,) = [one for one in new if one.to == old[0].to]
    assert Client().get(address(old[0]))["Location"] == address(same)


def test_sent_twice_at_once_it_goes_out_once(clerk: Client, called: Meeting) -> None:
    assert send(clerk, called) == ["success"]
    assert send(clerk, called) == ["error"]
    assert Convocation.objects.count() == 1


def test_that_it_is_called_off_is_told_once_and_takes_it_out_of_calendars(
    clerk: Client, called: Meeting
) -> None:
    assert send(clerk, called, "call-off") == ["error"]
    send(clerk, called)
    (old, _other) = calling.sweep()
    assert send(clerk, called, "call-off", after=1) == ["success"]
    letters = calling.sweep()
    assert len(letters) == 2
    calendar, event = calendar_of(letters[0])
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    tasks.settle_called_off()
    assert not Invitation.objects.filter(done="").exists()
    assert calling.sweep(timezone.localdate() + dt.timedelta(days=1)) == []
    assert calling.sweep(calling.week_before(called)) == []
    page = Client().get(address(old), follow=True)
    assert page.context["is_open"] is False
    assert Client().post(page.redirect_chain[-1][0], {"answer": "coming"}).status_code == 200
    assert not Invitation.objects.filter(answer="coming").exists()


def test_called_off_late_it_is_told_the_next_day_and_past_it_is_let_go(
    places: Town, clerk: Client
) -> None:
    today = calling.meeting(calling.body(places.yeongdeungpo), in_days=0, starts=dt.time(23, 59))
    send(clerk, today)
    send(clerk, today, "call-off", after=1)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    settle_called_off(timezone.now())
    assert len(calling.sweep(tomorrow)) == 2
    calling.sweep(tomorrow)
    Invitation.objects.update(done="")
    Notice.objects.all().update(state="failed")
    settle_called_off(timezone.now() + dt.timedelta(days=1))
    assert Invitation.objects.filter(done="").count() == 4
    settle_called_off(timezone.now() + dt.timedelta(days=2))
    assert list(Invitation.objects.filter(done="").values_list("convocation__number")) == [(1,)] * 2


def test_without_an_agenda_or_after_the_day_nothing_is_sent(clerk: Client, called: Meeting) -> None:
    called.agenda.all().delete()
    assert send(clerk, called) == ["error"]
    past = calling.meeting(called.body, 2, in_days=-1)
    assert send(clerk, past) == ["error"]
    assert not Convocation.objects.exists()


def test_a_member_answers_without_an_account_and_may_change_it(
    clerk: Client, called: Meeting
) -> None:
    send(clerk, called)
    place = address(calling.sweep()[0])
    member = Client()
    page = member.get(place)
    assert page["Cache-Control"].startswith("max-age=0")
    assert 'content="noindex"' in page.content.decode()
    assert "위원1" not in page.content.decode()
    refused = member.post(place, {"answer": "delegating", "note": "병원"})
    assert refused.context["form"].errors.keys() == {"delegated_to"}
    assert 'value="병원"' in refused.content.decode()
    member.post(place, {"answer": "delegating", "delegated_to": "부분과장"})
    row = Invitation.objects.get(answer="delegating")
    assert (row.delegated_to, row.done) == ("부분과장", timezone.localdate().isoformat())
    member.post(place, {"answer": "not_coming", "delegated_to": "부분과장", "note": "출장"})
    row.refresh_from_db()
    assert (row.answer, row.delegated_to, row.note) == ("not_coming", "", "출장")
    assert "출장" in clerk.get(url(called)).content.decode()
    assert member.get(f"{place[:-2]}x/").status_code == 404


def test_once_the_meeting_begins_no_answer_is_taken(clerk: Client, called: Meeting) -> None:
    send(clerk, called)
    place = address(calling.sweep()[0])
    Meeting.objects.filter(pk=called.pk).update(date=timezone.localdate() - dt.timedelta(days=1))
    Client().post(place, {"answer": "coming"})
    assert not Invitation.objects.exclude(answer="").exists()
    assert Client().get(place).context["is_open"] is False


def test_who_may_not_organise_finds_no_notice(places: Town, called: Meeting) -> None:
    for name in ("approver", "jeonju_clerk", "taxi_officer"):
        assert browser(name, places).post(url(called), {"act": "send"}).status_code == 404
    assert not Convocation.objects.exists()


def test_that_the_notice_is_sent_in_time_is_promised_and_done(places: Town, clerk: Client) -> None:
    body = calling.body(places.yeongdeungpo, notice_days=7)
    day = timezone.localdate() + dt.timedelta(days=30)
    sent = {"number": 1, "date": day, "form": "in_person", "agenda": "예산"}
    clerk.post(f"/staff/committees/meetings/new/?body={body.pk}", sent)
    promise = Commitment.objects.get(kind=Commitment.Kind.ACTION)
    assert promise.due_on == day - dt.timedelta(days=7)
    meeting = Meeting.objects.get()
    moved = {**sent, "title": meeting.title, "date": day + dt.timedelta(days=3)}
    clerk.post(f"/staff/committees/meetings/{meeting.pk}/facts/", moved)
    promise.refresh_from_db()
    assert promise.due_on == day - dt.timedelta(days=4)
    send(clerk, meeting)
    promise.refresh_from_db()
    assert promise.done


def test_the_pages_ask_as_much_for_three_as_for_one(clerk: Client, called: Meeting) -> None:
    def asked(path: str) -> int:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(path).status_code == 200
        return len(queries)

    send(clerk, called)
    one = asked(url(called)), asked(f"/{called.body.address}/meetings.ics")
    for after in (1, 2):
        send(clerk, called, after=after)
    for number in (2, 3):
        send(clerk, calling.meeting(called.body, number))
    assert (asked(url(called)), asked(f"/{called.body.address}/meetings.ics")) == one


@pytest.mark.django_db(transaction=True)
def test_an_answer_given_while_another_notice_goes_out_is_not_lost(
    clerk: Client, called: Meeting
) -> None:
    send(clerk, called)
    row, now = Invitation.objects.earliest("pk"), timezone.now()

    def send_another() -> None:
        who = User.objects.get(email="yeongdeungpo_clerk@example.org")
        try:
            send_notice(called, actor=who, now=now, after=1)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            answer_invitation(row, answer="coming", delegated_to="", note="", now=now)
            sent = pool.submit(send_another)
            wait([sent], timeout=1)
        sent.result()
    row.refresh_from_db()
    assert row.answer == "coming"
