"""What is due on a day: the literal rule, checked day by day against the calendar."""

import datetime as dt

import pytest

from civicforum.people.models import City
from civicforum.record.models import Commitment
from civicforum.record.reminders import Rule, Rules, due_reminders, horizon
from tests import making

LIVE = dt.date(2026, 1, 1)
NO_RULES: Rules = {}


def owed(due: dt.date, **values: object) -> Commitment:
    """A duty of a live city that is not stored."""
    city = City(pk=1, slug="a", name="가", live_since=LIVE)
    row = Commitment(city=city, kind="duty", topic="inspection", title="점검", due_on=due)
    for name, value in values.items():
        setattr(row, name, value)
    return row


def days(commitment: Commitment, rules: Rules = NO_RULES, until: int = 30) -> dict[str, str]:
    """Every rule's day in a stretch around the due day."""
    assert commitment.due_on
    found = {}
    for n in range(-70, until):
        on = commitment.due_on + dt.timedelta(days=n)
        for reminder in due_reminders([commitment], on, rules):
            assert reminder.due == commitment.due_on
            assert reminder.rule not in found
            found[reminder.rule] = str(on)
    return found


def test_calendar_days_before_and_working_days_after() -> None:
    assert days(owed(dt.date(2022, 5, 31), city=_live(2022)), until=11) == {
        # 2022-06-01 was an election, 2022-06-06 Memorial Day.
        "D-14": "2022-05-17", "D-7": "2022-05-24", "D-1": "2022-05-30", "D-day": "2022-05-31",
        "D+3": "2022-06-07", "D+6": "2022-06-10",
    }  # fmt: skip


def _live(year: int) -> City:
    return City(pk=1, slug="a", name="가", live_since=dt.date(year, 1, 1))


def test_on_a_closed_day_the_working_day_before() -> None:
    # Sunday 2026-11-29: D-day and D-1 both fall on Friday; Saturday, too.
    found = days(owed(dt.date(2026, 11, 29)), until=6)
    assert found == {
        "D-14": "2026-11-13", "D-7": "2026-11-20", "D-1": "2026-11-27", "D-day": "2026-11-27",
        "D+3": "2026-12-02",
    }  # fmt: skip


def test_over_the_autumn_holidays() -> None:
    # Chuseok 2026: Thursday the 24th to Saturday; 10-05 is a substitute day, 10-09 Hangul Day.
    assert days(owed(dt.date(2026, 9, 25)), until=13) == {
        "D-14": "2026-09-11", "D-7": "2026-09-18", "D-1": "2026-09-23", "D-day": "2026-09-23",
        "D+3": "2026-09-30", "D+6": "2026-10-06",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule((), None), set()),
        (Rule((30,), 5), {"D-30", "D+5", "D+10", "D+15", "D+20"}),
        (Rule((0, 0), None), {"D-day"}),
    ],
)
def test_a_city_has_rules_of_its_own(rule: Rule, expected: set[str]) -> None:
    row = owed(dt.date(2026, 11, 11))
    assert set(days(row, {(1, "inspection"): rule})) == expected
    assert "D-14" in days(row, {(2, "inspection"): rule, (1, "staff_meeting"): rule})
    assert horizon({(1, "inspection"): rule}) >= dt.timedelta(days=14)


def test_nothing_is_said_before_the_city_was_live() -> None:
    assert set(days(owed(dt.date(2026, 1, 10)), until=1)) == {"D-7", "D-1", "D-day"}
    assert days(owed(dt.date(2025, 12, 31))) == {}
    assert days(owed(dt.date(2026, 11, 11), done="2026-11-01")) == {}


def test_who_was_asked_is_asked_on_that_day_and_reminded_after_it() -> None:
    row = owed(dt.date(2026, 11, 11), kind="invitation", topic="invitation")
    row.asked_on = dt.date(2026, 11, 4)
    assert days(row) == {"asked": "2026-11-04", "D-1": "2026-11-10", "D-day": "2026-11-11"}


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
