"""Who attended, in numbers, and whether that was a quorum: the one place that counts.

A seat is filled on a day when somebody's term in it is in force then, and also when somebody
attended for it, whatever is known of terms. Where no term is known at all, every seat of the
attendance list counts as filled.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from committees.models import Attendance, Body, Invitation, Meeting
from committees.reports.terms import members_on_the_day

_Status = Attendance.Status
#: Which part of the filled seats each rule asks for.
SHARES = {
    Body.Quorum.THIRD: Fraction(1, 3),
    Body.Quorum.HALF: Fraction(1, 2),
    Body.Quorum.MAJORITY: Fraction(1, 2),
    Body.Quorum.TWO_THIRDS: Fraction(2, 3),
}


@dataclass(frozen=True)
class Counts:
    """How many seats were present, delegated, absent, or are not recorded."""

    present: int = 0
    delegated: int = 0
    absent: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Quorum:
    """Whether enough seats attended: of how many, how many counted, how many were needed."""

    filled: int
    counted: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Whether there was a quorum."""
        return self.filled > 0 and self.counted >= self.needed


def counts(meeting: Meeting) -> Counts:
    """Return the totals that the attendance of a meeting adds up to; one query."""
    return counted(meeting.attendance.values_list("status", flat=True))


def counted(statuses: Iterable[str]) -> Counts:
    """Return how many seats have each status."""
    found = Counter(map(str, statuses))
    return Counts(*(found[one] for one in ("present", "delegated", "absent", "unknown")))


def statuses() -> ArraySubquery:
    """Return, for a query of meetings, the status of each seat on its attendance list."""
    return ArraySubquery(Attendance.objects.filter(meeting=OuterRef("pk")).values("status"))


def rate(lists: Iterable[Counts]) -> float | None:
    """Return which share of the seats was present, from 0 to 1; None where nothing tells.

    Only lists count on which every seat is recorded; who sends a delegate is not present.
    """
    whole = [one for one in lists if not one.unknown]
    seats = sum(one.present + one.delegated + one.absent for one in whole)
    return sum(one.present for one in whole) / seats if seats else None


def quorum(meeting: Meeting) -> Quorum | None:
    """Return whether the meeting had a quorum; None where its body has no rule. Two queries."""
    if not meeting.body.quorum:
        return None
    rows = dict(meeting.attendance.values_list("seat", "status"))
    return quorum_of(meeting.body, rows, set(holders(meeting)))


def quorum_of(body: Body, rows: Mapping[int, str], held: Collection[int]) -> Quorum | None:
    """Return whether seats with these statuses are a quorum; None where the body has no rule.

    `held` are the seats in which a term is in force.
    """
    if not body.quorum:
        return None
    came = {seat for seat, status in rows.items() if status in (_Status.PRESENT, _Status.DELEGATED)}
    filled = (set(held) or set(rows)) | came
    totals = counted(rows.values())
    delegates = totals.delegated if body.delegates_count else 0
    return Quorum(len(filled), totals.present + delegates, needed_of(len(filled), body.quorum))


def holders(meeting: Meeting) -> dict[int, str]:
    """Return who holds each seat in which a term is in force on the day, by its key; one query.

    Names are for staff alone.
    """
    found: dict[int, list[str]] = {}
    for seat, name in members_on_the_day(meeting).values_list("seat", "name"):
        found.setdefault(seat, []).append(name)
    return {seat: ", ".join(names) for seat, names in found.items()}


def needed_of(filled: int, rule: str) -> int:
    """Return how many of so many filled seats a rule asks for."""
    share = filled * SHARES[Body.Quorum(rule)]
    return floor(share) + 1 if rule == Body.Quorum.MAJORITY else ceil(share)


def answers(meeting: Meeting) -> dict[int, Invitation]:
    """Return for each seat what its holder answered to the last notice; two queries."""
    last = meeting.convocations.order_by("-number").first()
    if last is None or last.is_cancelled:
        return {}
    answered = last.invitations.exclude(answer="").select_related("tenure")
    return {one.tenure.seat_id: one for one in answered}


def expected(answer: Invitation) -> dict[str, Any]:
    """Return an answer as attendance, without its note: that is for the organisers alone."""
    return {
        "status": _EXPECTED[Invitation.Answer(answer.answer)],
        "delegated_to": answer.delegated_to,
        "is_excused": answer.answer == Invitation.Answer.NOT_COMING,
    }


_EXPECTED = {
    Invitation.Answer.COMING: _Status.PRESENT,
    Invitation.Answer.DELEGATING: _Status.DELEGATED,
    Invitation.Answer.NOT_COMING: _Status.ABSENT,
}
