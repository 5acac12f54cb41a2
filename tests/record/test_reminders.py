"""Which reminders a day calls for, and the ledger that keeps each of them single."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Notice
from civicforum.record.reminders import due_reminders, moment_on
from civicforum.record.services.notices import STALE_AFTER
from civicforum.record.states import NoticeState
from daulmadang.models import Duty
from tests import making

DUE = dt.date(2026, 11, 30)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    """An hour of a day in the city's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture
def clerk(db: None) -> User:
    city = making.city(live_since=dt.date(2026, 11, 1))
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(
        user=user, role=Role.CITY_CLERK, city=city, starts_on=dt.date(2026, 1, 1)
    )
    return user


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (22, None), (23, "D-7"), (28, "D-7"), (29, "D-1"), (30, "D-day"),
    ],
)  # fmt: skip
def test_a_moment_holds_until_the_next(day: int, moment: str | None) -> None:
    assert moment_on(DUE, dt.date(2026, 11, day)) == moment
    assert moment_on(DUE, dt.date(2026, 12, 1)) is None


@pytest.mark.django_db
def test_a_month_falls_due_on_its_last_working_day() -> None:
    # 2022-05-31 is a Tuesday; 2021-10-31 a Sunday; 2022-12-30 the year's last working day.
    city = making.city()
    for number, (due, day) in enumerate(
        {"2022-05": (5, 31), "2021-10": (10, 29), "2022-12": (12, 30), "2022-01": (1, 28)}.items()
    ):
        duty = making.duty(city, number, due=due)
        assert duty.due_on
        assert (duty.due_on.month, duty.due_on.day) == day


@pytest.mark.django_db
def test_history_calls_for_nothing() -> None:
    never_live = making.city()
    live = making.city("yeongdeungpo", "영등포구", live_since=dt.date(2026, 11, 1))
    duties = [
        making.duty(never_live, 1, due="2026-11-30"),
        making.duty(live, 2, due="2026-11-30"),
        making.duty(live, 3, due="2026-11-30", done="2026-11-20"),
        making.duty(live, 4, due=""),
    ]
    found = due_reminders(duties, dt.date(2026, 11, 29))
    assert [reminder.commitment.key for reminder in found] == ["duty-2"]
    before_live = making.duty(live, 5, due="2026-10-30")
    assert due_reminders([before_live], dt.date(2026, 10, 30)) == []


@pytest.mark.django_db
def test_sweeping_twice_writes_each_notice_once(clerk: User) -> None:
    making.duty(clerk.grants.get().city, due="2026-11-30")
    first = services.sweep_reminders(at(dt.date(2026, 11, 23)))
    assert services.sweep_reminders(at(dt.date(2026, 11, 24))) == first
    services.sweep_reminders(at(DUE))
    moments = sorted(Notice.objects.values_list("moment", flat=True))
    assert moments == ["2026-11-30 D-7", "2026-11-30 D-day"]


@pytest.mark.django_db
def test_a_department_is_told_before_the_clerk(clerk: User) -> None:
    city = clerk.grants.get().city
    office = making.department(city)
    officer = User.objects.create_user("officer@example.org", name="주무관")
    RoleGrant.objects.create(
        user=officer, role=Role.DEPARTMENT_OFFICER, city=city, department=office,
        starts_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    making.duty(city, 1, due="2026-11-30", department=office)
    making.duty(city, 2, due="2026-11-30")
    services.sweep_reminders(at(DUE))
    told = dict(Notice.objects.values_list("commitment__key", "recipient__email"))
    assert told == {"duty-1": officer.email, "duty-2": clerk.email}


@pytest.mark.django_db
def test_a_notice_is_sent_once_whoever_asks(clerk: User) -> None:
    making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    services.deliver_notice(pk, at(DUE))
    services.deliver_notice(pk, at(DUE))
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    assert "2026. 11. 30.(월)" in mail.outbox[0].subject
    assert Notice.objects.get().state == NoticeState.SENT


@pytest.mark.django_db
def test_a_duty_done_meanwhile_is_not_reminded(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    duty.done = "2026-11-30"
    services.save_row(duty)
    services.deliver_notice(pk, at(DUE))
    assert mail.outbox == []
    assert Notice.objects.get().state == NoticeState.DROPPED


@pytest.mark.django_db
def test_a_postponed_duty_is_reminded_anew(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    (first,) = services.sweep_reminders(at(dt.date(2026, 11, 23)))
    services.deliver_notice(first, at(dt.date(2026, 11, 23)))
    duty.due = "2026-12-21"
    services.save_row(duty)
    (second,) = services.sweep_reminders(at(dt.date(2026, 12, 14)))
    services.deliver_notice(second, at(dt.date(2026, 12, 14)))
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_a_duty_marked_done_by_mistake_is_reminded_all_the_same(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    _mark(duty, "2026-11-30")
    services.deliver_notice(pk, at(DUE))
    assert services.sweep_reminders(at(DUE)) == []
    _mark(duty, "")
    assert services.sweep_reminders(at(DUE)) == [pk]
    services.deliver_notice(pk, at(DUE))
    assert len(mail.outbox) == 1
    assert services.sweep_reminders(at(DUE)) == []


@pytest.mark.django_db
def test_a_duty_postponed_and_moved_back_is_reminded(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    for due, waiting in (("2026-12-31", []), ("2026-11-30", [pk])):
        duty.due = due
        services.save_row(duty)
        services.deliver_notice(pk, at(DUE))
        assert services.sweep_reminders(at(DUE)) == waiting


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again_when_the_duty_comes_back(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    services.deliver_notice(pk, at(DUE))
    _mark(duty, "2026-11-30")
    services.sweep_reminders(at(DUE))
    _mark(duty, "")
    assert services.sweep_reminders(at(DUE)) == []


@pytest.mark.django_db
def test_a_reminder_that_nobody_sent_in_time_has_failed(clerk: User) -> None:
    """The worker was down until its moment had passed."""
    making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    services.deliver_notice(pk, at(dt.date(2026, 12, 1)))
    assert mail.outbox == []
    assert Notice.objects.get().state == NoticeState.FAILED


def _mark(duty: Duty, done: str) -> None:
    duty.done = done
    services.save_row(duty)


@pytest.mark.django_db
def test_who_left_meanwhile_is_not_told(clerk: User) -> None:
    making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    clerk.grants.update(ends_on=dt.date(2026, 11, 29))
    services.deliver_notice(pk, at(DUE))
    assert mail.outbox == []
    assert Notice.objects.get().state == NoticeState.DROPPED


@pytest.mark.django_db
def test_a_title_of_two_lines_is_sent_all_the_same(clerk: User) -> None:
    duty = making.duty(clerk.grants.get().city, due="2026-11-30")
    duty.title = "간담회\n준비"
    services.save_row(duty)
    (pk,) = services.sweep_reminders(at(DUE))
    services.deliver_notice(pk, at(DUE))
    assert "간담회 준비" in mail.outbox[0].subject


@pytest.mark.django_db
def test_a_claim_that_never_settled_is_uncertain_and_not_repeated(clerk: User) -> None:
    making.duty(clerk.grants.get().city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    now = at(DUE)
    Notice.objects.update(state=NoticeState.CLAIMED, claimed_at=now - STALE_AFTER * 2)
    assert services.sweep_reminders(now) == []
    services.deliver_notice(pk, at(DUE))
    assert mail.outbox == []
    assert Notice.objects.get().state == NoticeState.UNCERTAIN
