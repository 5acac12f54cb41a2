"""Which reminder a commitment calls for on a day: pure functions, no writes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from civicforum.record.models import Commitment

#: Days before the due day from which each moment holds, the nearest first.
MOMENTS: tuple[tuple[str, int], ...] = (("D-day", 0), ("D-1", 1), ("D-7", 7))
HORIZON = dt.timedelta(days=max(days for _, days in MOMENTS))


@dataclass(frozen=True)
class Reminder:
    """One reminder that a day calls for."""

    commitment: Commitment
    moment: str


def moment_on(due_on: dt.date, on: dt.date) -> str | None:
    """Return the moment that holds on the day, or None when it is too early or overdue.

    A moment holds until the next one does, so a portal that was down on the very day
    still sends that reminder later.
    """
    left = (due_on - on).days
    return next((name for name, days in MOMENTS if 0 <= left <= days), None)


def due_reminders(commitments: Iterable[Commitment], on: dt.date) -> list[Reminder]:
    """Return the reminders that the day calls for, in the order of the commitments.

    Done and undated commitments, and those that fell due before their city was live
    with the portal, call for none.
    """
    found = []
    for commitment in commitments:
        live_since = commitment.city.live_since
        if commitment.done or not commitment.due_on or not live_since:
            continue
        moment = moment_on(commitment.due_on, on)
        if moment and commitment.due_on >= live_since:
            found.append(Reminder(commitment, moment))
    return found
