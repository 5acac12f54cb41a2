"""The counts that a document reports of a roundtable."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, F, Max, Sum, Window

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from civicforum.record.reports import Mark, Notes
from roundtables.models import Figure, Roundtable

#: The groups of figures that make the balance of ideas, in the order of its columns.
BALANCE = ("entered", "merged", "final")


@dataclass(frozen=True)
class Labelled:
    """One bar: what it stands for, how much, and the mark of the note on its label."""

    label: str
    value: int
    note: Mark | None = None


@dataclass(frozen=True)
class FigureGroupView:
    """Counts of one kind with the total the document states, or the sum.

    Where the group does not end on the page, `figures` are a part of it, and not `whole`.
    """

    code: str
    title: str
    unit: str
    total: int
    longest: int
    whole: bool
    figures: list[Labelled]
    note: Mark | None


_OF_GROUP = [F("group")]
_FIGURES = PreparedList(
    lambda roundtable: Figure.public.filter(group__roundtable=roundtable)
    .annotate(
        in_group=Window(Count("*"), partition_by=_OF_GROUP),
        sum=Window(Sum("value"), partition_by=_OF_GROUP),
        longest=Window(Max("value"), partition_by=_OF_GROUP),
    )
    .order_by("group__order", "group", "order", "pk"),
    "label", "value", "group", "group__code", "group__title", "group__unit",
    "group__stated_total", "in_group", "sum", "longest",
    size=60, keys=(int,),
)  # fmt: skip


def figure_groups(roundtable: Roundtable, turned: Turned) -> Page:
    """Return a page of the counts of a public roundtable, as rows; one query."""
    return _FIGURES.page(turned.asked("figures"), roundtable.pk)


def by_group(page: Page, roundtable: Roundtable, notes: Notes) -> list[FigureGroupView]:
    """Return the counts of a page by their kinds."""
    groups = []
    for first, figures in gather(page, "group", lambda row: row):
        total, code = first["group__stated_total"], first["group__code"]
        groups.append(
            FigureGroupView(
                code=code,
                title=first["group__title"],
                unit=first["group__unit"],
                total=first["sum"] if total is None else total,
                longest=first["longest"],
                whole=len(figures) == first["in_group"],
                figures=[Labelled(row["label"], row["value"]) for row in figures],
                note=notes.at(roundtable.address, "figures", code, "title"),
            )
        )
    return groups
