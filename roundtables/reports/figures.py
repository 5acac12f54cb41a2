"""The counts that a document reports of a roundtable."""

from dataclasses import dataclass

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.reports import Note, Notes
from roundtables.models import Figure, Roundtable

#: The groups of figures that make the balance of ideas, in the order of its columns.
BALANCE = ("entered", "merged", "final")


@dataclass(frozen=True)
class Labelled:
    """One bar: what it stands for, how much, and the note on its label."""

    label: str
    value: int
    note: Note | None = None


@dataclass(frozen=True)
class FigureGroupView:
    """Counts of one kind with the total the document states, or the sum."""

    code: str
    title: str
    unit: str
    total: int
    figures: list[Labelled]
    note: Note | None


_FIGURES = Prepared(
    lambda roundtable: Figure.public.filter(group__roundtable=roundtable).order_by(
        "group__order", "order"
    ),
    "label", "value", "group__code", "group__title", "group__unit", "group__stated_total",
)  # fmt: skip


def figure_groups(roundtable: Roundtable, notes: Notes) -> list[FigureGroupView]:
    """Return the counts of a public roundtable, by kind; one query."""
    groups = []
    for first, figures in gather(_FIGURES(roundtable.pk), "group__code", lambda row: row):
        total = first["group__stated_total"]
        groups.append(
            FigureGroupView(
                code=first["group__code"],
                title=first["group__title"],
                unit=first["group__unit"],
                total=sum(row["value"] for row in figures) if total is None else total,
                figures=[Labelled(row["label"], row["value"]) for row in figures],
                note=notes.at(roundtable.address, "figures", first["group__code"], "title"),
            )
        )
    return groups
