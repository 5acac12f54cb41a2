"""Comparing what the rows add up to with what the documents state.

Each app's `checks.py` yields what it computes from its rows. Only rows that were taken
from a document are counted: what is added here later belongs to no document's total. What is
written here, of no document, is of the record once it is public.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from civicforum.record.models import Discrepancy, Sourced, StatedFigure, Statement
from civicforum.record.states import EntryState
from civicforum.record.subjects import point_of

M = TypeVar("M", bound=Sourced)


@dataclass(frozen=True)
class Computed:
    """What the rows say about one point of an entry; `stated` where a row itself holds it."""

    address: str
    subject: str
    value: int | str | None
    stated: int | str | None = None
    shows_stated: bool = False  # pages show what the document states, not what the rows give


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


def sourced(model: type[M]) -> QuerySet[M]:
    """Return the rows of a model that were taken from a document."""
    return model._default_manager.filter(document__isnull=False)


def compare(computed: Iterable[Computed]) -> list[Checked]:
    """Return a line for every point that a document states or a discrepancy names.

    "same"; "recorded" when a discrepancy of that very point holds both values;
    "unexplained" otherwise, also when nothing was computed for a stated figure.
    """
    stated = {
        (address, code): value
        for address, code, value in StatedFigure.objects.filter(_of_record()).values_list(
            "entry__address", "code", "value"
        )
    }
    told = _told()
    lines, checked = [], set()
    for found in computed:
        key = (found.address, found.subject)
        claim = stated.pop((found.address, found.subject.replace("/", "-")), found.stated)
        if claim is not None:
            lines.append(_line(found, claim, told.get(key)))
            checked.add(key)
    lines += [
        _line(Computed(address, code, None), claim, None)
        for (address, code), claim in stated.items()
    ]
    disputed = (_disputed(point) for key, point in told.items() if key not in checked)
    lines += filter(None, disputed)
    return sorted(lines, key=lambda line: line.figure)


def _of_record() -> Q:
    """What speaks about an entry that is of the record: no draft that was written here."""
    return Q(entry__document__isnull=False) | Q(entry__state=EntryState.PUBLISHED)


@dataclass(frozen=True)
class _Told:
    """What the sources of a discrepancy state, and which value the pages say they show."""

    discrepancy: Discrepancy
    values: list[str]
    shown: str | None


def _told() -> dict[tuple[str, str], _Told]:
    """Map each point with a discrepancy to what is told about it."""
    rows = Discrepancy.objects.filter(_of_record()).select_related("entry")
    rows = rows.prefetch_related("statements")
    return {(row.entry.address, row.subject): _told_by(row, row.statements.all()) for row in rows}


def _told_by(discrepancy: Discrepancy, statements: Iterable[Statement]) -> _Told:
    shown = next((one.value for one in statements if one.shown), None)
    return _Told(discrepancy, [one.value for one in statements], shown)


def _disputed(told: _Told) -> Checked | None:
    """Compare the row that a discrepancy names with the value it shows; None if it names none."""
    point = point_of(told.discrepancy)
    if point is None:
        return None
    others = dict.fromkeys(value for value in told.values if value != told.shown)
    said = point.said(told.values)
    status = "recorded" if said is not None and said == told.shown else "unexplained"
    figure = f"{told.discrepancy.entry.address}/{told.discrepancy.subject}"
    return Checked(figure, said or " ".join(point.text.split()), " / ".join(others), status)


def _line(found: Computed, stated: int | str, told: _Told | None) -> Checked:
    """Compare one point; a discrepancy explains it only if it shows what the page shows."""
    on_page = stated if found.shows_stated else found.value
    if told and told.shown != str(on_page):
        status = "unexplained"
    elif found.value == stated:
        status = "same"
    else:
        both = {str(found.value), str(stated)}
        status = "recorded" if told and both <= {*told.values} else "unexplained"
    return Checked(f"{found.address}/{found.subject}", found.value, stated, status)
