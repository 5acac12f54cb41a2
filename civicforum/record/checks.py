"""Comparing what the rows add up to with what the documents state.

Each app's `checks.py` yields what it computes from its rows. Only rows that were taken
from a document are counted: what is added here later belongs to no document's total.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from civicforum.record.models import Discrepancy, StatedFigure

_DAYS = "월화수목금토일"


@dataclass(frozen=True)
class Computed:
    """What the rows say about one point of an entry; `stated` where a row itself holds it."""

    address: str
    subject: str
    value: int | str | None
    stated: int | str | None = None


@dataclass(frozen=True)
class Checked:
    """One line of the check."""

    figure: str
    computed: int | str | None
    stated: int | str
    status: str

    def as_dict(self) -> dict[str, Any]:
        """The line as the command's JSON has it."""
        return asdict(self)


def weekday(day: dt.date) -> str:
    """Return the weekday as documents write it, such as 월."""
    return _DAYS[day.weekday()]


def compare(computed: Iterable[Computed]) -> list[Checked]:
    """Return a line for every point that a document states.

    "same"; "recorded" when a discrepancy of that very point holds both values;
    "unexplained" otherwise, also when nothing was computed for a stated figure.
    """
    stated = {
        (address, code): value
        for address, code, value in StatedFigure.objects.values_list(
            "entry__address", "code", "value"
        )
    }
    told = _told()
    lines = []
    for found in computed:
        key = (found.address, found.subject)
        claim = stated.pop((found.address, found.subject.replace("/", "-")), found.stated)
        if claim is not None:
            lines.append(_line(key, found.value, claim, told[key]))
    lines += [_line(key, None, claim, set()) for key, claim in stated.items()]
    return sorted(lines, key=lambda line: line.figure)


def _told() -> dict[tuple[str, str], set[str]]:
    """Map each point with a discrepancy to all the values that its sources state."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = Discrepancy.objects.values_list("entry__address", "subject", "statements__value")
    for address, subject, value in rows:
        told[address, subject].add(value)
    return told


def _line(
    key: tuple[str, str], computed: int | str | None, stated: int | str, told: set[str]
) -> Checked:
    if computed == stated:
        status = "same"
    else:
        status = "recorded" if {str(computed), str(stated)} <= told else "unexplained"
    return Checked("/".join(key), computed, stated, status)
