"""What can be corrected of published minutes, and the corrections as the public reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
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
from committees.models.withholding import shown

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


#: Corrections that took something away from the public.
_SILENT = Q(shows_before=False) | Q(changes__contains=[{"hides": True}])


def _last_silent(meeting: Any) -> Coalesce:
    rows = Correction.objects.filter(_SILENT, meeting=meeting).order_by().values("meeting")
    return Coalesce(Subquery(rows.annotate(last=Max("number")).values("last")), Value(0))


_CORRECTIONS = PreparedList(
    lambda meeting: shown(Correction.objects.filter(meeting=meeting, meeting__is_public=True))
    .annotate(silent=_last_silent(OuterRef("meeting")))
    .order_by("number"),
    "number", "reason", "changes", "shows_before", "corrected_at", "silent",
    size=20, keys=(int,),
)  # fmt: skip


def corrections(meeting: Meeting, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes as the public reads them; one query.

    Each has `number`, `reason`, `corrected_at` and `changes` ({"place", "before", "after"}),
    where what may not be shown is None. Who corrected is not told.
    """
    page = _CORRECTIONS.page(turned.asked("corrections"), meeting.pk)
    page.object_list = list(map(_public, page))
    return page


def all_corrections(meeting: Meeting) -> list[dict[str, Any]]:
    """Return all corrections of public minutes as the public reads them; one query."""
    rows = shown(meeting.corrections).annotate(silent=_last_silent(OuterRef("meeting")))
    columns = ("number", "reason", "changes", "shows_before", "corrected_at", "silent")
    return [_public(row) for row in rows.order_by("number").values(*columns)]


def _public(row: dict[str, Any]) -> dict[str, Any]:
    """A correction without words that were taken away from the public.

    Earlier ones may hold what a later one took away, so none of them shows any words.
    """
    own, silent = row.pop("shows_before"), row.pop("silent")
    changes = row["changes"]
    stored = json.loads(changes) if isinstance(changes, str) else changes  # read without the ORM
    is_superseded = row["number"] < silent
    return row | {"changes": [_change(one, own, is_superseded) for one in stored]}


def _change(change: dict[str, Any], shows_before: bool, is_superseded: bool) -> dict[str, Any]:
    is_hidden = is_superseded or bool(change.get("hides"))
    return {
        "place": change["place"],
        "before": change["before"] if shows_before and not is_hidden else None,
        "after": None if is_hidden else change["after"],
    }
