"""Two departments appoint at the same moment: whoever comes second sees what the first did."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from committees.models import Person
from daulmadang.models import Member, Panel, PanelRules
from daulmadang.services import members as services
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2021, 1, 1)


def at_once(*acts: Callable[[], Any]) -> list[Exception]:
    """Do all acts at the same moment, each on a connection of its own; return what was refused."""
    together, refused = threading.Barrier(len(acts)), []

    def do(act: Callable[[], Any]) -> None:
        together.wait(10)
        try:
            act()
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return refused


def appointing(panel: Panel, name: str = "김하나", **fields: Any) -> Callable[[], None]:
    values = {"affiliation": "택시조합", "starts_on": DAY, **fields}
    return lambda: services.appoint(panel, Member(name=name, **values))


@pytest.fixture
def two_panels() -> list[Panel]:
    """Two panels of a city that allows one for each person."""
    city = making.city()
    PanelRules.objects.create(city=city, valid_from=dt.date(2020, 1, 1), panels_per_person=1)
    return [making.panel(city, n) for n in (1, 2)]


@pytest.fixture
def unheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds anything, and all look before anybody stores."""
    looked = threading.Barrier(2)

    def not_held(body: Any) -> Panel:
        return Panel.objects.select_related("city").get(pk=body.pk)

    def stored_together(member: Member, **options: Any) -> None:
        looked.wait(10)
        save(member, **options)

    save = services.save_tenure
    monkeypatch.setattr(services, "_hold", not_held)
    monkeypatch.setattr(services, "save_tenure", stored_together)


def test_one_person_is_appointed_to_one_of_two_panels(two_panels: list[Panel]) -> None:
    refused = at_once(*map(appointing, two_panels))
    (why,) = refused
    assert isinstance(why, ValidationError)
    assert "over_limit_reason" in why.message_dict
    assert (Member.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.usefixtures("unheld")
def test_without_holding_the_city_both_panels_get_the_person(two_panels: list[Panel]) -> None:
    assert at_once(*map(appointing, two_panels)) == []
    assert Member.objects.count() == 2


def test_one_of_two_chairs_sits(two_panels: list[Panel]) -> None:
    panel = two_panels[0]
    chairs = [appointing(panel, name, is_chair=True, affiliation="") for name in ("하나", "둘")]
    refused = at_once(*chairs)
    (why,) = refused
    assert isinstance(why, ValidationError)
    assert "is_chair" in why.message_dict
    assert (Member.objects.count(), panel.seats.count()) == (1, 1)


@pytest.mark.usefixtures("unheld")
def test_without_holding_the_panel_two_chairs_sit(two_panels: list[Panel]) -> None:
    panel = two_panels[0]
    making.saved(services.Seat(body=panel, order=1, role="위원장"))
    making.saved(services.Seat(body=panel, order=2, role="위원장"))
    days = (DAY, dt.date(2021, 1, 2))  # one seat has one term that begins on a day
    chairs = [
        appointing(panel, f"위원 {day}", is_chair=True, affiliation="", starts_on=day)
        for day in days
    ]
    assert at_once(*chairs) == []
    assert Member.objects.filter(is_chair=True).count() == 2


def test_appointed_again_twice_at_once_there_is_one_new_term(two_panels: list[Panel]) -> None:
    row = making.member(two_panels[0])
    again = [
        lambda: services.reappoint(row, starts_on=dt.date(2023, 1, 1)),
        lambda: services.reappoint(row, starts_on=dt.date(2023, 1, 2)),
    ]
    assert len(at_once(*again)) == 1
    assert Member.objects.count() == 2
