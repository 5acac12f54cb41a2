"""A panel that ends during an inspection: nobody is asked for its sheet, and nobody misses it."""

import datetime as dt

import pytest
from django.test import Client

from civicforum.kit.papers.document import Line
from civicforum.record.errors import ChangedMeanwhile, RecordError
from daulmadang.models import InspectionSheet, Panel
from daulmadang.reports.round_paper import paper_of
from daulmadang.reports.rounds import Progress, lines_of, panels_to_add, rounds_in_reach, sheets_of
from daulmadang.services.life import end_panel, reopen_panel
from daulmadang.services.members import release
from daulmadang.services.rounds import add_sheet, close_round
from daulmadang.services.sheets import save_sheet, submit
from daulmadang.states import SheetState
from tests import clock, making
from tests.daulmadang.inspecting import (
    ANSWER,
    DUE,
    OPENED,
    Inspected,
    accepted,
    inspected,
    returned,
    submitted,
)
from tests.personas import BACKEND
from tests.reminding import work

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 7, 6)
NEW_DAY = dt.date(2026, 7, 31)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clock.stop(monkeypatch, clock.at(OPENED))
    return monkeypatch


@pytest.fixture
def place() -> Inspected:
    return inspected()


def end(panel: Panel, on: dt.date = LAST) -> None:
    end_panel(panel, how="closed", on=on.isoformat(), reason="목적을 이룸")


def at(place: Inspected, who: str) -> Client:
    client = Client()
    client.force_login(getattr(place, who), backend=BACKEND)
    return client


def test_its_sheet_is_asked_of_nobody_and_closes_the_round_without_a_reason(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    of = place.round()
    end(place.panels[0])
    sheet = place.sheet(of)
    assert sheet.is_dropped
    assert [one.pk for one in of.sheets.filter(InspectionSheet.DROPPED)] == [sheet.pk]
    with pytest.raises(ChangedMeanwhile, match="종료"):
        save_sheet(sheet, ANSWER, actor=place.officer)
    with pytest.raises(ChangedMeanwhile, match="종료"):
        submit(sheet, actor=place.officer)
    late = work(now, clock.at(DUE + dt.timedelta(days=14)))
    assert not any(sheet.panel.title in mail.body for mail in late)
    (whole,) = [
        Progress(None, lines_of(of, sheets_of(of, place.clerk), DUE + dt.timedelta(days=9)))
    ]
    assert (whole.dropped, whole.states, whole.late) == (1, {"open": 1}, 1)
    (line,) = rounds_in_reach(place.clerk)
    assert line.all == 1
    accepted(submitted(place.sheet(of, 1), place.clerk), place.clerk)
    close_round(of, actor=place.clerk)


def test_pages_and_report_say_so_with_the_reason(place: Inspected) -> None:
    of = place.round()
    end(place.panels[0])
    page = at(place, "officer").get(f"/staff/daulmadang/sheets/{place.sheet(of).pk}/")
    text = page.content.decode()
    dropped = text.partition('id="dropped"')[2].partition("</section>")[0]
    assert "목적을 이룸" in dropped
    assert 'name="plan"' not in text
    text = at(place, "clerk").get(f"/staff/daulmadang/rounds/{of.pk}/").content.decode()
    assert "제출 면제" in text
    paper = paper_of(of, sheets_of(of, place.clerk), OPENED, place.clerk)
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    assert "점검표 진행: 작성 중 1건, 제출 면제(다울마당 종료) 1건" in lines


def test_it_is_asked_again_when_the_panel_goes_on(place: Inspected) -> None:
    of = place.round()
    end(place.panels[0])
    reopen_panel(place.panels[0], reason="잘못 종료함")
    sheet = place.sheet(of)
    assert (sheet.is_dropped, sheet.duty.due_on) == (False, DUE)
    assert submitted(sheet, place.officer).state == SheetState.SUBMITTED


def test_a_submitted_one_is_not_returned_but_accepted(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    member = making.member(place.panels[0], starts_on="2025-02-01")
    sheet = submitted(place.sheet(place.round()), place.officer)
    end(place.panels[0])
    release(member, day=dt.date(2026, 6, 15), reason="사임")  # red, and nobody is asked why
    with pytest.raises(RecordError, match="종료"):
        returned(sheet, "날짜를 적어 주세요.", NEW_DAY, place.clerk)
    assert place.sheet(sheet.round).state == SheetState.SUBMITTED
    clock.stop(now, clock.at(LAST))
    accepted(place.sheet(sheet.round), place.clerk)
    assert place.sheet(sheet.round).state == SheetState.ACCEPTED


@pytest.mark.parametrize("last", [OPENED - dt.timedelta(days=1), DUE - dt.timedelta(days=1)])
def test_a_panel_that_ends_before_sheets_are_due_gets_none(place: Inspected, last: dt.date) -> None:
    end(place.panels[0], last)
    of = place.round()
    assert [sheet.panel for sheet in of.sheets.all()] == [place.panels[1]]
    assert panels_to_add(of, OPENED) == []
    with pytest.raises(RecordError):
        add_sheet(of, place.panels[0], actor=place.clerk)


def test_one_that_lasts_until_then_gets_one(place: Inspected) -> None:
    end(place.panels[0], DUE)
    assert not place.sheet(place.round()).is_dropped
