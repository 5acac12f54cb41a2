"""What sources say differently, as the footnotes of a page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count, groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import Q

from civicforum.kit.addresses import localized
from civicforum.kit.names import without_names
from civicforum.kit.pages import Turned, page_of
from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.kit.search_terms import pattern, search_terms
from civicforum.record.models import Discrepancy, Entry
from civicforum.record.reports.points import Point
from civicforum.record.silence import told_points

#: Letters from which on a value in a text is taken for that very value; before them only as
#: a number of people.
_TELLING = 4
NOTES_SIZE = 30


@dataclass(frozen=True)
class Note:
    """A footnote: what each source says about one point, and which value is shown."""

    address: str
    point: str
    subject: str
    decided: bool
    decision: str
    page: str
    url: str
    statements: list[dict[str, Any]]
    numbers: Iterator[int]

    @cached_property
    def number(self) -> int:
        """The next number when it is first asked for: numbers rise as a page is written."""
        return next(self.numbers)


@dataclass(frozen=True)
class Mark:
    """What stands beside a point: the number of its footnote, and where that is."""

    note: Note
    notes: "Notes"

    @property
    def number(self) -> int:
        """The number of the footnote, which the first of its marks on the page gives it."""
        return self.note.number

    @property
    def href(self) -> str:
        """Where the footnote is, which may be another page of them."""
        page = (self.number - 1) // NOTES_SIZE + 1
        shown = page == self.notes.page.number
        query = "" if shown else self.notes.turned.to("differences", page)
        return f"{query}#note-{self.number}"


@dataclass(frozen=True)
class Notes:
    """The footnotes of a page; `own` is the address of the entry it is about.

    They are a list of the page like others, turned by `differences`; their numbers and the marks
    hold on every page of it.
    """

    notes: list[Note] = field(default_factory=list)
    own: str = ""
    turned: Turned = field(default_factory=Turned)

    @cached_property
    def page(self) -> Page:
        """Which of the footnotes are shown, and how many there are; `shown` has them in order."""
        return page_of(self.notes, self.turned, NOTES_SIZE, name="differences")

    @cached_property
    def shown(self) -> list[Note]:
        """The footnotes of this page as their marks stand on it; at its end those without one.

        They take their numbers while the page is written, so this is asked for last.
        """
        first = (self.page.number - 1) * NOTES_SIZE
        return sorted(self.notes, key=attrgetter("number"))[first : first + NOTES_SIZE]

    @property
    def context(self) -> dict[str, Any]:
        """What the template of a page with footnotes needs."""
        return {"notes": self, "differences": self.page}

    @cached_property
    def numbers(self) -> dict[str, Mark]:
        """Map each point of the page's own entry, with underscores for `-` and `/`, to its mark."""
        return {
            _name(note.point): Mark(note, self) for note in self.notes if note.address == self.own
        }

    def at(self, *steps: object) -> Mark | None:
        """Return the mark of the note on a point, given from the address of its entry on."""
        return self._places.get("/".join(map(str, steps)))

    def on_line(self, point: str, line: str) -> Mark | None:
        """Return the mark of the note on a point of several lines, if it is about this one."""
        mark = self.at(self.own, point)
        said = mark.note.statements if mark else []
        shown = next((one["value"] for one in said if one["shown"]), "")
        return mark if shown in line or line in shown else None

    def below(self, part: str) -> dict[str, Mark]:
        """Map what stands below a part, such as `session-1`, to the marks of its notes."""
        return {
            _name(note.point.removeprefix(f"{part}/")): Mark(note, self)
            for note in self.notes
            if note.address == self.own and note.point.startswith(f"{part}/")
        }

    def beside_title(self, address: str) -> list[Mark]:
        """Return the marks of the notes on an entry other than the one on its title."""
        return [
            Mark(note, self)
            for note in self.notes
            if note.address == address and note.point != "title"
        ]

    @cached_property
    def _places(self) -> dict[str, Mark]:
        return {f"{note.address}/{note.point}": Mark(note, self) for note in self.notes}


def _name(point: str) -> str:
    return point.replace("-", "_").replace("/", "_")


