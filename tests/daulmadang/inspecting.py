"""A city with panels in two departments, and an inspection of them."""

import datetime as dt
from dataclasses import dataclass, field

from civicforum.people.models import City, Department, User
from civicforum.people.roles import Role
from daulmadang.models import InspectionRound, InspectionSheet, Panel
from daulmadang.reports.sheets import edition_of
from daulmadang.services.rounds import open_round
from daulmadang.services.sheets import accept, return_, save_sheet, submit
from tests import making
from tests.personas import person

LIVE = dt.date(2024, 1, 1)
START, AS_OF = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
OPENED, DUE = dt.date(2026, 7, 1), dt.date(2026, 7, 24)
#: What a department says to a panel that never met.
ANSWER = {
    "plan": "activate",
    "plan_reason": "하반기에 두 번 열기로 위원과 합의",
    "comment_meetings": "담당자가 바뀌어 열지 못함",
    "results": "셔틀버스 노선 반영",
    "difficulties": "회의 수당 예산 부족",
}


@dataclass
class Inspected:
    """Who and what an inspection is about; the first panel is the transport department's."""

    city: City
    transport: Department
    welfare: Department
    clerk: User
    officer: User
    panels: list[Panel] = field(default_factory=list)

    def round(self, **days: dt.date) -> InspectionRound:
        """Open the inspection of the first half of 2026."""
        asked = {"starts_on": START, "as_of": AS_OF, "due": DUE} | days
        return open_round(self.city, 2026, 1, actor=self.clerk, **asked)

    def sheet(self, of: InspectionRound, number: int = 0) -> InspectionSheet:
        """The sheet of a panel as it is stored."""
        return InspectionSheet.objects.get(round=of, panel=self.panels[number])


def inspected(panels: int = 2) -> Inspected:
    """Make the city; panels are of the departments in turn, and none of them ever met."""
    city = making.city(live_since=LIVE)
    offices = (
        making.department(city, "citizen-transport", "시민교통과"),
        making.department(city, "welfare", "복지과"),
    )
    found = Inspected(
        city,
        *offices,
        clerk=person("clerk", Role.CITY_CLERK, city),
        officer=person("officer", Role.DEPARTMENT_OFFICER, city, offices[0]),
    )
    for number in range(1, panels + 1):
        panel = making.panel(city, number, founded="2025-01-01")
        panel.department = offices[(number - 1) % 2]
        found.panels.append(making.saved(panel))
    return found


def submitted(sheet: InspectionSheet, by: User) -> InspectionSheet:
    """The sheet, completed and handed in."""
    save_sheet(sheet, ANSWER, actor=by)
    sheet.refresh_from_db()
    submit(sheet, actor=by)
    sheet.refresh_from_db()
    return sheet


def accepted(sheet: InspectionSheet, by: User) -> None:
    """Accept the sheet as it is read now."""
    accept(sheet, edition_of(sheet), actor=by)


def returned(sheet: InspectionSheet, remarks: str, due: dt.date, by: User) -> None:
    """Return the sheet as it is read now."""
    return_(sheet, remarks, due, edition_of(sheet), actor=by)
