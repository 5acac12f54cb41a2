"""What can be corrected of published minutes, place by place."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import translation

from civicforum.record.subjects import as_stated
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
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


def fingerprint(text: str) -> str:
    """A word for a text, by which a form tells what it showed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def places_of(row: Model, kind: str) -> list[Place]:
    """The places of one row."""
    return [Place(kind, row, name) for name in CORRECTABLE[kind][1]]


def rows_of(meeting: Meeting, kind: str, words: str = "") -> QuerySet[Any]:
    """The rows of a kind that belong to the minutes, perhaps only those that hold some words."""
    model, _names = CORRECTABLE[kind]
    if model is Meeting:
        return model.objects.filter(pk=meeting.pk)
    rows = model.objects.filter(meeting=meeting)
    if model is Attendance:
        rows = rows.select_related("seat__stands_for", "seat__stands_for_department")
    if words and model is Speech:
        rows = rows.filter(text__icontains=words) | rows.filter(speaker__icontains=words)
    return rows
