"""Who reaches the board, and what earlier rounds say beside it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.record.models import Commitment
from daulmadang.models import Duty, InspectionRound, InspectionSheet, Panel, SheetMove
from daulmadang.states import SheetState
from tests import making
from tests.daulmadang.newspaper import at, held
from tests.daulmadang.test_board import URL, titles
from tests.making import saved
from tests.personas import browser, person, town

pytestmark = pytest.mark.django_db


def test_a_stranger_finds_no_board() -> None:
    places = town()
    assert browser("supporter", places).get(URL).status_code == 404
    assert browser("visitor", places).get(URL).status_code == 302
    making.panel(places.jeonju)
    html = browser("yeongdeungpo_clerk", places).get(URL).content.decode()
    assert titles(html) == []


def test_the_last_three_rounds_stand_beside_and_it_takes_no_more_queries() -> None:
    places = town()
    client = browser("jeonju_clerk", places)

    def grow(number: int) -> None:
        panel = making.panel(places.jeonju, number)
        held(panel, 1, dt.date(2019, 3, 1), dt.date(2019, 3, 2))
        for year in range(2015, 2019):
            _accepted(panel, year)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL, {"on": "2019-12-31"}).status_code == 200
        return len(found)

    grow(1)
    queries()
    one = queries()
    grow(2)
    grow(3)
    assert queries() == one
    html = client.get(URL, {"on": "2019-12-31"}).content.decode()
    assert [html.count(f"{year} 상반기") for year in (2015, 2016, 2017, 2018)] == [0, 3, 3, 3]
    # On an earlier day only what had been accepted by then stands there.
    for day, stands in (("2018-06-30", 0), ("2018-07-30", 0), ("2018-07-31", 3)):
        html = client.get(URL, {"on": day}).content.decode()
        assert html.count("2018 상반기") == stands, day


def _accepted(panel: Panel, year: int) -> None:
    day = dt.date(year, 6, 30)
    of = {"city": panel.city, "year": year, "half": 1}
    found = InspectionRound.objects.filter(**of).first() or saved(
        InspectionRound(starts_on=dt.date(year, 1, 1), as_of=day, due=day, **of)
    )
    kind, type_ = Commitment.Kind.DUTY, Duty.Type.INSPECTION
    key = f"{panel.pk}-{year}"
    duty = saved(
        Duty(title="점검", kind=kind, type=type_, due=f"{day}", panel=panel, key=key, **of)
    )
    figures = {"light": "yellow"}
    sheet = saved(
        InspectionSheet(
            round=found, panel=panel, duty=duty, state=SheetState.ACCEPTED, figures=figures
        )
    )
    with at(dt.date(year, 7, 31)):
        SheetMove.objects.create(
            sheet=sheet,
            old=SheetState.SUBMITTED,
            new=SheetState.ACCEPTED,
            actor=person(f"clerk-{key}", None),
        )
