"""The pages of an inspection: opened, completed, returned, accepted, by whom it is for."""

import datetime as dt
import io
import re
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hwpx import HwpxDocument
from openpyxl import load_workbook

from civicforum.people.models import User
from civicforum.people.roles import Role
from daulmadang.models import InspectionRound, InspectionSheet
from daulmadang.reports.sheets import edition_of
from daulmadang.services.rounds import add_sheet
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
from tests.daulmadang.test_sheets import LATER
from tests.personas import BACKEND, person

pytestmark = pytest.mark.django_db
LIST = "/staff/daulmadang/rounds/"
OPEN = {
    "year": 2026, "half": 1, "starts_on": "2026-01-01", "as_of": "2026-06-30", "due": "2026-07-24"
}  # fmt: skip


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clock.stop(monkeypatch, clock.at(OPENED))
    return monkeypatch


@pytest.fixture
def place() -> Inspected:
    return inspected()


def at(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(row: InspectionRound | InspectionSheet) -> str:
    kind = "rounds" if isinstance(row, InspectionRound) else "sheets"
    return f"/staff/daulmadang/{kind}/{row.pk}/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_clerk_opens_a_round_from_what_is_offered(place: Inspected) -> None:
    clerk = at(place.clerk)
    offered = clerk.get(f"{LIST}new/").context["form"].initial
    assert (offered["year"], offered["half"]) == (2026, 2)
    assert (offered["starts_on"], offered["as_of"]) == (OPENED, OPENED)
    assert offered["due"] > OPENED
    answer = clerk.post(f"{LIST}new/", OPEN | {"city": place.city.pk}, follow=True)
    of = InspectionRound.objects.get()
    assert answer.redirect_chain[0][0] == url(of)
    page = answer.content.decode()
    assert "택시 1" in page
    assert "복지과" in page
    assert "2026" in text_of(clerk, LIST)


def test_the_calendars_day_is_offered(place: Inspected) -> None:
    making.duty(
        place.city, 1, type="inspection", year=2026, half=2, due="2026-10-30",
        panel=place.panels[0],
    )  # fmt: skip
    offered = at(place.clerk).get(f"{LIST}new/").context["form"].initial
    assert offered["due"].isoformat() == "2026-10-30"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"as_of": "2026-07-02"}, "as_of"),
        ({"due": "2026-06-30"}, "due"),
        ({"year": "1"}, "year"),
        ({"half": "3"}, "half"),
        ({"starts_on": "2026-07-01"}, "starts_on"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(
    place: Inspected, wrong: dict[str, Any], field: str
) -> None:
    sent = OPEN | {"city": place.city.pk} | wrong
    answer = at(place.clerk).post(f"{LIST}new/", sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert all(str(answer.context["form"][name].value()) == str(sent[name]) for name in OPEN)
    assert not InspectionRound.objects.exists()


def test_the_officer_writes_and_submits_and_nothing_typed_is_lost(place: Inspected) -> None:
    sheet = place.sheet(place.round())
    officer = at(place.officer)
    page = text_of(officer, url(sheet))
    for told in ("택시 1", "comment_meetings", "/staff/committees/meetings/?body="):
        assert told in page
    half = ANSWER | {"comment_meetings": "", "do": "submit"}
    answer = officer.post(url(sheet), half)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"comment_meetings"}
    assert ANSWER["plan_reason"] in answer.content.decode()
    assert place.sheet(sheet.round).plan_reason == ANSWER["plan_reason"]
    answer = officer.post(url(sheet), ANSWER | {"do": "submit"}, follow=True)
    assert answer.redirect_chain
    assert place.sheet(sheet.round).state == "submitted"
    assert 'name="plan"' not in answer.content.decode()


def test_what_is_refused_is_said_first_and_leads_to_each_field(place: Inspected) -> None:
    sheet = place.sheet(place.round())
    officer = at(place.officer)
    assert 'id="problems"' not in text_of(officer, url(sheet))
    sent = {"do": "submit", "results": "셔틀버스", "plan": "merge", "plan_reason": ""}
    page = officer.post(url(sheet), sent).content.decode()
    problems = page.partition('id="problems"')[2].partition("</ul>")[0]
    assert "autofocus" in problems.partition(">")[0]
    for field in ("id_comment_meetings", "id_plan_reason", "id_merge_into"):
        assert f'href="#{field}"' in problems
        assert f'id="{field}"' in page
    assert page.index('id="problems"') < page.index('id="figures"')
    assert "셔틀버스" in page
    sent |= {"seen": officer.get(url(sheet)).context["form"].initial["seen"], "plan": ""}
    page = officer.post(url(sheet), sent).content.decode()
    assert 'href="#id_plan_0"' in page  # the first of several buttons
    assert 'id="id_plan_0"' in page


def test_what_the_clerk_is_refused_is_said_first_too(place: Inspected) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    sent = {"do": "return", "remarks": "", "due": "2026-07-31", "read": edition_of(sheet)}
    page = at(place.clerk).post(url(sheet), sent).content.decode()
    assert 'href="#return-remarks"' in page.partition('id="problems"')[2].partition("</ul>")[0]
    assert 'id="return-remarks"' in page


def test_what_is_typed_is_saved_as_it_goes(place: Inspected) -> None:
    sheet = place.sheet(place.round())
    officer, save = at(place.officer), f"{url(sheet)}save/"
    assert officer.post(save, {"results": "첫 줄"}).status_code == 200
    answer = officer.post(save, {"comment_meetings": "곧 엽니다"})
    assert "10:00" in answer.json()["told"]
    stored = place.sheet(sheet.round)
    assert (stored.results, stored.comments) == ("첫 줄", {"meetings": "곧 엽니다"})
    assert officer.post(save, {"merge_into": "0"}).status_code == 409
    submitted(stored, place.officer)
    answer = officer.post(save, {"results": "늦은 줄"})
    assert answer.status_code == 409
    assert place.sheet(sheet.round).results == ANSWER["results"]


def test_what_was_typed_into_a_sheet_submitted_meanwhile_is_shown(place: Inspected) -> None:
    sheet = submitted(place.sheet(place.round()), place.clerk)
    answer = at(place.officer).post(url(sheet), {"do": "save", "results": "오늘 아침에 쓴 줄"})
    assert answer.status_code == 200
    assert "오늘 아침에 쓴 줄" in answer.content.decode()
    assert answer.context["form"].non_field_errors()


def test_the_clerk_returns_with_remarks_that_stand_on_top(place: Inspected) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    clerk = at(place.clerk)
    sent = {"do": "return", "read": edition_of(sheet)}
    answer = clerk.post(url(sheet), sent | {"remarks": "", "due": "2026-07-31"})
    assert answer.context["acts"]["return"].errors
    sent |= {"remarks": "날짜를 적어 주세요."}
    answer = clerk.post(url(sheet), sent | {"due": str(DUE)})
    assert set(answer.context["acts"]["return"].errors) == {"due"}
    assert "날짜를 적어 주세요." in answer.content.decode()
    clerk.post(url(sheet), sent | {"due": str(LATER)})
    page = text_of(at(place.officer), url(sheet))
    assert page.index("날짜를 적어 주세요.") < page.index('id="figures"')
    assert ANSWER["plan_reason"] in page
    assert "2026. 7. 31.(금)" in page


def test_an_accepted_sheet_shows_what_was_frozen(place: Inspected) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    at(place.clerk).post(url(sheet), {"do": "accept", "read": edition_of(sheet)})
    stored = place.sheet(sheet.round)
    assert stored.state == "accepted"
    assert stored.figures
    stored.figures["attendance"] = 0.123  # what no record says
    InspectionSheet.objects.filter(pk=stored.pk).update(figures=stored.figures)
    page = text_of(at(place.officer), url(sheet))
    assert "12 %" in page
    assert 'name="plan"' not in page


def test_only_the_own_department_and_the_clerk_reach_a_sheet(place: Inspected) -> None:
    of = place.round()
    sheet, other = place.sheet(of), place.sheet(of, 1)
    office = making.department(place.city, "third", "셋째과")
    lead = person("lead", Role.TEAM_LEAD, place.city, place.transport)
    approver = person("approver", Role.APPROVER, place.city)
    nobody = person("third", Role.DEPARTMENT_OFFICER, place.city, office)
    for user in (place.officer, lead):
        client = at(user)
        page = text_of(client, url(of))
        assert "택시 1" in page
        assert "택시 2" not in page
        assert "복지과" not in page
        for path in (url(other), f"{url(other)}save/", f"{url(of)}report.hwpx", f"{LIST}new/"):
            assert client.get(path).status_code in (404, 405), path
            assert client.post(path, {"do": "save"}).status_code in (404, 405), path
        assert client.post(url(of), {"do": "close"}).status_code == 404
    client = at(nobody)
    for path in (url(of), url(sheet)):
        assert client.get(path).status_code == 404
    assert "택시" not in text_of(client, LIST)
    reader = at(approver)
    assert "택시 2" in text_of(reader, url(of))
    assert reader.post(url(sheet), {"do": "accept"}).status_code == 404
    assert reader.post(url(of), {"do": "close"}).status_code == 404
    answer = at(place.officer).post(url(submitted(sheet, place.officer)), {"do": "accept"})
    assert answer.status_code == 200
    assert place.sheet(of).state == "submitted"


def test_a_round_tells_who_is_late_adds_a_panel_and_closes(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    of = place.round()
    submitted(place.sheet(of), place.officer)
    later = making.panel(place.city, 9, founded="2026-07-01")
    clerk = at(place.clerk)
    clerk.post(url(of), {"do": "add", "panel": later.pk})
    assert of.sheets.count() == 3
    clock.stop(now, clock.at(LATER))
    clerk = at(place.clerk)
    answer = clerk.get(url(of))
    late = {str(one.department): one.late for one in answer.context["departments"]}
    assert late == {"복지과": 2, "시민교통과": 0}
    answer = clerk.post(url(of), {"do": "close", "reason": ""})
    assert answer.context["forms"]["close"].errors
    clerk.post(url(of), {"do": "close", "reason": "의회 보고"})
    of.refresh_from_db()
    assert of.closed_on == LATER
    page = text_of(clerk, url(of))
    assert 'name="reason"' not in page
    assert "의회 보고" in page
    assert "의회보고" in _xlsx(clerk.get(f"{url(of)}report.xlsx").content)


def test_a_round_says_every_reason_of_a_light_and_of_which_days(place: Inspected) -> None:
    panel = place.panels[0]
    panel.size = 5
    making.saved(panel)
    making.member(panel, starts_on="2025-02-01", term_ends=dt.date(2025, 12, 31))
    page = text_of(at(place.clerk), url(place.round()))
    assert "2026. 1. 1.부터 기준일인 2026. 6. 30.(화)까지의 수치" in page
    quiet = "2025. 1. 1.부터 기준일인 2026. 6. 30.까지, 기록이 있는 546일"
    for reason in (quiet, "공석", "위원장이 없습니다", "임기가 끝"):
        assert reason in page, reason


def test_a_move_of_a_sheet_is_told_with_its_hour_once(place: Inspected) -> None:
    sheet = submitted(place.sheet(place.round()), place.officer)
    page = text_of(at(place.clerk), url(sheet))
    assert page.partition('id="history"')[2].count("10:00") == 1


def test_the_report_leaves_unknown_numbers_empty_with_a_note(place: Inspected) -> None:
    answer = at(place.clerk).get(f"{url(place.round())}report.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert all(re.match("[가-힣]", name) for name in book.sheetnames)
    sheet = book["다울마당별 지표"]
    rows = list(sheet.iter_rows(min_row=2, max_row=3, values_only=True))
    numbers = [cell for row in rows for cell in row[3:10]]
    assert None in numbers
    assert all(cell is None or isinstance(cell, int | float) for cell in numbers)
    assert "빈칸은 기록되지 않은 수치" in str(sheet.cell(sheet.max_row, 1).value)


def test_the_heads_of_the_printed_report_break_between_words(place: Inspected) -> None:
    answer = at(place.clerk).get(f"{url(place.round())}report.pdf")
    with pypdfium2.PdfDocument(answer.content) as document:
        told = "".join(page.get_textpage().get_text_range() for page in document)
    lines = {line.strip() for line in told.splitlines()}
    assert {"참석률", "마지막", "회의 후", "(일)"} <= lines
    assert "당" not in lines  # of 다울마당


def test_the_figures_are_told_as_of_another_day_until_one_is_frozen(place: Inspected) -> None:
    of, clerk = place.round(), at(place.clerk)
    clerk.post(url(of), {"do": "as_of", "day": "2026-05-31"})
    assert "2026. 5. 31." in text_of(clerk, url(of))
    assert "2026. 5. 31." in text_of(clerk, url(place.sheet(of)))
    for day in ("2026-07-02", "2025-12-31", "x"):  # to come, before the first day, none
        answer = clerk.post(url(of), {"do": "as_of", "day": day})
        assert answer.context["forms"]["as_of"].errors, day
        assert f'value="{day}"' in answer.content.decode()
    accepted(submitted(place.sheet(of), place.officer), place.clerk)
    assert 'name="day"' not in text_of(clerk, url(of))
    clerk.post(url(of), {"do": "as_of", "day": "2026-04-30"})
    of.refresh_from_db()
    assert of.as_of == dt.date(2026, 5, 31)
    assert at(place.officer).post(url(of), {"do": "as_of", "day": "2026-04-30"}).status_code == 404


@pytest.mark.parametrize("kind", ["hwpx", "pdf", "xlsx"])
def test_the_report_is_one_click_and_has_every_panel(place: Inspected, kind: str) -> None:
    of = place.round()
    accepted(submitted(place.sheet(of), place.officer), place.clerk)
    answer = at(place.clerk).get(f"{url(of)}report.{kind}")
    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]
    told = READ[kind](answer.content)
    for wanted in ("택시1", "택시2", "담당자가바뀌어열지못함", "하반기에두번열기로위원과합의",
                   "회의를한번도열지않은다울마당:2개"):  # fmt: skip
        assert wanted in told, wanted


def _hwpx(data: bytes) -> str:
    document = HwpxDocument.open(io.BytesIO(data))
    cells = [
        cell.text
        for paragraph in document.paragraphs
        for table in paragraph.tables
        for row in table.rows
        for cell in row.cells
    ]
    return _bare([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return _bare([page.get_textpage().get_text_range() for page in document])


def _xlsx(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return _bare(
        [
            str(cell.value or "")
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]
    )


def _bare(texts: list[str]) -> str:
    return "".join("".join(texts).split())


READ = {"hwpx": _hwpx, "pdf": _pdf, "xlsx": _xlsx}


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_pages_cost_no_more_as_they_grow() -> None:
    place = inspected(1)
    of = place.round()
    clerk = at(place.clerk)
    paths = (LIST, url(of), url(place.sheet(of)), f"{url(of)}report.xlsx")
    submitted(place.sheet(of), place.officer)
    one = [cost(clerk, path) for path in paths]
    for number in (8, 9):
        panel = making.panel(place.city, number, founded="2026-06-01")
        add_sheet(of, panel, actor=place.clerk)
    sheet = place.sheet(of)
    returned(sheet, "이유", LATER, place.clerk)
    sheet.refresh_from_db()
    submitted(sheet, place.officer)
    assert [cost(clerk, path) for path in paths] == one
