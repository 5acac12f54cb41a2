"""Members check in by themselves on the day of the meeting, each the own seat, once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from civicforum.record.errors import RecordError
from committees.models import Attendance, Meeting, Seat
from committees.services import attendance as services
from tests import making
from tests.committees.meetings import calling
from tests.personas import town


def opened() -> Meeting:
    """A meeting that begins within the hour, with its code."""
    now = timezone.localtime()
    begins = dt.time(min(now.hour + 1, 23), 59)
    meeting = calling.meeting(calling.body(town().yeongdeungpo), in_days=0, starts=begins)
    Meeting.objects.filter(pk=meeting.pk).update(check_in_code="code-of-this-one")
    meeting.refresh_from_db()
    return meeting


PLACE = "/members/check-in/code-of-this-one/"


@pytest.mark.django_db
def test_a_member_taps_the_own_seat_and_sees_it_confirmed() -> None:
    meeting = opened()
    seat = meeting.body.seats.get(order=2)
    page = Client().get(PLACE).content.decode()
    assert "안전분과장" in page
    assert "위원2" not in page
    done = Client().post(PLACE, {"seat": seat.pk})
    assert done.context["done"] == seat
    row = Attendance.objects.get(seat=seat)
    assert row.status == "present"
    assert row.checked_in_at
    again = Client().post(PLACE, {"seat": seat.pk})
    assert again.context["already"] == seat
    assert [taken for *_seat, taken in again.context["seats"]] == [False, True, False]


@pytest.mark.django_db
def test_only_who_checked_in_takes_it_back_and_only_for_a_minute() -> None:
    meeting = opened()
    seat = meeting.body.seats.get(order=1)
    done = Client().post(PLACE, {"seat": seat.pk})
    another = timezone.now().isoformat()
    assert "problem" in Client().post(PLACE, {"seat": seat.pk, "undo": another}).context
    assert Client().post(PLACE, {"seat": seat.pk, "undo": "x"}).status_code == 404
    undone = Client().post(PLACE, {"seat": seat.pk, "undo": done.context["undo"]})
    assert undone.context["undone"] == seat
    assert not Attendance.objects.exists()
    old = timezone.now() - dt.timedelta(seconds=61)
    making.saved(Attendance(meeting=meeting, seat=seat, status="present", checked_in_at=old))
    late = Client().post(PLACE, {"seat": seat.pk, "undo": old.isoformat()})
    assert "problem" in late.context
    assert Attendance.objects.get(seat=seat).status == "present"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "state", "is_taken"),
    [
        ("unknown", {}, True),
        ("delegated", {}, False),
        ("absent", {}, False),
        ("unknown", {"minutes_state": "circulated"}, False),
        ("unknown", {"minutes_state": "approved"}, False),
        ("unknown", {"state": "submitted"}, False),
    ],
)
def test_it_writes_over_nothing_and_taken_back_leaves_what_was_there(
    status: str, state: dict[str, str], is_taken: bool
) -> None:
    meeting = opened()
    seat = meeting.body.seats.get(order=1)
    told = {"status": status, "delegated_to": "부분과장", "is_excused": True, "note": "병원"}
    row = making.saved(Attendance(meeting=meeting, seat=seat, **told))
    Meeting.objects.filter(pk=meeting.pk).update(**state)
    done = Client().post(PLACE, {"seat": seat.pk})
    assert ("done" in done.context, "problem" in done.context) == (is_taken, not is_taken)
    row.refresh_from_db()
    assert row.status == ("present" if is_taken else status)
    if is_taken:
        Client().post(PLACE, {"seat": seat.pk, "undo": done.context["undo"]})
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in told} == told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hour", "minute", "days", "is_open"),
    [
        (11, 59, 0, False), (12, 0, 0, True), (14, 0, 0, True), (23, 59, 0, True),
        (0, 0, 1, False), (14, 0, -1, False),
    ],
)  # fmt: skip
def test_it_is_open_from_two_hours_before_until_the_day_ends(
    hour: int, minute: int, days: int, is_open: bool
) -> None:
    meeting = calling.meeting(calling.body(town().yeongdeungpo), date=dt.date(2031, 5, 8))
    day = meeting.date + dt.timedelta(days=days)
    now = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
    assert services.check_in_opens(meeting, now) is is_open
    seat = meeting.body.seats.get(order=1)
    if is_open:
        assert services.check_in(meeting, seat, now=now).is_new
    else:
        with pytest.raises(RecordError):
            services.check_in(meeting, seat, now=now)


@pytest.mark.django_db
def test_no_other_code_and_no_other_seat_leads_anywhere() -> None:
    meeting = opened()
    calling.meeting(meeting.body, 2)  # has no code yet
    foreign = making.saved(Seat(body=making.body(meeting.city, 7), order=9, role="남의 자리"))
    assert Client().get("/members/check-in/other/").status_code == 404
    assert Client().post(PLACE, {"seat": foreign.pk}).status_code == 404
    for odd in ("x", "9" * 5000):
        assert Client().post(PLACE, {"seat": odd}).status_code == 404
    assert Client().post(PLACE, {}).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(date=dt.date(2031, 1, 1))
    shut = Client().post(PLACE, {"seat": meeting.body.seats.get(order=1).pk})
    assert "problem" in shut.context
    assert not Attendance.objects.exists()


def at_once(meeting: Meeting, times: int) -> list[Any]:
    """What many get who tap one seat at the same time, each on a connection of its own."""
    seat, now = meeting.body.seats.get(order=1), timezone.now()

    def tap(_number: int) -> Any:
        try:
            return services.check_in(meeting, seat, now=now).is_new
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(tap, range(times)))


@pytest.mark.django_db(transaction=True)
def test_of_many_who_tap_one_seat_at_once_one_is_the_first() -> None:
    meeting = opened()
    assert sorted(at_once(meeting, 8)) == [False] * 7 + [True]
    assert Attendance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_meeting_they_get_in_each_others_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: the same taps, with the guard taken away."""
    monkeypatch.setattr(services, "hold_entries", lambda *_rows: {})
    meeting = opened()
    assert any(_collide(meeting) for _try in range(5)), "the race never showed"


def _collide(meeting: Meeting) -> bool:
    """Whether some were refused by the table itself, or more than one was the first."""
    Attendance.objects.all().delete()
    found = at_once(meeting, 8)
    return any(isinstance(one, Exception) for one in found) or found.count(True) != 1
