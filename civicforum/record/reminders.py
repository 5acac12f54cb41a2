"""Which reminder a commitment calls for on a day: pure functions, no writes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from civicforum.record.models import Commitment

#: Days before the due day from which each moment holds, the nearest first.
MOMENTS: tuple[tuple[str, int], ...] = (("D-day", 0), ("D-1", 1), ("D-7", 7))
HORIZON = dt.timedelta(days=max(days for _, days in MOMENTS))
#: The moment that holds from the day on which somebody is asked, before any other does.
ASKED = "asked"


@dataclass(frozen=True)
class Reminder:
    """One reminder that a day calls for."""

    commitment: Commitment
    moment: str

    @property
    def ledger_name(self) -> str:
        """The moment as the ledger keeps it: a postponed commitment is reminded anew."""
        return f"{self.commitment.due_on} {self.moment}"


def owes_for(commitment: Commitment, ledger_name: str) -> bool:
    """Whether a commitment still owes on the day that a moment of the ledger counts down to."""
    return is_owed(commitment) and ledger_name.startswith(f"{commitment.due_on} ")


def moment_on(due_on: dt.date, on: dt.date) -> str | None:
    """Return the moment that holds on the day, or None when it is too early or overdue.

    A moment holds until the next one does, so a portal that was down on the very day
    still sends that reminder later.
    """
    left = (due_on - on).days
    return next((name for name, days in MOMENTS if 0 <= left <= days), None)


def _asked(commitment: Commitment, on: dt.date) -> str | None:
    assert commitment.due_on is not None  # noqa: S101 - it is owed
    asked = commitment.asked_on is not None and commitment.asked_on <= on <= commitment.due_on
    return ASKED if asked else None


def is_owed(commitment: Commitment) -> bool:
    """Whether a commitment is open and falls due in its city's own time with the portal.

    What a document merely reports from before is history: it owes nothing.
    """
    live_since = commitment.city.live_since
    if commitment.done or not commitment.due_on:
        return False
    if commitment.asked_on:  # the portal itself asked
        return True
    return live_since is not None and commitment.due_on >= live_since


def due_reminders(commitments: Iterable[Commitment], on: dt.date) -> list[Reminder]:
    """Return the reminders that the day calls for, in the order of the commitments."""
    found = []
    for commitment in filter(is_owed, commitments):
        assert commitment.due_on is not None  # noqa: S101 - it is owed
        moment = moment_on(commitment.due_on, on) or _asked(commitment, on)
        if moment:
            found.append(Reminder(commitment, moment))
    return found
