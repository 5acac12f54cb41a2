"""The newspaper's case inspected: the report's first lines name every panel and person of it."""

import datetime as dt

import pytest

from civicforum.kit.papers.document import Line
from civicforum.people.roles import Role
from daulmadang.models import InspectionRound
from daulmadang.reports.round_paper import paper_of
from daulmadang.reports.rounds import sheets_of
from daulmadang.services.rounds import open_round
from tests import making
from tests.daulmadang.newspaper import (
    EIGHT_MONTHS,
    FIVE_AT_ONCE,
    ON_FOUR,
    ON_THREE,
    PANELS,
    QUIET,
    YEAR,
    at,
    newspaper,
)
from tests.personas import person

pytestmark = pytest.mark.django_db


def test_the_first_lines_name_them_all() -> None:
    case = newspaper()
    clerk = person("clerk", Role.CITY_CLERK, case.city)
    last = dt.date(2018, 12, 31)  # nobody looked since, so the whole year is inspected
    making.saved(
        InspectionRound(
            city=case.city, year=2018, half=2, starts_on=last, as_of=last, due=last, closed_on=last
        )
    )
    with at(YEAR):
        of = open_round(case.city, 2019, 2, dt.date(2019, 1, 1), YEAR, YEAR, actor=clerk)
        paper = paper_of(of, sheets_of(of, clerk), YEAR, clerk)
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    head, first, never, silent, late, named_late = lines[:6]
    assert head == "총괄"
    assert first.startswith(f"점검 대상 다울마당: {PANELS}개 (적색")
    assert never == f"점검 기간에 회의를 한 번도 열지 않은 다울마당: {len(QUIET)}개"
    assert set(silent.split(", ")) == {case.panels[number].title for number in QUIET}
    assert late.startswith("회의록 공개가 늦은 다울마당: ")
    for number in (EIGHT_MONTHS, FIVE_AT_ONCE):
        assert f"{case.panels[number].title}(" in named_late
    crowded = lines.index(f"2개를 넘는 다울마당에 속한 위원: {len(ON_FOUR) + len(ON_THREE)}명")
    assert crowded < 10
    named = lines[crowded + 1].split(", ")
    assert named == [*(f"{name}(4개)" for name in ON_FOUR), *(f"{name}(3개)" for name in ON_THREE)]
    told = {line for line in lines if line.endswith((": 적색", ": 황색", ": 녹색", ": 기록 없음"))}
    for panel in case.panels:
        assert any(line.startswith(f"{panel.title} (") for line in told), panel
