"""What public pages and calendar files read of the yearly duties.

What the panels owe of one kind on one day is one line, which says how many have done it; what
was called off is told nowhere.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When, Window
from django.db.models.functions import DenseRank, RowNumber

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.record.models import of_city
from civicforum.record.models.commitments import overdue_on
from daulmadang.models import Duty

CALENDAR_YEARS = 5
DUTIES_PER_CELL = 4
YEAR_SIZE = 60
PANEL_SIZE = 20

CALLED_OFF = Q(panel__isnull=False, due="", done="")
#: The same among commitments of every kind.
CALLED_OFF_AMONG_ALL = Q(duty__panel__isnull=False, due="", done="")
#: Duties of the city stand alone; those of panels share a line.
ALONE = Case(When(panel__isnull=True, then=F("pk")), default=Value(0), output_field=IntegerField())


def _how_many(today: dt.date) -> dict[str, Count]:
    """How many duties a line is, how many of them are done, and how many overdue."""
    return {
        "number": Count("pk"),
        "finished": Count("pk", filter=~Q(done="")),
        "overdue": Count("pk", filter=overdue_on(today)),
    }


@dataclass(frozen=True)
class CalendarDuty:
    """A line of the calendar: a duty of the city, or one that `panels` owe.

    So many of them are `finished`, so many `overdue`.
    """

    key: str
    due: str
    half: str
    panels: int
    finished: int
    overdue: int

    @property
    def done(self) -> bool:
        """Whether all of it is done."""
        return self.finished == max(self.panels, 1)


@dataclass(frozen=True)
class OfPanel:
    """What one panel owes in a year."""

    address: str
    title: str
    duties: list[dict[str, Any]]

    @property
    def done(self) -> int:
        """How many of it are done."""
        return sum(bool(one["done"]) for one in self.duties)

    @property
    def overdue(self) -> int:
        """How many of it are overdue."""
        return sum(one["is_overdue"] for one in self.duties)


@dataclass(frozen=True)
class CalendarCell:
    """The lines of one kind in one year: the first few, and how many more there are."""

    label: str
    duties: list[CalendarDuty]
    more: int


@dataclass(frozen=True)
class CalendarYear:
    """A city's year in the calendar."""

    year: int
    city: str
    city_name: str
    cells: list[CalendarCell]


def _public() -> QuerySet[Any]:
    found: QuerySet[Any] = Duty.public.exclude(CALLED_OFF)
    return found


def years(city: str) -> list[int]:
    """Return the years in which a city has public duties, the latest first."""
    rows = _public().filter(city__slug=city)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def calendars() -> Any:
    """Return city and year of every calendar that has public duties."""
    return _public().order_by("city__slug", "year").values_list("city__slug", "year").distinct()


_KIND_OF_YEAR = [F("city"), F("year"), F("type")]
#: The first lines of each kind in each of the latest years.
_CALENDAR = Prepared(
    lambda city, today: _public()
    .filter(of_city(city))
    .annotate(alone=ALONE)
    .values("city", "city__slug", "city__name", "year", "type", "due", "half", "alone")
    .annotate(first_key=Min("key"), **_how_many(today))
    .annotate(
        year_rank=Window(DenseRank(), order_by=F("year").desc()),
        place=Window(
            RowNumber(),
            partition_by=_KIND_OF_YEAR,
            order_by=[F("due"), F("half").asc(nulls_first=True), F("alone")],
        ),
        in_all=Window(Count("*"), partition_by=_KIND_OF_YEAR),
    )
    .filter(year_rank__lte=CALENDAR_YEARS, place__lte=DUTIES_PER_CELL)
    .order_by("-year", "city__name", "type", "place"),
    "first_key", "year", "type", "due", "half", "alone", "number", "finished", "overdue",
    "in_all", "city__slug", "city__name",
    keys=(str, dt.date),
)  # fmt: skip


