"""Two clerks decide on one sheet at the same moment: one wins, the other is told."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from civicforum.record.errors import ChangedMeanwhile
from daulmadang.models import InspectionRound, InspectionSheet
from daulmadang.reports.sheets import edition_of
from daulmadang.services import sheets as services
from daulmadang.services.rounds import change_as_of, open_round
from tests import clock
from tests.daulmadang.inspecting import ANSWER, OPENED, Inspected, accepted, inspected, submitted

pytestmark = pytest.mark.django_db(transaction=True)
LATER = dt.date(2026, 7, 31)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Inspected:
    clock.stop(monkeypatch, clock.at(OPENED))
    return inspected()


def at_once(*acts: Callable[[], Any]) -> list[Exception]:
    """Do all of it at the same moment; return what was refused."""
    refused: list[Exception] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            together.wait(10)
            act()
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused


def both_decisions(place: Inspected) -> tuple[InspectionSheet, list[Exception]]:
    """One clerk accepts and the other returns, each having read the sheet as submitted."""
    sheet = submitted(place.sheet(place.round()), place.officer)
    first, second = (InspectionSheet.objects.get(pk=sheet.pk) for _ in range(2))
    read = edition_of(sheet)
    refused = at_once(
        lambda: services.accept(first, read, actor=place.clerk),
        lambda: services.return_(second, "더 적어 주세요.", LATER, read, actor=place.clerk),
    )
    return place.sheet(sheet.round), refused


def test_one_decision_stands_and_the_other_clerk_is_told(place: Inspected) -> None:
    sheet, refused = both_decisions(place)
    assert [type(error) for error in refused] == [ChangedMeanwhile]
    (move,) = sheet.moves.filter(old="submitted")
    assert sheet.state == move.new
    assert (sheet.figures is None) == (sheet.state == "returned")
    assert bool(sheet.duty.done) == (sheet.state == "accepted")


def test_without_the_guard_both_would_stand(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unguarded(sheet: InspectionSheet) -> Any:
        return InspectionSheet.objects.filter(pk=sheet.pk)

    monkeypatch.setattr(services, "_require_read", lambda held, read: None)
    guarded = services._as_read
    monkeypatch.setattr(
        services,
        "_as_read",
        lambda sheet: (guarded if sheet.state == "open" else unguarded)(sheet),
    )
    sheet, refused = both_decisions(place)
    assert refused == []
    assert sheet.moves.filter(old="submitted").count() == 2


def test_what_is_typed_while_it_is_submitted_brings_nothing_back(place: Inspected) -> None:
    sheet = place.sheet(place.round())
    services.save_sheet(sheet, ANSWER, actor=place.officer)
    sheet.refresh_from_db()
    typed = [
        lambda n=n: services.save_sheet(sheet, {"results": f"줄 {n}"}, actor=place.officer)
        for n in range(4)
    ]
    refused = at_once(*typed, lambda: services.submit(sheet, actor=place.officer))
    stored = place.sheet(sheet.round)
    assert stored.state == "submitted"
    assert {type(error) for error in refused} <= {ChangedMeanwhile, services.Overtaken}
    assert stored.plan_reason == ANSWER["plan_reason"]
    assert len(refused) < len(typed) or stored.results == ANSWER["results"]


def test_two_clerks_open_one_round(place: Inspected) -> None:
    days = {"starts_on": dt.date(2026, 1, 1), "as_of": dt.date(2026, 6, 30), "due": LATER}
    act = lambda: open_round(place.city, 2026, 1, actor=place.clerk, **days)  # noqa: E731
    refused = at_once(act, act, act)
    assert [type(error) for error in refused] == [ValidationError] * 2
    assert InspectionRound.objects.count() == 1
    assert InspectionSheet.objects.count() == 2


def as_of_changed_while_accepted(place: Inspected, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a sheet's figures froze as of another day than its round's."""
    sheet = submitted(place.sheet(place.round()), place.officer)
    telling, told = threading.Event(), services.told_of

    def slowly(*args: Any, **options: Any) -> Any:
        telling.set()
        time.sleep(0.5)
        return told(*args, **options)

    monkeypatch.setattr(services, "told_of", slowly)

    def change() -> None:
        telling.wait(10)
        change_as_of(sheet.round, dt.date(2026, 5, 31), actor=place.clerk)

    at_once(lambda: accepted(sheet, place.clerk), change)
    stored = place.sheet(sheet.round)
    assert stored.figures
    return stored.figures["on"] != stored.round.as_of.isoformat()


def test_figures_freeze_as_of_the_day_of_their_round(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not as_of_changed_while_accepted(place, monkeypatch)


def test_without_holding_the_round_they_would_be_of_another_day(
    place: Inspected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_held_round", lambda sheet: sheet.round)
    assert as_of_changed_while_accepted(place, monkeypatch)
