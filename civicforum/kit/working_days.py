"""Korean working days: neither a weekend, a public holiday nor its substitute day."""

import datetime as dt
from functools import lru_cache

import holidays

from civicforum.kit.partial_dates import PartialDate


@lru_cache(maxsize=128)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("KR", years=year))


def is_working_day(day: dt.date) -> bool:
    """True when Korean public offices are open on the day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def is_office_hour(local: dt.datetime) -> bool:
    """True from 9 to 18 h on a working day; `local` is what the city's clocks show."""
    return is_working_day(local.date()) and 9 <= local.hour < 18


def working_day_on_or_before(day: dt.date) -> dt.date:
    """The day itself, or the nearest working day before it."""
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day


def working_day_on_or_after(day: dt.date) -> dt.date:
    """The day itself, or the nearest working day after it."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def working_days_after(day: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """The working days after a day, until and with another."""
    days = (day + dt.timedelta(days=n) for n in range(1, (until - day).days + 1))
    return tuple(filter(is_working_day, days))


def due_day(due: PartialDate) -> dt.date | None:
    """The day a partial date falls due: itself, or the last working day of its month or year.

    A month-only duty falls due on the month's last working day; None when undated.
    """
    last = due.last_day
    if last is None or due.precision == "day":
        return last
    return working_day_on_or_before(last)
