"""What public pages of every job read of the record."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from civicforum.kit.addresses import localized
from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.kit.search_terms import search_terms
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Document,
    Entry,
    Programme,
    ProgrammePoint,
)

MOST_PROGRAMMES = 3


@dataclass(frozen=True)
class Note:
    """A footnote: what each source says about one point, and which value is shown."""

    number: int
    point: str
    subject: str
    decided: bool
    decision: str
    page: str
    url: str
    statements: list[dict[str, Any]]


@dataclass(frozen=True)
class Notes:
    """The footnotes of a page, in order."""

    notes: list[Note] = field(default_factory=list)

    @property
    def numbers(self) -> dict[str, int]:
        """Map each point, with underscores for `-` and `/`, to the number of its note."""
        return {_name(note.point): note.number for note in self.notes}

    def at(self, *steps: str) -> int | None:
        """Return the number of the note on a point given in steps, if there is one."""
        return self.numbers.get(_name("/".join(steps)))

    def below(self, part: str) -> dict[str, int]:
        """Map what stands below a part, such as `session-1`, to the numbers of its notes."""
        return {
            _name(note.point.removeprefix(f"{part}/")): note.number
            for note in self.notes
            if note.point.startswith(f"{part}/")
        }


def _name(point: str) -> str:
    return point.replace("-", "_").replace("/", "_")


_NOTE_COLUMNS = (
    "pk", "subject", "title", "decided", "decision", "entry__title", "entry__address",
    "statements__locator", "statements__basis", "statements__value", "statements__shown",
)  # fmt: skip
_NOTES_OF = Prepared(
    lambda entry: Discrepancy.public.filter(entry=entry).order_by("pk", "statements__order"),
    *_NOTE_COLUMNS,
)


def notes_of(entry: int) -> Notes:
    """Return the discrepancies of an entry, given by its key, as footnotes; one query."""
    return Notes(_notes(_NOTES_OF(entry)))


def differences() -> Any:
    """Return the keys of all public discrepancies, in the order of their pages."""
    rows = Discrepancy.public.order_by("entry__address", "pk")
    return rows.values_list("pk", flat=True)


def notes(keys: list[int]) -> list[Note]:
    """Return these discrepancies, in the order of their pages; one query."""
    rows = Discrepancy.public.filter(pk__in=keys)
    return _notes(rows.order_by("entry__address", "pk", "statements__order").values(*_NOTE_COLUMNS))


def _notes(rows: Iterable[dict[str, Any]]) -> list[Note]:
    return [
        Note(
            number=number,
            point=row["subject"],
            subject=row["title"],
            decided=row["decided"],
            decision=row["decision"],
            page=row["entry__title"],
            url=localized(f"/{row['entry__address']}/"),
            statements=parts,
        )
        for number, (row, parts) in enumerate(gather(rows, "pk", _statement), start=1)
    ]


def _statement(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["statements__value"] is None:
        return None
    names = ("locator", "basis", "value", "shown")
    return {name: row[f"statements__{name}"] for name in names}


_PROGRAMME_COLUMNS = (
    "pk", "title", "city__name", "locator", "document__title", "document__known_until",
    "points__kind", "points__text",
)  # fmt: skip


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its points under their kinds."""

    pk: int
    title: str
    city: str
    locator: str
    document: dict[str, str] | None
    kinds: list[tuple[str, list[str]]]


def _with_points(chosen: Any) -> Any:
    first = chosen.order_by("address")[:MOST_PROGRAMMES]
    return Programme.public.filter(pk__in=first.values("pk")).order_by("address", "points__order")


_PROGRAMMES = Prepared(
    lambda job: _with_points(Programme.public.filter(job=job)), *_PROGRAMME_COLUMNS, keys=(str,)
)
_PROGRAMMES_OF_CITY = Prepared(
    lambda job, city: _with_points(Programme.public.filter(job=job, city__slug=city)),
    *_PROGRAMME_COLUMNS,
    keys=(str, str),
)


def programmes(job: str, city: str = "") -> list[ProgrammeView]:
    """Return the public programmes of a job, of one city or of the first few; one query."""
    rows = _PROGRAMMES_OF_CITY(job, city) if city else _PROGRAMMES(job)
    return [_programme(row, points) for row, points in gather(rows, "pk", _point)]


def _point(row: dict[str, Any]) -> tuple[str, str] | None:
    return (row["points__kind"], row["points__text"]) if row["points__text"] else None


def _programme(row: dict[str, Any], points: list[tuple[str, str]]) -> ProgrammeView:
    kinds = [
        (str(ProgrammePoint.Kind(kind).label), [text for _, text in own])
        for kind, own in groupby(points, key=itemgetter(0))
    ]
    title, known_until = row["document__title"], row["document__known_until"]
    source = {"title": title, "known_until": known_until} if title else None
    return ProgrammeView(row["pk"], row["title"], row["city__name"], row["locator"], source, kinds)


def kinds_found(words: str) -> dict[str, int]:
    """Count what a search finds by kind, in the order of the kinds; one query."""
    found = dict(search(words).order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: found[kind] for kind in Entry.Kind.values if kind in found}


def search(words: str, kind: str = "") -> Any:
    """Return public entries in which every word and date occurs, newest knowledge first.

    Returns an empty query set for no words, so that a page can always be made of it.
    """
    terms = search_terms(words)
    if not terms:
        return Entry.public.none()
    matches = Q()
    for forms in terms:
        matches &= reduce(or_, map(_occurs, forms))
    entries = Entry.public.filter(matches)
    if kind:
        entries = entries.filter(kind=kind)
    return entries.select_related("city").order_by("-as_of", "address")


def _occurs(form: str) -> Q:
    places = ("title", "text", "city__name")
    return reduce(or_, (Q(**{f"{place}__icontains": form}) for place in places))


_OWED = Prepared(
    lambda until: Commitment.public.live().filter(due_on__lte=until).order_by("due_on")[:6],
    "title", "due_on", "owed_by", "department__name", "city__name",
    keys=(dt.date,),
)  # fmt: skip
_PROMISED = Prepared(
    lambda: Commitment.public.filter(done="", city__live_since__isnull=True).order_by(
        "due", "key"
    )[:8],
    "title", "due", "city__name", "owed_by", "document__known_until", "entry__address",
    keys=(),
)  # fmt: skip


def owed(on: dt.date) -> list[dict[str, Any]]:
    """Return the first public commitments that are overdue or due within 30 days of the day."""
    return _OWED(on + dt.timedelta(days=30))


def promised() -> list[dict[str, Any]]:
    """Return what documents report as still to come: open, yet owed to nobody by the portal."""
    return _PROMISED()


def sources() -> Any:
    """Return the documents that something public was taken from, with their cities."""
    citing = Entry.public.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(citing)).select_related("city")
    return rows.order_by("city__name", "-issued", "slug")