def calendar(today: dt.date, city: str = "") -> list[CalendarYear]:
    """Return the latest years of a city or of all, with their duties by kind; one query."""
    groups = groupby(_CALENDAR(city, today), key=itemgetter("year", "city__slug", "city__name"))
    return [CalendarYear(year, slug, name, _cells(list(own))) for (year, slug, name), own in groups]


def _cells(rows: list[dict[str, Any]]) -> list[CalendarCell]:
    cells = []
    for kind in Duty.Type:
        own = [row for row in rows if row["type"] == kind]
        shown = [
            CalendarDuty(
                key=row["first_key"],
                due=row["due"],
                half=str(Duty.Half(row["half"]).label) if row["half"] else "",
                panels=0 if row["alone"] else row["number"],
                finished=row["finished"],
                overdue=row["overdue"],
            )
            for row in own
        ]
        in_all = own[0]["in_all"] if own else 0
        cells.append(CalendarCell(str(kind.label), shown, in_all - len(shown)))
    return cells


def year_duties(year: int, city: str, turned: Turned, today: dt.date) -> Page:
    """Return a page of the lines of a city's year, in the order of the calendar; three queries.

    Each is a duty, the first of its line where panels owe it, with `panels`, `finished`, `overdue`.
    """
    rows = _public().filter(year=year, city__slug=city).annotate(alone=ALONE)
    lines = rows.values("due", "type", "half", "alone").annotate(
        first=Min("pk"), **_how_many(today)
    )
    page = page_of(lines.order_by("due", "first"), turned, YEAR_SIZE)
    firsts = Duty.public.select_related("city", "document", "entry").in_bulk(
        [line["first"] for line in page]
    )
    page.object_list = [_line(firsts[line["first"]], line) for line in page]
    return page


def _line(duty: Any, line: dict[str, Any]) -> Any:
    duty.panels = 0 if line["alone"] else line["number"]
    duty.finished, duty.overdue = line["finished"], line["overdue"]
    duty.is_settled = line["finished"] == line["number"]
    return duty


def _overdue(today: dt.date) -> dict[str, Any]:
    """Whether a duty is overdue, and how many of the list are."""
    is_overdue = overdue_on(today)
    in_all = Window(Count("pk", filter=is_overdue))
    return {"is_overdue": is_overdue, "overdue_in_all": in_all}


_OF_PANELS = PreparedList(
    lambda city, year, today: _public()
    .filter(city__slug=city, year=year, panel__isnull=False)
    .annotate(**_overdue(today))
    .order_by("panel__title", "panel__address", "due", "pk"),
    "panel__title", "panel__address", "title", "key", "due", "done", "is_overdue", "overdue_in_all",
    size=YEAR_SIZE, keys=(str, int, dt.date),
)  # fmt: skip
_OF_PANEL = PreparedList(
    lambda panel, today: _public()
    .filter(panel=panel)
    .annotate(**_overdue(today))
    .order_by("-year", "due", "pk"),
    "title", "key", "due", "done", "is_overdue", "overdue_in_all",
    size=PANEL_SIZE, keys=(int, dt.date),
)  # fmt: skip


def duties_of_panels(year: int, city: str, turned: Turned, today: dt.date) -> Page:
    """Return a page of what each panel owes in a city's year, by panel; one query."""
    return _OF_PANELS.page(turned.asked("panels"), city, year, today)


def by_panel(rows: Iterable[dict[str, Any]]) -> list[OfPanel]:
    """Return rows of `duties_of_panels` by panel, in their order."""
    groups = groupby(rows, key=itemgetter("panel__address", "panel__title"))
    return [OfPanel(address, title, list(own)) for (address, title), own in groups]


def duties_of_panel(panel: int, turned: Turned, today: dt.date) -> Page:
    """Return a page of what a panel owes and did, the latest year first; one query."""
    return _OF_PANEL.page(turned.asked("duties"), panel, today)
