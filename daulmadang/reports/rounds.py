"""Inspections as staff follow them: the rounds, and how far one is by department."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from civicforum.people.models import City, Department, User
from civicforum.people.policy import Action, rows
from daulmadang.existing import lasting_on
from daulmadang.freezing import Frozen
from daulmadang.health import Light
from daulmadang.models import Duty, InspectionRound, InspectionSheet, Panel
from daulmadang.reports.health import panels_on
from daulmadang.reports.sheets import lights_before, sheets_in_reach, told_of
from daulmadang.states import WRITABLE, SheetState

#: The worst first, as everywhere.
LIGHTS = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


@dataclass(frozen=True)
class RoundLine:
    """A round, with how many sheets in a person's reach are asked for, and in which state."""

    round: InspectionRound
    states: dict[str, int]

    @property
    def all(self) -> int:
        """How many sheets there are."""
        return sum(self.states.values())

    @property
    def accepted(self) -> int:
        """How many of them are accepted."""
        return self.states.get(SheetState.ACCEPTED, 0)


@dataclass(frozen=True)
class SheetLine:
    """A sheet with what it says of its panel, and how the panel did in the rounds before."""

    sheet: InspectionSheet
    told: Frozen
    is_late: bool
    earlier: list[tuple[InspectionRound, Light]] = field(default_factory=list)

    @property
    def light(self) -> Light:
        """The panel's light."""
        return Light(self.told.light)

    @property
    def title(self) -> str:
        """What the panel was called when its figures froze, until then what it is called."""
        return self.told.title or self.sheet.panel.title

    @property
    def department(self) -> str:
        """Who owes the sheet or answered it."""
        return str(self.sheet.duty.department or "")


@dataclass(frozen=True)
class Progress:
    """How far a department is, or all of them."""

    department: Department | None
    lines: list[SheetLine]

    @property
    def states(self) -> Counter[str]:
        """How many sheets that are asked for are in which state."""
        return Counter(line.sheet.state for line in self.lines if not line.sheet.is_dropped)

    @property
    def dropped(self) -> int:
        """How many sheets are not asked for any more."""
        return sum(line.sheet.is_dropped for line in self.lines)

    @property
    def by_state(self) -> list[tuple[SheetState, int]]:
        """Each state with how many sheets are in it."""
        found = self.states
        return [(state, found[state]) for state in SheetState]

    @property
    def late(self) -> int:
        """How many sheets are late."""
        return sum(line.is_late for line in self.lines)

    @property
    def lights(self) -> list[tuple[Light, int]]:
        """How many panels have which light, the worst first."""
        found = Counter(line.light for line in self.lines)
        return [(light, found[light]) for light in LIGHTS if found[light]]


def rounds_in_reach(person: User) -> list[RoundLine]:
    """Return the rounds of which a person sees a sheet, the latest first; two queries."""
    sheets = rows(person, Action.VIEW, InspectionSheet).order_by()
    states: dict[int, dict[str, int]] = {}
    asked = Count("pk", filter=~InspectionSheet.DROPPED)
    for pk, state, n in sheets.values_list("round", "state").annotate(n=asked):
        states.setdefault(pk, {})[state] = n
    found = InspectionRound.objects.filter(pk__in=states).select_related("city")
    return [RoundLine(one, states[one.pk]) for one in found.order_by("-as_of", "city")]


def lines_of(
    of: InspectionRound, sheets: Iterable[InspectionSheet], today: dt.date, *, korean: bool = False
) -> list[SheetLine]:
    """Return the sheets of a round with their lights, the worst first."""
    found = list(sheets)
    told, earlier = told_of(found, korean=korean), lights_before(of)
    lines = [
        SheetLine(one, told[one.pk], is_late(one, today), earlier.get(one.panel_id, []))
        for one in found
    ]
    return sorted(lines, key=lambda line: (LIGHTS.index(line.light), line.title))


def is_late(sheet: InspectionSheet, today: dt.date) -> bool:
    """Whether the department still owes the sheet after its day."""
    due = sheet.duty.due_on
    return sheet.state in WRITABLE and due is not None and due < today


def progress(lines: Iterable[SheetLine]) -> list[Progress]:
    """Return how far each department is, by its name."""
    own: dict[int | None, Progress] = {}
    for line in lines:
        office = line.sheet.duty.department
        pk = office.pk if office else None
        own.setdefault(pk, Progress(office, [])).lines.append(line)
    return sorted(own.values(), key=lambda one: str(one.department or ""))


def sheets_of(of: InspectionRound, person: User) -> list[InspectionSheet]:
    """Return the sheets of a round that a person sees."""
    return list(sheets_in_reach(person).filter(round=of))


def missing_sheets(of: InspectionRound) -> QuerySet[InspectionSheet]:
    """Return the sheets of a round that are asked for and not accepted yet."""
    return of.sheets.exclude(state=SheetState.ACCEPTED).exclude(InspectionSheet.DROPPED)


def closed_because(of: InspectionRound) -> str:
    """Return why a round was closed before every sheet was accepted, "" where none is told."""
    if not of.closed_on:
        return ""
    closing = of.history.filter(closed_on__isnull=False).order_by("history_date", "history_id")
    reason = closing.values_list("history_change_reason", flat=True).first()
    return reason or ""


def panels_to_add(of: InspectionRound, today: dt.date) -> list[Panel]:
    """Return the panels of the city that a round may still ask and that have no sheet in it."""
    return list(panels_to_ask(of, today, today).exclude(sheets__round=of))


def panels_to_ask(of: InspectionRound, on: dt.date, today: dt.date) -> QuerySet[Panel]:
    """Return the panels active on a day that last until the sheets of a round are due.

    Of one that ends before, nobody owes a sheet.
    """
    owed = lasting_on(max(of.due, today).isoformat())
    return panels_on(on).filter(owed, city=of.city_id)


def panels_to_merge_into(sheet: InspectionSheet, person: User, today: dt.date) -> QuerySet[Panel]:
    """Return the panels of the city that a person may name: the public ones and those in reach.

    What somebody named already stays, as long as it exists.
    """
    in_reach = Q(pk__in=rows(person, Action.VIEW, Panel).values("pk"))
    known = Q(is_public=True) | in_reach | Q(pk=sheet.merge_into_id)
    return panels_on(today).filter(known, city=sheet.round.city_id).exclude(pk=sheet.panel_id)


def due_of_calendar(
    person: User, city: City, year: int, half: int, today: dt.date
) -> dt.date | None:
    """Return the day by which the year's calendar wants an inspection; None where it has none."""
    duties = rows(person, Action.VIEW, Duty).filter(
        city=city, type=Duty.Type.INSPECTION, year=year, half=half, done="", due_on__gte=today
    )
    return duties.order_by("due_on").values_list("due_on", flat=True).first()
