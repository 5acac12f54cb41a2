"""Whether the attendance list adds up to the totals that the document states."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from civicforum.record.models import Statement
from civicforum.record.silence import told_points
from committees.minutes.document import TOTALS
from committees.models import Attendance, Meeting


@dataclass(frozen=True)
class Difference:
    """A total that the document states and the list does not add up to, and the range it could.

    `is_recorded`: a discrepancy says what each of them states.
    """

    code: str
    stated: int
    at_least: int
    at_most: int
    is_recorded: bool = False

    @property
    def listed(self) -> str:
        """What the list adds up to, as documents write it: 3, or 3~5."""
        same = self.at_least == self.at_most
        return str(self.at_least) if same else f"{self.at_least}~{self.at_most}"


def differences(meeting: Meeting) -> list[Difference]:
    """The stated totals that cannot be right by the list, and of which no discrepancy speaks."""
    return [one for one in all_differences(meeting) if not one.is_recorded]


def all_differences(meeting: Meeting) -> list[Difference]:
    """The stated totals that cannot be right by the list.

    A seat of unknown status could be any of them, so it only widens the range. Without a list
    nothing can be compared. Three queries.
    """
    counts = Counter(meeting.attendance.order_by().values_list("status", flat=True))
    if not counts:
        return []
    subjects = set(meeting.discrepancies.values_list("subject", flat=True))
    stated = dict(meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"))
    return [
        replace(one, is_recorded=bool(_names(one.code) & subjects))
        for one in differing(stated, counts)
    ]


def recorded_lines(meeting: Meeting) -> list[str]:
    """Say in a document's words which totals differ by what is recorded; one query."""
    subjects = [name for code in TOTALS for name in _names(code)]
    rows = Statement.public.filter(discrepancy__entry=meeting, discrepancy__subject__in=subjects)
    said = told_points(rows, "discrepancy__").order_by("discrepancy", "order")
    columns = ("discrepancy__title", "value", "locator", "basis")
    groups = groupby(said.values_list("discrepancy", *columns), key=lambda row: row[:2])
    return [
        f"차이 기록, {title}: "
        + ", ".join(f"{value} ({at or basis})" for _of, _title, value, at, basis in own)
        for (_pk, title), own in groups
    ]


def differing(stated: dict[str, int], counts: Counter[str]) -> Iterator[Difference]:
    unknown = counts[Attendance.Status.UNKNOWN]
    for code, value in stated.items():
        sure = sum(counts[status] for status in TOTALS[code])
        if not sure <= value <= sure + unknown:
            yield Difference(code, value, sure, sure + unknown)


def _names(code: str) -> set[str]:
    """What a discrepancy on a total may be called."""
    return {code, f"stated/{code}/value"}


def total_name(code: str) -> str:
    """What a total is called within a sentence."""
    return {
        "present": _("present"),
        "delegated": _("delegated"),
        "absent": _("absent"),
        "not_present": _("not present"),
    }[code]
