"""How a sweep's messages get to the workers: none waits for a queue, and nothing piles up."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from civicforum.beat import TIMETABLE
from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record import services, tasks
from civicforum.record.models import Message
from civicforum.record.states import NoticeState
from tests import clock, making
from tests.clock import at

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)
SIZE = 12


@pytest.fixture(autouse=True)
def owing(monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(DUE))
    city = making.city(live_since=dt.date(2026, 11, 1))
    for number in range(SIZE):
        office = making.department(city, f"office-{number}", f"부서 {number}")
        user = User.objects.create_user(f"officer{number}@example.org", name=f"담당 {number}")
        RoleGrant.objects.create(
            user=user, role=Role.DEPARTMENT_OFFICER, city=city, department=office,
            starts_on=dt.date(2026, 1, 1),
        )  # fmt: skip
        making.duty(city, number, due="2026-11-30", department=office)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the workers are handed; none of them takes it."""
    found: list[Any] = []
    monkeypatch.setattr(
        tasks.deliver_messages, "apply_async", lambda args, **how: found.append((args, how))
    )
    return found


def test_a_sweep_sends_though_nobody_takes_anything_from_the_queue(queue: list[Any]) -> None:
    tasks.sweep_reminders()
    assert len(mail.outbox) == SIZE
    handed = [pk for (part,), _how in queue for pk in part]
    assert handed == sorted(Message.objects.values_list("pk", flat=True))
    assert [how["expires"] for _args, how in queue] == [settings.REMINDER_SWEEP_SECONDS] * 2
    for (part,), _how in queue:
        tasks.deliver_messages(part)
    assert len(mail.outbox) == SIZE


def test_what_breaks_at_one_message_stops_no_other(
    queue: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, broken = services.deliver_message, list[int]()

    def deliver(pk: int, now: dt.datetime) -> None:
        if not broken:
            broken.append(pk)
            raise RuntimeError
        real(pk, now)

    monkeypatch.setattr(services, "deliver_message", deliver)
    tasks.sweep_reminders()
    assert len(mail.outbox) == SIZE - 1
    assert Message.objects.get(pk=broken[0]).state == NoticeState.PENDING


def test_a_worker_sends_no_longer_than_until_the_next_sweep(
    queue: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter([0.0, 1.0, *[settings.REMINDER_SWEEP_SECONDS + 1.0] * SIZE])
    monkeypatch.setattr(tasks, "monotonic", lambda: next(ticks))
    tasks.sweep_reminders()
    assert len(mail.outbox) == 1


def test_what_comes_often_does_not_pile_up() -> None:
    often = [one for one in TIMETABLE.values() if isinstance(one["schedule"], int | float)]
    assert len(often) >= 4
    for one in often:
        assert one["options"] == {"expires": one["schedule"]}
