"""What can be corrected of published minutes, and the corrections as the public reads them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.utils import translation

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.subjects import as_stated
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Correction,
    Meeting,
    Observer,
    Paper,
    Speech,
)

#: What a correction can change, by the kind of row as its address names it.
CORRECTABLE: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "meeting": (
        Meeting,
        ("title", "date", "stated_weekday", "starts", "ends", "form", "place", "recorder",
         "main_points", "next_meeting", "notes", "remarks", "withheld"),
    ),
    "agenda": (
        AgendaItem,
        ("title", "decision", "outcome", "conditions", "votes_for", "votes_against",
         "abstentions", "notes", "withheld"),
    ),
    "attendance": (
        Attendance, ("status", "delegated_to", "is_excused", "arrived", "left", "note")
    ),
    "observer": (Observer, ("role", "people")),
    "speech": (Speech, ("speaker", "text", "summary", "withheld")),
    "list": (AttachedList, ("title", "lines")),
    "paper": (Paper, ("title", "withheld")),
}  # fmt: skip

#: How many rows of a kind are listed at once.
ROWS = 20


@dataclass(frozen=True)
class Place:
    """A field of a row of published minutes, which a correction can change."""

    kind: str
    row: Any
    name: str

    @property
    def field(self) -> str:
        """What the field is called."""
        return str(self.row._meta.get_field(self.name).verbose_name)

    @property
    def words(self) -> str:
        """The place in words, in the language in use: `Speech 3. Chair · what was said`."""
        if isinstance(self.row, Meeting):
            return self.field
        return f"{self.row._meta.verbose_name} {self.row} · {self.field}"

    @property
    def value(self) -> str:
        """What stands there now, as documents write it."""
        shown = getattr(self.row, f"get_{self.name}_display", None)
        if shown is not None:
            return str(shown())
        value = getattr(self.row, self.name)
        if isinstance(value, bool):
            return "O" if value else "X"
        return as_stated(self.row, self.name)


def said(place: Place) -> tuple[str, str]:
    """The place and what stands there in the city's language, as a correction keeps them."""
    with translation.override(settings.LANGUAGE_CODE):
        return place.words, place.value


def places_of(row: Model, kind: str) -> list[Place]:
    """The places of one row."""
    return [Place(kind, row, name) for name in CORRECTABLE[kind][1]]


def rows_of(meeting: Meeting, kind: str, words: str = "") -> QuerySet[Any]:
    """The rows of a kind that belong to the minutes, perhaps only those that hold some words."""
    model, _names = CORRECTABLE[kind]
    if model is Meeting:
        return Meeting.objects.filter(pk=meeting.pk)
    rows = model.objects.filter(meeting=meeting)
    if model is Attendance:
        rows = rows.select_related("seat__stands_for", "seat__stands_for_department")
    if words and model is Speech:
        rows = rows.filter(text__icontains=words) | rows.filter(speaker__icontains=words)
    return rows


_CORRECTIONS = PreparedList(
    lambda meeting: Correction.objects.filter(
        meeting=meeting, meeting__is_public=True
    ).order_by("number"),
    "number", "reason", "changes", "shows_before", "corrected_at",
    size=20, keys=(int,),
)  # fmt: skip


def corrections(meeting: Meeting, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes as the public reads them; one query.

    Each has `number`, `reason`, `corrected_at` and `changes` ({"place", "before", "after"}),
    where `before` is None unless what stood there may be shown. Who corrected is not told.
    """
    page = _CORRECTIONS.page(turned.asked("corrections"), meeting.pk)
    page.object_list = list(map(_public, page))
    return page


def _public(row: dict[str, Any]) -> dict[str, Any]:
    shows_before = row.pop("shows_before")
    return row | {"changes": list(_changes(row["changes"], shows_before))}


def _changes(changes: Any, shows_before: bool) -> Iterator[dict[str, Any]]:
    stored = json.loads(changes) if isinstance(changes, str) else changes  # read without the ORM
    for one in stored:
        yield {**one, "before": one["before"] if shows_before else None}
