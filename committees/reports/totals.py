"""Whether the attendance list adds up to the totals that the document states."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from committees.minutes.document import TOTALS
from committees.models import Attendance, Meeting


@dataclass(frozen=True)
class Difference:
    """A total that the document states and the list does not add up to, and the range it could."""

    code: str
    stated: int
    at_least: int
    at_most: int


def differences(meeting: Meeting) -> list[Difference]:
    """The stated totals that cannot be right by the list, and of which no discrepancy speaks.

    A seat of unknown status could be any of them, so it only widens the range. Without a list
    nothing can be compared. Three queries.
    """
    counts = Counter(meeting.attendance.order_by().values_list("status", flat=True))
    if not counts:
        return []
    subjects = set(meeting.discrepancies.values_list("subject", flat=True))
    stated = dict(meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"))
    return [one for one in differing(stated, counts) if not _names(one.code) & subjects]


def differing(stated: dict[str, int], counts: Counter[str]) -> Iterator[Difference]:
    unknown = counts[Attendance.Status.UNKNOWN]
    for code, value in stated.items():
        sure = sum(counts[status] for status in TOTALS[code])
        if not sure <= value <= sure + unknown:
            yield Difference(code, value, sure, sure + unknown)


def _names(code: str) -> set[str]:
    """What a discrepancy on a total may be called."""
    return {code, f"stated/{code}/value"}
