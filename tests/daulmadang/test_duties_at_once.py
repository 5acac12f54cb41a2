"""Duties written at the same moment from several sides: nobody stores what he read too early."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from daulmadang.models import Duty, InspectionSheet
from daulmadang.services import duties as services
from daulmadang.services import rounds
from tests import clock, making
from tests.daulmadang.inspecting import DUE, OPENED, Inspected, inspected
from tests.daulmadang.test_sheets_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Inspected:
    clock.stop(monkeypatch, clock.at(OPENED))
    return inspected(1)


def calendars_duty(place: Inspected, due: str = "2026-12-31") -> Duty:
    duty: Duty = making.duty(
        place.city,
        1,
        type="inspection",
        year=2026,
        half=1,
        due=due,
        panel=place.panels[0],
        department=place.transport,
    )
    return duty


def during(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, slow: Callable[[], Any],
    quick: Callable[[], Any],
) -> list[Exception]:  # fmt: skip
    """Do the `quick` thing while the `slow` one has just been through a function of a module."""
    through, real = threading.Event(), getattr(module, name)

    def slowly(*args: Any, **options: Any) -> Any:
        found = real(*args, **options)
        through.set()
        time.sleep(0.7)
        return found

    monkeypatch.setattr(module, name, slowly)

    def then() -> None:
        through.wait(10)
        quick()

    return at_once(slow, then)


def done_while_the_round_opens(place: Inspected, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    duty = calendars_duty(place)
    return during(
        monkeypatch, rounds, "_give_sheet",
        place.round,
        lambda: services.mark_done(duty, OPENED.isoformat(), actor=place.officer),
    )  # fmt: skip


def test_who_says_done_while_a_round_opens_is_told_of_the_sheet(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = done_while_the_round_opens(place, monkeypatch)
    assert [type(error) for error in refused] == [ValidationError]
    sheet = InspectionSheet.objects.get()
    assert (sheet.state, sheet.duty.done) == ("open", "")
    assert (sheet.duty.due_on, sheet.duty.asked_on) == (DUE, OPENED)


def test_without_holding_the_duty_its_sheet_would_be_open_and_done(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_held", lambda duty: duty)
    assert done_while_the_round_opens(place, monkeypatch) == []
    sheet = InspectionSheet.objects.get()
    assert (sheet.state, sheet.duty.done) == ("open", OPENED.isoformat())
    assert sheet.duty.due_on != DUE


def followed_while_done(place: Inspected, monkeypatch: pytest.MonkeyPatch) -> Duty:
    """A duty that is done while its panel's duties are called off."""
    duty, panel = calendars_duty(place), place.panels[0]
    type(panel).objects.filter(pk=panel.pk).update(
        ended="2026-06-30", end="closed", end_reason="끝"
    )
    panel.refresh_from_db()
    refused = during(
        monkeypatch, services, "_due_before_end",  # they are read by then, and not stored yet
        lambda: services.follow_panel(panel),
        lambda: services.mark_done(duty, OPENED.isoformat(), actor=place.officer),
    )  # fmt: skip
    assert refused == []
    found: Duty = Duty.objects.get(pk=duty.pk)
    return found


def test_what_is_done_while_the_panels_duties_follow_its_end_stays_done(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert followed_while_done(place, monkeypatch).done == OPENED.isoformat()


def test_without_holding_them_it_would_be_wiped(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unheld(panel: Any) -> list[Duty]:
        return list(Duty.objects.filter(panel=panel, done="").select_related("city", "entry"))

    monkeypatch.setattr(services, "_held_open", unheld)
    monkeypatch.setattr(services, "held_row", lambda row: row)
    monkeypatch.setattr(services, "hold_entries", lambda *rows: {})
    assert followed_while_done(place, monkeypatch).done == ""
