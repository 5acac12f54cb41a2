"""Where only few days are recorded, nobody is said to have met never in all of them."""

import datetime as dt

import pytest
from django.test import Client

from civicforum.kit.papers.document import Line
from civicforum.people.models import City
from civicforum.people.roles import Role
from civicforum.record import version
from daulmadang.reports.board import Asked, board
from daulmadang.reports.round_paper import paper_of
from daulmadang.reports.rounds import sheets_of
from daulmadang.services.rounds import open_round
from tests import making
from tests.daulmadang.newspaper import at, held
from tests.daulmadang.test_panel_health import printed
from tests.personas import person

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
LIVE = dt.date(2019, 12, 1)


@pytest.fixture
def city() -> City:
    found = making.city(live_since=LIVE)
    for number in (1, 2):
        making.panel(found, number)
    return found


def first_lines(city: City, on: dt.date) -> str:
    clerk = person(f"clerk-{on}", Role.CITY_CLERK, city)
    return "\n".join(board(clerk, on, Asked()).first_lines)


def test_days_after_it_went_live_no_panel_met_never(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    on = LIVE + 4 * DAY
    assert "열지 않" not in first_lines(city, on)
    rows = printed(capsys, "--on", f"{on}")
    assert [(one["light"], one["meetings"]) for one in rows] == [("grey", None)] * 2


def test_half_a_year_later_the_board_says_of_how_many_days_it_knows(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    held(making.panel(city, 3), 1, LIVE + 100 * DAY)
    on = LIVE + 199 * DAY
    said = first_lines(city, on)
    assert "12개월 동안 회의를 한 번도 열지 않" not in said
    assert "2개 다울마당은 기록이 있는 기간에 회의를 한 번도 열지 않았습니다" in said
    assert "택시 1(200일), 택시 2(200일)" in said
    counted = [one["meetings"] for one in printed(capsys, "--on", f"{on}")]
    assert counted == [0, 0, 1]
    after = first_lines(city, LIVE + 365 * DAY)
    assert "2개 다울마당은 최근 12개월 동안 회의를 한 번도 열지 않" in after


def test_a_panel_founded_last_week_is_not_said_to_have_met_never() -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    young = making.panel(city, 1, founded="2019-12-24")
    old = making.panel(city, 2)
    said = first_lines(city, dt.date(2019, 12, 31))
    assert young.title not in said
    assert f"12개월 동안 회의를 한 번도 열지 않았습니다: {old.title}" in said


def test_the_report_names_those_alone_of_whom_it_can_be_said() -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    making.panel(city, 1, founded="2019-12-24")
    making.panel(city, 2, founded="2019-09-01")
    making.panel(city, 3)
    clerk, end = person("clerk", Role.CITY_CLERK, city), dt.date(2019, 12, 31)
    with at(end):
        of = open_round(city, 2019, 2, dt.date(2019, 7, 1), end, end, actor=clerk)
        paper = paper_of(of, sheets_of(of, clerk), end, clerk)
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    never = lines.index("점검 기간에 회의를 한 번도 열지 않은 다울마당: 1개")
    assert lines[never + 1 : never + 4] == [
        "택시 3",
        "기록이 있는 기간이 짧으며 그 기간에 회의가 없는 다울마당: 1개",
        "택시 2(122일)",
    ]
    assert "회의 기록이 모자라 판단할 수 없는 다울마당: 없음" in lines


def test_a_report_soon_after_the_first_day_says_that_nothing_can_be_told(city: City) -> None:
    clerk, end = person("clerk", Role.CITY_CLERK, city), LIVE + 30 * DAY
    with at(end):
        of = open_round(city, 2019, 2, dt.date(2019, 7, 1), end, end, actor=clerk)
        paper = paper_of(of, sheets_of(of, clerk), end, clerk)
    lines = [block.text for block in paper.blocks if isinstance(block, Line)]
    assert "점검 기간에 회의를 한 번도 열지 않은 다울마당: 없음" in lines
    assert "회의 기록이 모자라 판단할 수 없는 다울마당: 2개" in lines


def test_the_public_page_says_of_how_many_days_a_count_is(client: Client, city: City) -> None:
    version.renew()  # the transaction of a test never commits
    with at(LIVE + 199 * DAY):
        page = client.get("/daulmadang/jeonju/panel-1/").content.decode()
    told = page.partition("최근 12개월 회의")[2].partition("</dd>")[0]
    assert "(기록된 200일 기준)" in told
    version.renew()
    with at(LIVE + 4 * DAY):
        page = client.get("/daulmadang/jeonju/panel-1/").content.decode()
    told = page.partition("최근 12개월 회의")[2].partition("</dd>")[0]
    assert "–" in told
