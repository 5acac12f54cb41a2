"""A clock that stands still: what the portal takes for now."""

import datetime as dt

import pytest
from django.utils import timezone

from civicforum.kit.working_days import working_day_on_or_after


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """An hour of a day on the clocks of Seoul."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def stop(patch: pytest.MonkeyPatch, now: dt.datetime) -> dt.datetime:
    """Let it be that moment until another is set; return it."""
    patch.setattr(timezone, "now", lambda: now)
    return now


def next_office_hour(now: dt.datetime) -> dt.datetime:
    """Ten o'clock of the next working day, on the clocks of Seoul."""
    tomorrow = timezone.localdate(now) + dt.timedelta(days=1)
    return at(working_day_on_or_after(tomorrow))
