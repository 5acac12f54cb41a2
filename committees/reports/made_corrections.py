"""The corrections of published minutes as they are read: by the public, and by the staff.

The public gets nothing of them that it no longer gets of the minutes themselves.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.core.paginator import Page
from django.db.models import Exists, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import translation

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.record.models import StateChange, StatedFigure
from civicforum.record.states import EntryState
from committees.minutes.document import TOTALS
from committees.models import Correction, Meeting
from committees.models.withholding import shown
from committees.reports.corrections import CORRECTABLE
from committees.reports.totals import total_name

#: Where a row tells by which number, or role, it is known; none of it can be corrected.
NUMBERS: Mapping[str, str] = {
    "agenda": "number",
    "attendance": "seat__role",
    "observer": "order",
    "speech": "order",
    "list": "order",
    "paper": "order",
}

#: What a decision between sources changes though no page of corrections does: a total that the
#: minutes state. Its code stands in the place of a field's name.
STATED = "stated"

#: A field of a row: its kind as in `CORRECTABLE`, its key, its name.
Spot: TypeAlias = tuple[str, int, str]

#: The rows that corrections are of, by kind and key.
Rows: TypeAlias = dict[tuple[str, int], dict[str, Any]]


def _named(kind: str, meeting: Any) -> Subquery:
    """The rows of a kind that corrections are of, as one JSON value: what of each is public."""
    model, _names = CORRECTABLE[kind]
    spots = Func(
        F("changes"),
        template="jsonb_path_query(%(expressions)s, '$[*].of[1]')::int",
        output_field=IntegerField(),
    )
    named = Correction.objects.filter(meeting=meeting).order_by().values_list(spots)
    same = model.objects.filter(pk=OuterRef("pk"))
    rows = model.objects.filter(meeting=meeting, pk__in=named).annotate(
        is_shown=Exists(shown(same)), has_ground=Exists(shown(same, with_grounds=True))
    )
    told = JSONObject(pk="pk", number=NUMBERS[kind], is_shown="is_shown", has_ground="has_ground")
    return Subquery(rows.order_by().values("meeting").annotate(json=JSONBAgg(told)).values("json"))


def with_rows(rows: QuerySet[Correction], meeting: Any) -> QuerySet[Correction]:
    """Corrections of a meeting with what `words_of` asks of the rows they are of."""
    return rows.annotate(**{f"rows_{kind}": _named(kind, meeting) for kind in NUMBERS})


def _told(meeting: Any) -> QuerySet[Correction]:
    """The corrections of public minutes, each with all that decides what is shown of them."""
    rows = Correction.objects.filter(meeting=meeting)
    hiding = rows.filter(shows_before=False).order_by().values("meeting")
    hidden = JSONBAgg(JSONObject(number="number", changes="changes"))
    published = StateChange.objects.filter(entry=meeting, new=EntryState.PUBLISHED)
    return (
        with_rows(shown(rows.filter(meeting__is_public=True)), meeting)
        .annotate(
            hiding=Subquery(hiding.annotate(json=hidden).values("json")),
            is_past=Exists(published.filter(at__gt=OuterRef("corrected_at"))),
        )
        .order_by("number")
    )


_COLUMNS = (
    "number", "reason", "changes", "corrected_at", "hiding", "is_past",
    *(f"rows_{kind}" for kind in NUMBERS),
)  # fmt: skip
_CORRECTIONS = PreparedList(_told, *_COLUMNS, size=20, keys=(int,))
_ALL_CORRECTIONS = Prepared(_told, *_COLUMNS)


def corrections(meeting: Meeting, turned: Turned) -> Page:
    """Return a page of the corrections of public minutes as the public reads them.

    Each has `number`, `reason`, `corrected_at` and `changes` ({"place", "before", "after"}). Where
    what stood there may not be shown, `before` is None, and in earlier corrections of that place
    `after` as well; both are where the place is withheld or gone by now, and in corrections from
    before the minutes were last published. Who corrected is not told. One query.
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
    rows = _rows({kind: json.loads(row[f"rows_{kind}"] or "[]") for kind in NUMBERS})
    changes = []
    for change in json.loads(row["changes"]):
        spot = spot_of(change)
        shows = not row["is_past"] and _is_shown(spot, rows)
        hidden_until = hides.get(spot, 0)
        changes.append(
            {
                "place": words_of(spot, rows),
                "before": change["before"] if shows and row["number"] > hidden_until else None,
                "after": change["after"] if shows and row["number"] >= hidden_until else None,
            }
        )
    told = {name: row[name] for name in ("number", "reason", "corrected_at")}
    return told | {"changes": changes}


def _rows(found: Mapping[str, list[dict[str, Any]]]) -> Rows:
    return {(kind, one["pk"]): one for kind, rows in found.items() for one in rows}


def _is_shown(spot: Spot, rows: Rows) -> bool:
    """Whether the public reads what stands there now: not where the row is withheld, or gone."""
    kind, pk, name = spot
    if kind in ("meeting", STATED):
        return True  # where all is withheld, no correction is told
    row = rows.get((kind, pk))
    if row is None:
        return False
    if name == "withheld":
        return True  # the ground itself is told
    return row["is_shown"] or (row["has_ground"] and (kind, name) == ("speech", "speaker"))


def _last_hidden(hiding: str | None) -> dict[Spot, int]:
    """By place the number of the last correction whose earlier text may not be shown."""
    found: dict[Spot, int] = {}
    for one in json.loads(hiding or "[]"):
        for change in one["changes"]:
            spot = spot_of(change)
            found[spot] = max(one["number"], found.get(spot, 0))
    return found


def spot_of(change: dict[str, Any]) -> Spot:
    """Which field of which row a stored change is of."""
    kind, pk, name = change["of"]
    return kind, pk, name


def words_of(spot: Spot, rows: Rows) -> str:
    """A place in words, in the city's language, and none of the row's: `Speech 3 · summary`."""
    kind, pk, name = spot
    if kind == STATED:
        return _stated_words(name)
    meta = CORRECTABLE[kind][0]._meta
    number = rows.get((kind, pk), {}).get("number", "")
    with translation.override(settings.LANGUAGE_CODE):
        field = str(meta.get_field(name).verbose_name)
        row = "" if kind == "meeting" else f"{meta.verbose_name} {number}".strip()
    return f"{row} · {field}" if row else field


def _stated_words(code: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        what = total_name(code) if code in TOTALS else code
        return f"{StatedFigure._meta.verbose_name} · {what}"


def spot_decided(row: Any, name: str) -> list[Any]:
    """Return how a correction names the field of a row that a decision changed."""
    if isinstance(row, StatedFigure):
        return [STATED, row.pk, row.code]
    kind = next(kind for kind, (model, _names) in CORRECTABLE.items() if isinstance(row, model))
    return [kind, row.pk, name]


def made(meeting: Meeting) -> list[tuple[Correction, list[dict[str, Any]]]]:
    """All corrections for the staff, the last first, each with all its changes."""
    found = with_rows(meeting.corrections.select_related("corrected_by"), meeting.pk)
    return [(one, _changes(one)) for one in found.order_by("-number")]


def _changes(made: Any) -> list[dict[str, Any]]:
    rows = _rows({kind: getattr(made, f"rows_{kind}") or [] for kind in NUMBERS})
    return [one | {"place": words_of(spot_of(one), rows)} for one in made.changes]
