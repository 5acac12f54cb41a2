"""The report of an old round says what it said, whatever was recorded since."""

import datetime as dt

import pytest

from civicforum.kit.papers.document import Line, Table
from committees.models import Person, Seat
from daulmadang.models import InspectionRound, Member, PanelRules
from daulmadang.reports.round_paper import paper_of
from daulmadang.reports.rounds import sheets_of
from daulmadang.reports.sheets import lights_before
from daulmadang.services.rounds import close_round, open_round
from tests import clock
from tests.daulmadang.inspecting import DUE, LIVE, OPENED, Inspected, accepted, inspected, submitted
from tests.daulmadang.newspaper import seated
from tests.making import saved

pytestmark = pytest.mark.django_db
WHO = "1개를 넘는 다울마당에 속한 위원"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clock.stop(monkeypatch, clock.at(OPENED))
    return monkeypatch


@pytest.fixture
def place() -> Inspected:
    found = inspected()
    saved(PanelRules(city=found.city, valid_from=LIVE, panels_per_person=1))
    someone = saved(Person(city=found.city, name="강네곳"))
    for panel in found.panels:
        seated(panel, saved(Seat(body=panel, order=1, role="위원")), someone, dt.date(2025, 2, 1))
    return found


def accepted_all(place: Inspected, of: InspectionRound, *numbers: int) -> None:
    for number in numbers:
        accepted(submitted(place.sheet(of, number), place.clerk), place.clerk)


def told(place: Inspected, of: InspectionRound) -> tuple[list[str], list[object]]:
    """The lines of the report, and whom its table counts on too many panels."""
    paper = paper_of(of, sheets_of(of, place.clerk), OPENED, place.clerk)
    [table] = [one for one in paper.blocks if isinstance(one, Table) and "지표" in one.title]
    column = [one.head for one in table.columns].index("중복 위촉")
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    return lines, [row[column] for row in table.rows]


def test_who_sat_on_too_many_panels_is_told_as_it_was_accepted(place: Inspected) -> None:
    of = place.round()
    accepted_all(place, of, 0, 1)
    Member.objects.filter(seat__body=place.panels[1]).update(ends_on=dt.date(2026, 3, 1))
    PanelRules.objects.update(panels_per_person=5)
    lines, counted = told(place, of)
    assert counted == [1, 1]
    assert lines[lines.index(f"{WHO}: 1명") + 1] == "강네곳(2개)"


def test_of_a_sheet_that_is_open_it_is_told_as_it_is(place: Inspected) -> None:
    of = place.round()
    assert f"{WHO}: 1명" in told(place, of)[0]
    Member.objects.filter(seat__body=place.panels[1]).update(ends_on=dt.date(2026, 3, 1))
    lines, counted = told(place, of)
    assert counted == [0, 0]
    assert f"{WHO}: 없음" in lines


def test_beside_a_closed_round_stands_what_was_accepted_by_then(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    days = dt.date(2025, 7, 1), dt.date(2025, 12, 31), DUE
    before = open_round(place.city, 2025, 2, *days, actor=place.clerk)
    of = place.round()
    accepted_all(place, before, 0)
    close_round(of, "의회보고", actor=place.clerk)
    clock.stop(now, clock.at(OPENED + dt.timedelta(days=30)))
    accepted_all(place, before, 1)
    of.refresh_from_db()
    assert set(lights_before(of)) == {place.panels[0].pk}
    InspectionRound.objects.filter(pk=of.pk).update(closed_on=None)
    of.refresh_from_db()
    assert set(lights_before(of)) == {one.pk for one in place.panels}
