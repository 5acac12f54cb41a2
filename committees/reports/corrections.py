"""What can be corrected of published minutes, and the corrections as the public reads them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

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
from committees.models.withholding import shown
from committees.reports.texts import is_hidden

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

#: A field of a row: its kind as in `CORRECTABLE`, its key, its name.
Spot: TypeAlias = tuple[str, int, str]

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


_COLUMNS = ("number", "reason", "changes", "shows_before", "corrected_at")
_CORRECTIONS = PreparedList(
    lambda meeting: shown(
        Correction.objects.filter(meeting=meeting, meeting__is_public=True)
    ).order_by("number"),
    *_COLUMNS,
    size=20, keys=(int,),
)  # fmt: skip


def corrections(meeting: Meeting, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes as the public reads them.

    Each has `number`, `reason`, `corrected_at` and `changes` ({"place", "before", "after"}). Where
    what stood there may not be shown, `before` is None, and in earlier corrections of that place
    `after` as well; both are where the place is withheld by now. Who corrected is not told.
    One query; if there are any corrections, one more for each kind of row.
    """
    page = _CORRECTIONS.page(turned.asked("corrections"), meeting.pk)
    page.object_list = _as_public(meeting, page)
    return page


def all_corrections(meeting: Meeting) -> list[dict[str, Any]]:
    """Return all corrections of public minutes, each as `corrections` has it."""
    rows = shown(meeting.corrections).order_by("number").values(*_COLUMNS)
    return _as_public(meeting, rows)


def _as_public(meeting: Meeting, stored: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The corrections without the words that were taken away from the public."""
    rows = [row | {"changes": _read(row["changes"])} for row in stored]
    if not rows:
        return rows
    hides = _last_hidden(meeting)
    withheld = _withheld([change for row in rows for change in row["changes"]])
    for row in rows:
        row["changes"] = [_public(row, one, hides, withheld) for one in row["changes"]]
        del row["shows_before"]
    return rows


def _read(changes: Any) -> list[dict[str, Any]]:
    """The changes of a row that was read without the ORM."""
    found: list[dict[str, Any]] = json.loads(changes) if isinstance(changes, str) else changes
    return found


def _last_hidden(meeting: Meeting) -> dict[Spot, int]:
    """By place the number of the last correction whose earlier text may not be shown."""
    hiding = Correction.objects.filter(meeting=meeting, shows_before=False).order_by("number")
    return {
        spot_of(change): number
        for number, changes in hiding.values_list("number", "changes")
        for change in changes
    }


def _withheld(changes: list[dict[str, Any]]) -> set[Spot]:
    """Those of the places that are withheld by now."""
    spots = {spot_of(change) for change in changes}
    found = set()
    for kind, (model, _names) in CORRECTABLE.items():
        keys = {pk for one, pk, _name in spots if one == kind}
        rows = model.objects.filter(pk__in=keys) if keys else ()
        for row in rows:
            found |= {
                (one, pk, name)
                for one, pk, name in spots
                if (one, pk) == (kind, row.pk) and is_hidden(row, name)
            }
    return found


def _public(
    row: dict[str, Any], change: dict[str, Any], hides: dict[Spot, int], withheld: set[Spot]
) -> dict[str, Any]:
    spot = spot_of(change)
    hidden_until = hides.get(spot, 0)
    shows = spot not in withheld
    return {
        "place": change["place"],
        "before": change["before"] if shows and row["number"] > hidden_until else None,
        "after": change["after"] if shows and row["number"] >= hidden_until else None,
    }


def spot_of(change: dict[str, Any]) -> Spot:
    """Which field of which row a stored change is of."""
    kind, pk, name = change["of"]
    return kind, pk, name