_NOTE_COLUMNS = (
    "pk", "subject", "title", "decided", "decision", "entry__title", "entry__address",
    "statements__locator", "statements__basis", "statements__value", "statements__shown",
    "entry__masked_names", "entry__within__masked_names",
)  # fmt: skip
_NOTES_ON = Prepared(
    lambda whole, entries, subjects: (
        told_points(Discrepancy.public)
        .filter(
            Q(entry__address__any_of=whole)
            | Q(entry__address__any_of=entries, subject__any_of=subjects)
        )
        .order_by("pk", "statements__order")
    ),
    *_NOTE_COLUMNS,
    keys=(list, list, list),
)


def notes_on(turned: Turned, *own: str, points: Iterable[Point] = ()) -> Notes:
    """Return the footnotes of a page; one query.

    They are all that there are on its own entries, given by their addresses, and those on
    the points of other entries that it shows.
    """
    shown = set(points)
    entries, subjects = {entry for entry, _ in shown}, {subject for _, subject in shown}
    rows = map(_masked, _NOTES_ON(list(own), list(entries), list(subjects)))
    wanted = (
        row
        for row in rows
        if row["entry__address"] in own or (row["entry__address"], row["subject"]) in shown
    )
    return Notes(_notes(wanted), own[0] if len(own) == 1 else "", turned)


def notes_in(turned: Turned, found: Mapping[Entry, str], words: str) -> Notes:
    """Return the footnotes of a page that shows the titles and parts of the texts of entries.

    They are those on the titles; those whose shown value stands in the part, unless it is so
    short that it may be another; and those by whose other values alone the words led here.
    """
    entries, terms = {entry.address: entry for entry in found}, search_terms(words)
    groups = groupby(map(_masked, _NOTES_ON(list(entries), [], [])), key=itemgetter("pk"))
    notes = [list(rows) for _, rows in groups]

    def is_wanted(rows: list[dict[str, Any]]) -> bool:
        entry = entries[rows[0]["entry__address"]]
        return _stands_in(found[entry], rows) or _led_to(entry, rows, terms)

    wanted = _notes(chain.from_iterable(rows for rows in notes if is_wanted(rows)))
    return Notes(wanted, turned=turned)


def _led_to(entry: Entry, rows: list[dict[str, Any]], terms: list[tuple[str, ...]]) -> bool:
    """Whether a term stands in what another source says, and nowhere in the entry itself."""
    own = f"{entry.title}\n{entry.text}\n{entry.city.name}"
    others = "\n".join(
        row["statements__value"] or "" for row in rows if not row["statements__shown"]
    )
    return any(_holds(others, forms) and not _holds(own, forms) for forms in terms)


def _holds(text: str, forms: Iterable[str]) -> bool:
    return any(re.search(pattern(form), text, re.IGNORECASE) for form in forms)


def _masked(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a footnote without the names that its entry, or the entry's whole, masks."""
    names = [*(row["entry__masked_names"] or ()), *(row["entry__within__masked_names"] or ())]
    words = ("title", "decision", "statements__value")
    return {**row, **{name: without_names(row[name] or "", names) for name in words}}


def _stands_in(text: str, rows: list[dict[str, Any]]) -> bool:
    shown = next((row["statements__value"] for row in rows if row["statements__shown"]), "")
    if rows[0]["subject"] == "title":
        return True
    return shown in text if len(shown) >= _TELLING else f" {shown}명" in text


def differences() -> Any:
    """Return the keys of all public discrepancies, in the order of their pages."""
    rows = told_points(Discrepancy.public).order_by("entry__address", "pk")
    return rows.values_list("pk", flat=True)


def notes(keys: list[int]) -> list[Note]:
    """Return these discrepancies, in the order of their pages; one query."""
    rows = Discrepancy.public.filter(pk__in=keys)
    rows = rows.order_by("entry__address", "pk", "statements__order")
    return _notes(map(_masked, rows.values(*_NOTE_COLUMNS)))


def _notes(rows: Iterable[dict[str, Any]]) -> list[Note]:
    numbers = count(1)
    return [
        Note(
            address=row["entry__address"],
            point=row["subject"],
            subject=row["title"],
            decided=row["decided"],
            decision=row["decision"],
            page=row["entry__title"],
            url=localized(f"/{row['entry__address']}/"),
            statements=parts,
            numbers=numbers,
        )
        for row, parts in gather(rows, "pk", _statement)
    ]


def _statement(row: dict[str, Any]) -> dict[str, Any] | None:
    if not row["statements__value"]:
        return None
    names = ("locator", "basis", "value", "shown")
    return {name: row[f"statements__{name}"] for name in names}
