"""The case that a newspaper counted by hand, rebuilt: 32 panels with 544 members.

11 panels did not meet at all that year, most others stopped after the first meeting; some minutes
came eight months late, five of one panel on one day; some people sit on three and four panels,
where the city allows two.
"""

import datetime as dt
from dataclasses import dataclass, field
from unittest import mock

from django.utils import timezone

from civicforum.people.models import City, Department
from civicforum.record.services import move_entry, save_new_rows, save_row
from civicforum.record.states import EntryState
from committees.models import Body, Meeting, Person, Seat
from daulmadang.models import Field, Member, Panel, PanelRules
from tests import making

PANELS, MEMBERS, SEATS = 32, 544, 17
QUIET, STOPPED = range(11), range(11, 27)
LIVE = dt.date(2018, 1, 1)
YEAR = dt.date(2019, 12, 31)
#: The panel that published five meetings on one day, and that day.
FIVE_AT_ONCE, ONE_DAY = 27, dt.date(2019, 12, 20)
#: A panel whose minutes of April came in December.
EIGHT_MONTHS = 28
#: Panels 29 to 31 meet each quarter and publish in time.
IN_ORDER = range(29, 32)
ON_FOUR, ON_THREE = ("강네곳", "고네곳"), ("나세곳", "노세곳", "누세곳")


@dataclass
class Newspaper:
    """The city of the case and its panels, in their order."""

    city: City
    panels: list[Panel] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)

    def addresses(self, numbers: "range") -> set[str]:
        """The addresses of some of the panels."""
        return {self.panels[number].address for number in numbers}


def newspaper() -> Newspaper:
    """Make the case through the services."""
    city = making.city("jeonju", "전주시", live_since=LIVE)
    making.saved(PanelRules(city=city, valid_from=LIVE, panels_per_person=2))
    case = Newspaper(city)
    case.departments = [making.department(city, f"dept-{n}", f"담당과 {n}") for n in range(4)]
    works_in = making.field(city)
    with at(LIVE):
        for number in range(PANELS):
            case.panels.append(_panel(case, number, works_in))
    _members(case)
    _meetings(case)
    return case


def at(day: dt.date) -> "mock._patch[mock.Mock]":
    """Let it be noon of a day."""
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=timezone.get_default_timezone())
    return mock.patch("django.utils.timezone.now", return_value=noon)


def held(panel: Panel, number: int, day: dt.date, published: dt.date | None = None) -> Meeting:
    """A meeting of a panel, with its minutes published on a day."""
    row = Meeting(city=panel.city, body=panel, number=number, title=f"{number}차 회의", date=day)
    with at(day):
        save_row(row)
    if published:
        with at(published):
            move_entry(row, EntryState.PUBLISHED)
    return row


def seated(panel: Panel, seat: Seat, person: Person, since: dt.date = LIVE, **of: object) -> Member:
    """A person in a seat of a panel."""
    row = Member(seat=seat, person=person, name=person.name, starts_on=since, **of)
    save_row(row)
    return row


def _panel(case: Newspaper, number: int, works_in: Field) -> Panel:
    row = making.published(
        Panel(
            city=case.city,
            form=Body.Form.PANEL,
            slug=f"panel-{number:02}",
            title=f"{number + 1}번 다울마당",
            field=works_in,
            department=case.departments[number % 4],
            purpose="자문",
            size=SEATS,
        )
    )
    save_new_rows([Seat(body=row, order=n, role="위원") for n in range(1, SEATS + 1)])
    found: Panel = row
    return found


def _members(case: Newspaper) -> None:
    """544 seats are taken; five people hold several of them."""
    seats = {panel.pk: list(panel.seats.order_by("order")) for panel in case.panels}
    for names, times in ((ON_FOUR, 4), (ON_THREE, 3)):
        for n, name in enumerate(names):
            person = making.saved(Person(city=case.city, name=name))
            for panel in case.panels[n * 4 : n * 4 + times]:
                seated(panel, seats[panel.pk].pop(), person)
    for number, panel in enumerate(case.panels):
        for n, seat in enumerate(seats[panel.pk]):
            person = making.saved(Person(city=case.city, name=f"위원{number}-{n}"))
            seated(panel, seat, person, is_chair=n == 0)


def _meetings(case: Newspaper) -> None:
    soon = dt.timedelta(days=10)
    for number in STOPPED:
        day = dt.date(2019, 2, 1 + number - STOPPED[0])
        held(case.panels[number], 1, day, day + soon)
    for n, month in enumerate((1, 2, 3, 4, 11), start=1):
        held(case.panels[FIVE_AT_ONCE], n, dt.date(2019, month, 15), ONE_DAY)
    held(case.panels[EIGHT_MONTHS], 1, dt.date(2019, 4, 10), dt.date(2019, 12, 10))
    held(case.panels[EIGHT_MONTHS], 2, dt.date(2019, 10, 10), dt.date(2019, 10, 20))
    for number in IN_ORDER:
        for n, month in enumerate((3, 6, 9, 12), start=1):
            day = dt.date(2019, month, 5)
            held(case.panels[number], n, day, day + soon)
