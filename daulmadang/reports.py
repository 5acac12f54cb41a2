"""What the public pages of Daul-madang panels read."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Max, Sum

from civicforum.kit.prepared import Prepared
from daulmadang.models import Duty, Outcome, Panel

CALENDAR_YEARS = 5
DUTIES_PER_CELL = 4
MOST_OUTCOMES = 60


@dataclass(frozen=True)
class Totals:
    """How many panels, members and fields there are, and as of when."""

    panels: int
    members: int
    fields: int
    as_of: str


@dataclass(frozen=True)
class CalendarDuty:
    """A duty in the calendar."""

    due: str
    half: str
    done: bool


@dataclass(frozen=True)
class CalendarCell:
    """The duties of one kind in one year: the first few, and how many more there are."""

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


def panels(city: str = "") -> Any:
    """Return public panels as rows, in the order of field and department."""
    rows = Panel.public.filter(city__slug=city) if city else Panel.public.all()
    order = ("city__name", "field__order", "field__name", "department__name", "title")
    return rows.order_by(*order).values(
        "title", "address", "purpose", "size",
        field_name=F("field__name"), department_name=F("department__name"),
    )  # fmt: skip


def totals(city: str = "") -> Totals:
    """Count panels, members and fields; one query."""
    rows = Panel.public.filter(city__slug=city) if city else Panel.public.all()
    row = rows.aggregate(
        panels=Count("pk"),
        members=Sum("size"),
        fields=Count("field", distinct=True),
        as_of=Max("as_of"),
    )
    return Totals(row["panels"], row["members"] or 0, row["fields"], row["as_of"] or "")


def years(city: str = "") -> list[int]:
    """Return the years that have public duties, the latest first."""
    rows = Duty.public.filter(city__slug=city) if city else Duty.public.all()
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def calendars() -> Any:
    """Return city and year of every calendar that has public duties."""
    return Duty.public.order_by("city__slug", "year").values_list("city__slug", "year").distinct()


def first_city(year: int) -> str | None:
    """Return the slug of the first city that had public duties in a year."""
    rows = Duty.public.filter(year=year).order_by("city_id")
    return rows.values_list("city__slug", flat=True).first()


_CALENDAR = Prepared(
    lambda first: Duty.public.filter(year__gte=first).order_by(
        "-year", "city__name", "type", "due", "pk"
    ),
    "year", "type", "due", "half", "done", "city__slug", "city__name",
)  # fmt: skip


def calendar(city: str = "") -> list[CalendarYear]:
    """Return the latest years of a city or of all, with their duties by kind; two queries."""
    latest = years(city)[:CALENDAR_YEARS]
    if not latest:
        return []
    rows = [row for row in _CALENDAR(latest[-1]) if city in ("", row["city__slug"])]
    groups = groupby(rows, key=itemgetter("year", "city__slug", "city__name"))
    return [CalendarYear(year, slug, name, _cells(list(own))) for (year, slug, name), own in groups]


def _cells(rows: list[dict[str, Any]]) -> list[CalendarCell]:
    cells = []
    for kind in Duty.Type:
        own = [row for row in rows if row["type"] == kind]
        shown = [
            CalendarDuty(
                due=row["due"],
                half=str(Duty.Half(row["half"]).label) if row["half"] else "",
                done=bool(row["done"]),
            )
            for row in own[:DUTIES_PER_CELL]
        ]
        cells.append(CalendarCell(str(kind.label), shown, len(own) - len(shown)))
    return cells


def year_duties(year: int, city: str) -> Any:
    """Return every public duty of a city's year, in the order of the calendar."""
    rows = Duty.public.filter(year=year, city__slug=city)
    return rows.select_related("city", "document").order_by("due", "pk")


_OUTCOME_COLUMNS = ("heading", "title", "address", "panel__title", "panel__address")
_OUTCOMES_OF_PANEL = Prepared(
    lambda panel: Outcome.public.filter(panel=panel).order_by("order")[:MOST_OUTCOMES],
    *_OUTCOME_COLUMNS,
)
_OUTCOMES_OF_CITY = Prepared(
    lambda city: Outcome.public.filter(city__slug=city).order_by("order")[:MOST_OUTCOMES],
    *_OUTCOME_COLUMNS,
    keys=(str,),
)
_OUTCOMES = Prepared(
    lambda: Outcome.public.order_by("order")[:MOST_OUTCOMES], *_OUTCOME_COLUMNS, keys=()
)


def outcomes(city: str = "") -> list[tuple[str, list[dict[str, Any]]]]:
    """Return public outcomes under their headings, of a city or of all; one query."""
    return _by_heading(_OUTCOMES_OF_CITY(city) if city else _OUTCOMES())


def outcomes_of(panel: Panel) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return a panel's public outcomes under their headings; one query."""
    return _by_heading(_OUTCOMES_OF_PANEL(panel.pk))


def _by_heading(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = {heading: [] for heading in Outcome.Heading}
    for row in rows:
        found[row["heading"]].append(row)
    return [(str(Outcome.Heading(key).label), own) for key, own in found.items() if own]
