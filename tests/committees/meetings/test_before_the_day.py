"""Nobody is noted as having attended a meeting that is yet to be held, by whichever door."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from committees.models import Attendance, Meeting
from committees.services.attendance import check_in_opens
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.committees.meetings import calling
from tests.committees.meetings.test_attendance import as_sent, seat, statuses, url
from tests.committees.meetings.test_notice import address
from tests.committees.meetings.test_notice import send as send_notice
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

SENTENCE = "회의일 전에는 참석이나 위임을 기록할 수 없습니다"


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def coming(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo), in_days=1)


def set_day(meeting: Meeting, days: int) -> None:
    meeting.date = timezone.localdate() + dt.timedelta(days=days)
    Meeting.objects.filter(pk=meeting.pk).update(date=meeting.date)


@pytest.mark.parametrize("status", ["present", "delegated"])
def test_the_grid_refuses_it_and_keeps_what_was_typed(
    clerk: Client, coming: Meeting, status: str
) -> None:
    marks = {seat(coming, 1): status, seat(coming, 1, "delegated_to"): "부분과장",
             seat(coming, 2, "note"): "늦게 옴"}  # fmt: skip
    page = clerk.post(url(coming), as_sent(clerk, coming) | marks)
    assert SENTENCE in str(page.context["lines"][0].errors["status"])
    assert 'value="늦게 옴"' in page.content.decode()
    assert not coming.attendance.exists()
    set_day(coming, 0)
    assert clerk.post(url(coming), as_sent(clerk, coming) | marks).status_code == 302
    assert statuses(coming) == [status, "unknown", "unknown"]


def test_who_excuses_himself_is_noted_before_and_is_no_recorded_attendance(
    clerk: Client, coming: Meeting
) -> None:
    page = clerk.get(url(coming)).content.decode()
    assert SENTENCE in page
    assert "data-all-present" not in page
    marks = {seat(coming, 3): "absent", seat(coming, 3, "is_excused"): "on"}
    assert clerk.post(url(coming), as_sent(clerk, coming) | marks).status_code == 302
    assert statuses(coming) == ["absent"]
    steps = clerk.get(f"/staff/committees/meetings/{coming.pk}/").context["steps"]
    assert next(step.mark for step in steps if step.name == "attendance") != "done"


def test_what_members_answered_waits_for_the_day(clerk: Client, coming: Meeting) -> None:
    send_notice(clerk, coming)
    first, second = sorted(calling.sweep(), key=lambda letter: letter.to)
    Client().post(address(first), {"answer": "coming"})
    Client().post(address(second), {"answer": "not_coming"})
    sent = as_sent(clerk, coming)
    assert (sent[seat(coming, 1)], sent[seat(coming, 2)]) == ("unknown", "absent")
    assert clerk.post(url(coming), sent).status_code == 302
    assert statuses(coming) == ["absent"]
    set_day(coming, 0)
    assert as_sent(clerk, coming)[seat(coming, 1)] == "present"


def test_the_administration_refuses_it_as_well(clerk: Client, coming: Meeting) -> None:
    line = making.saved(Attendance(meeting=coming, seat=coming.body.seats.get(order=1)))
    inline = send(clerk, admin_url(coming), **{"attendance-0-status": "present"})
    alone = send(clerk, admin_url(line), status="delegated")
    for answer in (inline, alone):
        assert SENTENCE in errors(answer)
    assert statuses(coming) == ["unknown"]
    assert send(clerk, admin_url(line), status="absent").status_code == 302


def test_a_meeting_that_was_attended_is_put_on_no_day_to_come(
    clerk: Client, coming: Meeting
) -> None:
    set_day(coming, 0)
    calling.attended(coming, "present", "unknown", "unknown")
    place = f"/staff/committees/meetings/{coming.pk}/facts/"
    form = clerk.get(place).context["form"]
    facts: dict[str, Any] = {field.name: field.value() or "" for field in form}
    tomorrow = coming.date + dt.timedelta(days=1)
    page = clerk.post(place, facts | {"date": tomorrow.isoformat()})
    assert SENTENCE in page.content.decode()
    assert Meeting.objects.get(pk=coming.pk).date == coming.date
    yesterday = coming.date - dt.timedelta(days=1)
    assert clerk.post(place, facts | {"date": yesterday.isoformat()}).status_code == 302


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (1, False)])
def test_members_check_in_on_the_day_alone(coming: Meeting, days: int, is_open: bool) -> None:
    coming.date, coming.starts = timezone.localdate() + dt.timedelta(days=days), None
    assert check_in_opens(coming, timezone.now()) is is_open
