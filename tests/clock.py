"""A clock that stands still: what the portal takes for now."""

import datetime as dt

import pytest
from django.utils import timezone


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """An hour of a day on the clocks of Seoul."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def stop(patch: pytest.MonkeyPatch, now: dt.datetime) -> dt.datetime:
    """Let it be that moment until another is set; return it."""
    patch.setattr(timezone, "now", lambda: now)
    return now
