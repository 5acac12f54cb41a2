"""The board: what a clerk, an officer and a stranger see of it, and what it says first."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from civicforum.people.models import City, RoleGrant
from civicforum.people.roles import Role
from tests.daulmadang.newspaper import (
    EIGHT_MONTHS,
    FIVE_AT_ONCE,
    IN_ORDER,
    ON_FOUR,
    ON_THREE,
    PANELS,
    QUIET,
    STOPPED,
    YEAR,
    Newspaper,
    newspaper,
)
from tests.daulmadang.test_panel_health import printed
from tests.personas import BACKEND, person

URL = "/staff/daulmadang/board/"


@pytest.fixture(scope="module")
def case(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Newspaper]:
    """The newspaper's case, made once for the tests that only read it."""
    with django_db_blocker.unblock():
        found = newspaper()
    yield found
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


def signed_in(case: Newspaper, role: Role, number: int | None = None) -> Client:
    """A browser of somebody with a role in the city of the case, or in one of its departments."""
    department = None if number is None else case.departments[number]
    user = person(f"{role}-{number}", role, case.city, department)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, **asked: str) -> str:
    answer = client.get(URL, {"on": f"{YEAR}", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def first_lines(html: str) -> str:
    found = re.search(r'<ul class="first-lines">.*?</ul>', html, re.DOTALL)
    assert found
    return found[0]


def titles(html: str) -> list[str]:
    """The panels on the board, in their order."""
    return re.findall(r'class="row-link"[^>]*>([^<]+)<', html)


@pytest.mark.django_db
def test_the_board_says_first_what_the_newspaper_counted(case: Newspaper) -> None:
    html = page(signed_in(case, Role.CITY_CLERK))
    said = first_lines(html)
    assert f"다울마당은 모두 {PANELS}개" in said
    assert f"{len(QUIET)}개 다울마당은 최근 12개월 동안 회의를 한 번도 열지 않았습니다" in said
    assert f"{len(STOPPED)}개 다울마당은 회의를 연 뒤 휴면" in said
    assert f"2개 다울마당의 회의록 공개가 늦었습니다: {case.panels[FIVE_AT_ONCE]}(최장" in said
    for n in (*QUIET, *STOPPED, EIGHT_MONTHS):
        assert case.panels[n].title in said
    people = len(ON_FOUR) + len(ON_THREE)
    assert f"위원 {people}명이 시의 기준인 2개를 초과하여" in said
    assert all(f"{name}(4개)" in said for name in ON_FOUR)
    assert all(f"{name}(3개)" in said for name in ON_THREE)


@pytest.mark.django_db
def test_the_command_counts_what_the_newspaper_did(
    case: Newspaper, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {one["panel"]: one for one in printed(capsys, "--on", f"{YEAR}")}
    assert len(rows) == 32
    assert {address for address, one in rows.items() if one["meetings"] == 0} == case.addresses(
        QUIET
    )
    stopped = case.addresses(STOPPED)
    for address in case.addresses(QUIET) | stopped:
        assert rows[address]["light"] == "red"
        assert any("회의" in reason for reason in rows[address]["reasons"])
    assert all(rows[address]["days_since_last"] > 180 for address in stopped)
    five = rows[case.panels[FIVE_AT_ONCE].address]
    assert (five["meetings"], five["light"]) == (5, "red")
    late = rows[case.panels[EIGHT_MONTHS].address]
    assert any("244일" in reason for reason in late["reasons"])
    assert {rows[one]["light"] for one in case.addresses(IN_ORDER)} == {"green"}
    # Two people sit on four panels and three on three; the city allows two.
    assert sum(one["overlaps"] for one in rows.values()) == 2 * 4 + 3 * 3


@pytest.mark.django_db
def test_the_board_names_every_panel_with_its_light_and_why(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    assert sorted(titles(page(client))) == sorted(one.title for one in case.panels)
    red = {case.panels[n].title for n in (*QUIET, *STOPPED, FIVE_AT_ONCE, FIVE_AT_ONCE + 1)}
    assert set(titles(page(client, light="red"))) == red
    green = {case.panels[n].title for n in IN_ORDER}
    html = page(client, light="green")
    assert set(titles(html)) == green
    assert "●" in html
    assert "녹색" in html
    assert len(titles(page(client, department=str(case.departments[1].pk)))) == 8


@pytest.mark.django_db
def test_columns_sort_both_ways_and_what_is_not_known_comes_last(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    assert titles(page(client, sort="-meetings"))[0] == case.panels[FIVE_AT_ONCE].title
    last_days = [case.panels[n].title for n in QUIET]
    assert set(titles(page(client, sort="days_since_last"))[-11:]) == set(last_days)
    assert set(titles(page(client, sort="-days_since_last"))[-11:]) == set(last_days)
    assert len(titles(page(client, sort="nonsense"))) == PANELS


@pytest.mark.django_db
def test_an_officer_sees_the_own_department_alone(case: Newspaper) -> None:
    html = page(signed_in(case, Role.DEPARTMENT_OFFICER, 2))
    assert set(titles(html)) == {case.panels[n].title for n in range(2, PANELS, 4)}
    said = first_lines(html)
    assert "모두 8개" in said
    # Whoever sits on four panels in a row sits on one of each department.
    assert all(f"{name}(4개)" in said for name in ON_FOUR)


@pytest.mark.django_db
def test_the_day_can_be_chosen_and_a_wrong_one_is_said(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    html = page(client, on="2018-03-01")
    assert "2018. 3. 1.(목) 기준" in html
    assert "판단하기에는 기간이 짧습니다" in html
    wrong = page(client, on="2019-02-30")
    assert 'value="2019-02-30"' in wrong
    assert "올바른 날짜를 입력하세요" in wrong or "is-error" in wrong
    for typed in ("2019-02-30", "abc"):
        assert f"‘{typed}’은(는) 현황판에 쓸 수 있는 날짜가 아닙니다" in page(client, on=typed)
    assert "아직 오지 않은 날짜입니다" in page(client, on="2099-01-01")
    assert "아직 오지 않은" not in html
    assert "쓸 수 있는 날짜가 아닙니다" not in page(client, on="")


@pytest.mark.django_db
def test_what_is_not_recorded_is_a_dash_and_no_nought(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    City.objects.filter(pk=case.city.pk).update(live_since=None)
    html = page(client)
    cells = re.findall(r'<td class="num" data-label="(?:중복 위촉|밀린 답변)">([^<]*)<', html)
    assert cells
    assert "0" not in cells
    assert "아직 운영을 시작하지 않았습니다" in html
    assert "총괄 관리자" in html


@pytest.mark.django_db
def test_who_says_since_when_a_city_is_live_is_told_where_it_matters(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    pages = (f"{URL}?on={YEAR}", "/staff/daulmadang/year/2026/", "/staff/reminders/")
    for path in pages:
        assert "운영을 시작하지 않았습니다" not in client.get(path).content.decode(), path
    City.objects.filter(pk=case.city.pk).update(live_since=None)
    for path in pages:
        told = client.get(path).content.decode()
        assert "‘운영 시작일’은 포털 총괄 관리자" in told, path


@pytest.mark.django_db
def test_figures_lead_to_what_they_count(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    panel = case.panels[FIVE_AT_ONCE]
    html = page(client)
    meetings = f"/staff/committees/meetings/?body={panel.pk}"
    members = f"/admin/daulmadang/member/?seat__body__entry_ptr__exact={panel.pk}"
    assert f'href="{meetings}"' in html
    assert f'href="{members}"' in html
    assert client.get(meetings).content.decode().count('class="row-link"') == 5
    assert client.get(members).content.decode().count('class="field-seat') == 17


@pytest.mark.django_db
def test_the_board_as_a_sheet(case: Newspaper) -> None:
    client = signed_in(case, Role.CITY_CLERK)
    answer = client.get(URL, {"on": f"{YEAR}", "as": "csv", "sort": "-meetings"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == PANELS
    assert (rows[0]["다울마당"], rows[0]["회의"]) == (case.panels[FIVE_AT_ONCE].title, "5")
    book = client.get(URL, {"on": f"{YEAR}", "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet.max_row == PANELS + 1
    assert sheet.title == "다울마당 현황판"


@pytest.mark.django_db
def test_whoever_lost_the_role_loses_the_board(case: Newspaper) -> None:
    client = signed_in(case, Role.DEPARTMENT_OFFICER, 1)
    assert client.get(URL).status_code == 200
    RoleGrant.objects.all().delete()
    assert client.get(URL).status_code == 404
