"""Every text of a meeting's minutes that the public would read, and the place it stands at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from civicforum.record.models import Commitment, Discrepancy, StatedFigure, Statement
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Correction,
    Meeting,
    Observer,
    Paper,
    Reference,
    Speech,
)
from committees.models.withholding import is_withheld


@dataclass(frozen=True)
class Kind:
    """A kind of row of the minutes: the way to the meeting and its texts.

    `hidden` are those fields that are not published where the row is withheld. `is_own` says
    whether they can be changed from the minutes.
    """

    model: Any
    way: str
    fields: Sequence[str]
    hidden: Sequence[str] = ()
    links: Sequence[str] = ()
    is_own: bool = True


KINDS: tuple[Kind, ...] = (
    Kind(
        Meeting,
        "pk",
        ("title", "place", "recorder", "main_points", "next_meeting", "notes", "remarks",
         "withheld", "locator"),
        hidden=("main_points", "next_meeting", "notes", "remarks"),
    ),
    Kind(
        AgendaItem,
        "meeting",
        ("title", "outcome", "conditions", "notes", "withheld", "locator"),
        hidden=("outcome", "conditions", "notes"),
    ),
    Kind(
        Speech,
        "meeting",
        ("speaker", "text", "summary", "withheld", "locator"),
        hidden=("text", "summary"),
        links=("agenda_item",),
    ),
    Kind(
        Attendance,
        "meeting",
        ("delegated_to", "note", "locator"),
        links=("seat__stands_for", "seat__stands_for_department"),
    ),
    Kind(
        Attendance,
        "meeting",
        ("seat.role",),
        links=("seat__stands_for", "seat__stands_for_department"),
        is_own=False,
    ),
    Kind(Observer, "meeting", ("role", "locator")),
    Kind(
        AttachedList,
        "meeting",
        ("title", "lines", "locator"),
        hidden=("lines",),
    ),
    Kind(
        Paper,
        "meeting",
        ("title", "file_name", "content", "withheld", "locator"),
        hidden=("file_name", "content"),
        links=("agenda_item",),
    ),
    Kind(Correction, "meeting", ("reason",), hidden=("reason",)),
    Kind(Commitment, "entry", ("title", "owed_by", "locator")),
    Kind(StatedFigure, "entry", ("locator",)),
    Kind(Discrepancy, "entry", ("title", "note", "decision", "locator")),
    Kind(
        Statement,
        "discrepancy__entry",
        ("value", "basis", "locator"),
        links=("discrepancy",),
    ),
    Kind(
        Reference,
        "agenda_item__meeting",
        ("entry.title",),
        links=("entry", "agenda_item"),
        is_own=False,
    ),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Text:
    """A text of a row, and whether it can be changed from the minutes."""

    row: Any
    name: str
    text: str
    is_own: bool = True

    @property
    def is_file(self) -> bool:
        """Whether it stands in a file, which nobody can write to from here."""
        return isinstance(self.row, Paper) and self.name == "content"

    @property
    def names_file(self) -> bool:
        """Whether it is the name of a file, or a title that was taken from it."""
        return isinstance(self.row, Paper) and self.name in ("title", "file_name")

    @property
    def can_mask(self) -> bool:
        """Whether a mask can be written in its place."""
        return self.is_own and not self.is_file

    @property
    def place(self) -> str:
        """Where it stands, in words: `Speech 3. Chair · what was said`."""
        if isinstance(self.row, Meeting):
            return f"{self.row._meta.verbose_name} · {self._field}"
        if not self.is_own:
            return _("Elsewhere in the record · %s") % self.row
        return f"{self.row._meta.verbose_name} {self.row} · {self._field}"

    @property
    def _field(self) -> str:
        return str(self.row._meta.get_field(self.name).verbose_name)


def texts_of(meeting: Meeting) -> Iterator[Text]:
    """Every text that would be public with the minutes, and what is empty or withheld left out.

    A dozen queries, however long the minutes are.
    """
    for kind in KINDS:
        rows = kind.model._default_manager.filter(**{kind.way: meeting.pk})
        for row in rows.select_related(*kind.links) if kind.links else rows:
            if not isinstance(row, Meeting) and kind.way == "meeting":
                row.meeting = meeting
            yield from _of(row, kind)


def kind_of(row: Any) -> Kind | None:
    """The kind of a row that is a part of minutes; None for every other row."""
    return next((kind for kind in KINDS if kind.is_own and isinstance(row, kind.model)), None)


def texts_in(row: Any) -> Iterator[Text]:
    """Every text of one row that would be public with the minutes it is a part of."""
    kind = kind_of(row)
    return _of(row, kind) if kind else iter(())


def _of(row: Any, kind: Kind) -> Iterator[Text]:
    withheld = bool(kind.hidden) and is_withheld(row)
    for name in kind.fields:
        text = _at(row, name)
        if text and not (withheld and name in kind.hidden):
            yield Text(row, name, text, kind.is_own)


def _at(row: Any, way: str) -> str:
    """What stands at the end of a way with dots; "" where a step is not set."""
    for step in way.split("."):
        row = getattr(row, step, None)
    return str(row or "")
