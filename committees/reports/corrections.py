"""What can be corrected of published minutes, and the corrections as the public reads them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.core.paginator import Page
from django.db.models import Model, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import translation

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
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
from committees.models.withholding import shown, withheld

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


def _collected(rows: QuerySet[Any], what: Any) -> Subquery:
    """What is collected of rows of the meeting, as one JSON value."""
    return Subquery(rows.order_by().values("meeting").annotate(json=JSONBAgg(what)).values("json"))


def _hidden(model: Any, meeting: Any) -> Subquery:
    return _collected(withheld(model.objects.filter(meeting=meeting)), "pk")


def _told(meeting: Any) -> QuerySet[Correction]:
    """The corrections of public minutes, each with all that decides what is shown of them."""
    rows = Correction.objects.filter(meeting=meeting)
    hiding = JSONObject(number="number", changes="changes")
    return (
        shown(rows.filter(meeting__is_public=True))
        .annotate(
            hiding=_collected(rows.filter(shows_before=False), hiding),
            hidden_items=_hidden(AgendaItem, meeting),
            hidden_speeches=_hidden(Speech, meeting),
            hidden_papers=_hidden(Paper, meeting),
        )
        .order_by("number")
    )


_COLUMNS = (
    "number", "reason", "changes", "corrected_at", "hiding", "hidden_items", "hidden_speeches",
    "hidden_papers",
)  # fmt: skip
_CORRECTIONS = PreparedList(_told, *_COLUMNS, size=20, keys=(int,))
_ALL_CORRECTIONS = Prepared(_told, *_COLUMNS)


def corrections(meeting: Meeting, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes as the public reads them.

    Each has `number`, `reason`, `corrected_at` and `changes` ({"place", "before", "after"}). Where
    what stood there may not be shown, `before` is None, and in earlier corrections of that place
    `after` as well; both are where the place is withheld by now. Who corrected is not told.
    One query.
    """
    page = _CORRECTIONS.page(turned.asked("corrections"), meeting.pk)
    page.object_list = list(map(_as_public, page))
    return page


def all_corrections(meeting: Meeting) -> list[dict[str, Any]]:
    """Return all corrections of public minutes, each as `corrections` has it; one query."""
    return list(map(_as_public, _ALL_CORRECTIONS(meeting.pk)))


def _as_public(row: dict[str, Any]) -> dict[str, Any]:
    """A correction without the words that were taken away from the public."""
    hides = _last_hidden(row["hiding"])
    withheld_rows = {
        (kind, pk)
        for kind, column in _HIDDEN_BY_KIND.items()
        for pk in json.loads(row[column] or "[]")
    }
    changes = [
        _public(row["number"], one, hides, withheld_rows) for one in json.loads(row["changes"])
    ]
    told = {name: row[name] for name in ("number", "reason", "corrected_at")}
    return told | {"changes": changes}


#: Which column tells the withheld rows of a kind.
_HIDDEN_BY_KIND = {"agenda": "hidden_items", "speech": "hidden_speeches", "paper": "hidden_papers"}


def _last_hidden(hiding: str | None) -> dict[Spot, int]:
    """By place the number of the last correction whose earlier text may not be shown."""
    found: dict[Spot, int] = {}
    for one in json.loads(hiding or "[]"):
        for change in one["changes"]:
            spot = spot_of(change)
            found[spot] = max(one["number"], found.get(spot, 0))
    return found


def _public(
    number: int,
    change: dict[str, Any],
    hides: dict[Spot, int],
    withheld_rows: set[tuple[str, int]],
) -> dict[str, Any]:
    spot = spot_of(change)
    hidden_until = hides.get(spot, 0)
    shows = spot[:2] not in withheld_rows or spot[2] == "withheld"  # the ground itself is told
    return {
        "place": change["place"],
        "before": change["before"] if shows and number > hidden_until else None,
        "after": change["after"] if shows and number >= hidden_until else None,
    }


def spot_of(change: dict[str, Any]) -> Spot:
    """Which field of which row a stored change is of."""
    kind, pk, name = change["of"]
    return kind, pk, name
