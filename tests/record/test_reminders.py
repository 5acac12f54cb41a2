"""The ledger that keeps each reminder single, and the digest that takes it along."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from civicforum.people.models import City, RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Message, Notice
from civicforum.record.services.messages import STALE_AFTER
from civicforum.record.states import NoticeState
from daulmadang.models import Duty
from tests import clock, making, reminding
from tests.clock import at
from tests.personas import person

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)  # a Monday
WEEK_BEFORE = dt.date(2026, 11, 23)
Work = Callable[[dt.datetime], list[mail.EmailMessage]]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return lambda now: reminding.work(monkeypatch, now)


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> User:
    clock.stop(monkeypatch, at(dt.date(2026, 11, 2)))
    city = making.city(live_since=dt.date(2026, 11, 1))
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(
        user=user, role=Role.CITY_CLERK, city=city, starts_on=dt.date(2026, 1, 1)
    )
    return user


@pytest.fixture
def city(clerk: User) -> City:
    return clerk.grants.get().city


def moments() -> list[str]:
    return sorted(Notice.objects.values_list("moment", flat=True))


def mark(duty: Duty, done: str) -> None:
    duty.done = done
    services.save_row(duty)


def test_every_moment_is_told_on_its_day_and_once(city: City, work: Work) -> None:
    making.duty(city, due="2026-11-30")
    sent = {}
    day = dt.date(2026, 11, 3)
    while day < dt.date(2026, 12, 10):
        sent[str(day)] = sum(len(work(at(day, hour))) for hour in (0, 10, 10, 17, 23))
        day += dt.timedelta(days=1)
    # The 29th is a Sunday; overdue on the third and the sixth working day.
    days = ["2026-11-16", "2026-11-23", "2026-11-27", "2026-11-30", "2026-12-03", "2026-12-08"]
    assert {day: n for day, n in sent.items() if n} == dict.fromkeys(days, 1)
    assert moments() == [
        "2026-11-30 D+3", "2026-11-30 D+6", "2026-11-30 D-1", "2026-11-30 D-14", "2026-11-30 D-7",
        "2026-11-30 D-day",
    ]  # fmt: skip


def test_a_week_of_downtime_is_caught_up_in_one_mail(city: City, work: Work) -> None:
    for number in range(3):
        making.duty(city, number, due="2026-11-30")
    work(at(dt.date(2026, 11, 16)))
    mails = work(at(dt.date(2026, 12, 4)))
    assert len(mails) == 1
    assert mails[0].body.count("[D+3]") == 3
    assert "[D-7]" not in mails[0].body
    names = ("D+3", "D-1", "D-14", "D-7", "D-day")
    assert moments() == [f"2026-11-30 {name}" for name in names for _duty in range(3)]
    assert work(at(dt.date(2026, 12, 4), 11)) == []


def test_what_is_newly_due_soon_is_told_at_once(city: City, work: Work) -> None:
    clock_day = dt.date(2026, 11, 25)
    work(at(clock_day, 9))
    making.duty(city, due="2026-11-30")
    assert "[D-7]" in work(at(clock_day))[0].body
    assert moments() == ["2026-11-30 D-7"]


@pytest.mark.parametrize("was_done", [False, True])
def test_what_is_made_late_or_opened_again_climbs_from_that_day(
    city: City, work: Work, *, was_done: bool
) -> None:
    office, made = making.department(city), dt.date(2026, 12, 15)
    roles = (Role.DEPARTMENT_OFFICER, Role.TEAM_LEAD, Role.DEPARTMENT_HEAD)
    for name, role in zip(("a officer", "b lead", "c head"), roles, strict=True):
        person(name, role, city, office)
    values: dict[str, Any] = {"due": "2026-11-12", "type": "inspection", "department": office}
    if was_done:
        row = making.duty(city, done="2026-11-12", **values)
    work(at(made, 8))
    if was_done:
        row.done = ""
        making.saved(row)
    else:
        making.duty(city, **values)
    told = {}
    for days in range(16):
        mails = work(at(made + dt.timedelta(days=days)))
        told[15 + days] = [name[:1] for name in sorted(letter.to[0] for letter in mails)]
    steps = {18: ["a", "b"], 23: ["a", "b", "c"], 29: ["a", "b", "c", "c"]}  # the clerk's, too
    assert {day: names for day, names in told.items() if names} == steps


def test_history_from_before_the_city_was_live_reminds_nobody(city: City, work: Work) -> None:
    making.duty(city, 1, due="2026-10-30")
    making.duty(city, 2, due="2026-11-12")  # D-14 was before the city was live
    Duty.objects.update(due_since=None)
    work(at(dt.date(2026, 11, 4)))
    assert moments() == []
    work(at(dt.date(2026, 11, 6)))
    assert moments() == ["2026-11-12 D-7"]


def test_nothing_goes_out_outside_the_offices_hours(city: City, work: Work) -> None:
    making.duty(city, due="2026-11-30")
    for now in (at(WEEK_BEFORE, 8, 59), at(WEEK_BEFORE, 18), at(dt.date(2026, 11, 22), 12)):
        assert work(now) == []
    services.sweep_reminders(at(WEEK_BEFORE, 17, 59))
    message = Message.objects.get()
    services.deliver_message(message.pk, at(WEEK_BEFORE, 18, 1))
    assert mail.outbox == []
    assert len(work(at(dt.date(2026, 11, 24), 9))) == 1
    assert Message.objects.filter(state=NoticeState.SENT).count() == 1


def test_one_digest_a_day_and_late_arrivals_wait_for_the_next_working_day(
    city: City, work: Work
) -> None:
    friday = dt.date(2026, 11, 27)
    making.duty(city, 1, due="2026-11-30")
    assert len(work(at(friday))) == 1
    making.duty(city, 2, due="2026-12-01")
    for now in (at(friday, 11), at(dt.date(2026, 11, 28)), at(dt.date(2026, 11, 29))):
        assert work(now) == []
    (monday,) = work(at(DUE))
    assert "실무자 간담회 1" in monday.body
    assert "실무자 간담회 2" in monday.body


def test_the_digest_says_in_korean_what_is_overdue_first(city: City, work: Work) -> None:
    office = making.department(city)
    making.duty(city, 1, due="2026-12-09", department=office)
    making.duty(city, 2, due="2026-11-27", owed_by="소통협력과")
    work(at(dt.date(2026, 11, 27)))
    (letter,) = work(at(dt.date(2026, 12, 2)))
    assert letter.subject == "[전주시] 챙기실 일 2건(기한 지남 1건)"
    late, soon = letter.body.index("실무자 간담회 2"), letter.body.index("실무자 간담회 1")
    assert letter.body.index("기한이 지난 일") < late < letter.body.index("다가오는 일") < soon
    assert "[D+3] 실무자 간담회 2" in letter.body
    assert "2026. 11. 27.(금)" in letter.body
    assert "2026. 12. 9.(수)까지 | 시민교통과" in letter.body
    assert "완료 표시: http" in letter.body
    kept = Message.objects.get(day=dt.date(2026, 12, 2))
    assert (kept.subject, kept.body) == (letter.subject, letter.body)


def test_the_digest_says_in_korean_that_something_is_asked(city: City, work: Work) -> None:
    row = making.duty(city, due="2026-12-09")
    Duty.objects.filter(pk=row.pk).update(asked_on=DUE)
    (letter,) = work(at(DUE))
    assert "- [요청] 실무자 간담회 1" in letter.body


def test_a_department_is_told_before_the_clerk(clerk: User, city: City, work: Work) -> None:
    office = making.department(city)
    officer = User.objects.create_user("officer@example.org", name="주무관")
    RoleGrant.objects.create(
        user=officer, role=Role.DEPARTMENT_OFFICER, city=city, department=office,
        starts_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    making.duty(city, 1, due="2026-11-30", department=office)
    making.duty(city, 2, due="2026-11-30")
    work(at(DUE))
    told = set(Notice.objects.values_list("commitment__key", "recipient__email"))
    assert told == {("duty-1", officer.email), ("duty-2", clerk.email)}


def test_a_message_is_sent_once_whoever_asks(clerk: User, city: City, work: Work) -> None:
    making.duty(city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    services.deliver_message(pk, at(DUE))
    services.deliver_message(pk, at(DUE))
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    assert "2026. 11. 30.(월)" in mail.outbox[0].subject
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}


def test_a_duty_done_meanwhile_is_not_reminded(city: City) -> None:
    duty = making.duty(city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(WEEK_BEFORE))
    mark(duty, "2026-11-23")
    services.deliver_message(pk, at(WEEK_BEFORE))
    assert mail.outbox == []
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.DROPPED}


def test_a_postponed_duty_is_reminded_anew(city: City, work: Work) -> None:
    duty = making.duty(city, due="2026-11-30")
    assert len(work(at(WEEK_BEFORE))) == 1
    duty.due = "2026-12-21"
    services.save_row(duty)
    assert work(at(DUE)) == []
    assert len(work(at(dt.date(2026, 12, 14)))) == 1


def test_a_duty_marked_done_by_mistake_is_reminded_all_the_same(city: City, work: Work) -> None:
    duty = making.duty(city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    mark(duty, "2026-11-30")
    services.deliver_message(pk, at(DUE))
    assert work(at(DUE)) == []
    mark(duty, "")
    assert len(work(at(DUE, 11))) == 1
    assert work(at(DUE, 12)) == []


def test_a_duty_postponed_and_moved_back_is_reminded(city: City, work: Work) -> None:
    duty = making.duty(city, due="2026-11-30")
    services.sweep_reminders(at(DUE))
    for due, mails in (("2026-12-31", 0), ("2026-11-30", 1)):
        duty.due = due
        services.save_row(duty)
        assert len(work(at(DUE))) == mails


def test_what_was_sent_is_not_sent_again_when_the_duty_comes_back(city: City, work: Work) -> None:
    duty = making.duty(city, due="2026-11-30")
    assert len(work(at(DUE))) == 1
    mark(duty, "2026-11-30")
    work(at(DUE))
    mark(duty, "")
    assert work(at(dt.date(2026, 12, 1))) == []


def test_who_left_meanwhile_is_not_told_and_the_successor_is(
    clerk: User, city: City, work: Work
) -> None:
    making.duty(city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    clerk.grants.update(ends_on=dt.date(2026, 11, 29))
    services.deliver_message(pk, at(DUE))
    assert mail.outbox == []
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.DROPPED}
    new = User.objects.create_user("new@example.org", name="후임")
    RoleGrant.objects.create(user=new, role=Role.CITY_CLERK, city=city, starts_on=DUE)
    assert [letter.to for letter in work(at(DUE, 11))] == [["new@example.org"]]


def test_a_title_of_two_lines_is_sent_all_the_same(city: City, work: Work) -> None:
    duty = making.duty(city, due="2026-11-30")
    duty.title = "간담회\n준비"
    services.save_row(duty)
    assert "간담회 준비" in work(at(DUE))[0].subject


def test_a_claim_that_was_handed_over_and_never_settled_is_uncertain_and_not_repeated(
    city: City, work: Work
) -> None:
    making.duty(city, due="2026-11-30")
    (pk,) = services.sweep_reminders(at(DUE))
    claimed_at = at(DUE) - STALE_AFTER * 2
    Message.objects.update(state=NoticeState.CLAIMED, claimed_at=claimed_at, subject="나감")
    assert services.sweep_reminders(at(DUE)) == []
    services.deliver_message(pk, at(DUE))
    assert mail.outbox == []
    assert Message.objects.get().state == NoticeState.UNCERTAIN
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.UNCERTAIN}


def test_a_claim_whose_worker_was_lost_before_it_sent_anything_is_sent(
    city: City, work: Work
) -> None:
    making.duty(city, due="2026-11-30")
    services.sweep_reminders(at(DUE))
    claimed_at = at(DUE) - dt.timedelta(seconds=61)
    Message.objects.update(state=NoticeState.CLAIMED, claimed_at=claimed_at, attempts=1)
    assert len(work(at(DUE))) == 1
