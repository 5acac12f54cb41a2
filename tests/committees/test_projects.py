"""A project's page tells its way from proposal to result; a plan's projects add up."""

import csv
import io
import re

import openpyxl
import pytest
from django.test import Client

from civicforum.kit.money import short_won, written_won
from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Body, MatterStep, Plan, PlanStep, Project, ProjectStep
from tests import making
from tests.committees.test_matters import in_order, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    row: Body = making.body(making.city())
    return row


@pytest.fixture
def plan(body: Body) -> Plan:
    """A plan with three projects."""
    row: Plan = making.plan(body.city, parts=0)
    for n, (budget, kind) in enumerate(((850_000_000, "done"), (None, ""), (5_000, "stopped")), 1):
        project = making.published(
            Project(
                city=row.city, plan=row, slug=f"p-{n}", number=n, title=f"사업 {n}", budget=budget
            )
        )
        if kind:
            making.saved(ProjectStep(project=project, order=1, kind=kind, on="2019-12", text="끝"))
    return row


def test_the_whole_way_stands_in_order_of_dates(client: Client, body: Body) -> None:
    plan = making.plan(body.city, parts=0)
    project = making.published(
        Project(city=body.city, plan=plan, slug="news", number=1, title="청년정책소식")
    )
    plan_steps = (("심의 의제 선정", "2018-06-03"), ("최종승인", "2018-08-16"))
    for order, (title, on) in enumerate(plan_steps, 1):
        making.saved(PlanStep(plan=plan, order=order, title=title, on=on))
    for number, (on, votes) in enumerate((("2018-05", None), ("2018-06-10", 87)), 1):
        matter = making.matter(body, number, parts=0, became=project, title=f"의제 제{number}호")
        kind = "forum_vote" if votes else "proposed"
        making.saved(MatterStep(matter=matter, order=1, kind=kind, on=on, votes=votes))
        making.saved(MatterStep(matter=matter, order=2, kind="deliberated", note=f"숙의 {number}"))
    for order, (text, on) in enumerate((("첫 발행", "2019-03-02"), ("나눔", "")), 1):
        making.saved(ProjectStep(project=project, order=order, text=text, on=on))
    hidden = making.matter(body, 3, became=project, title="숨은 의제")
    services.move_entry(hidden, EntryState.WITHDRAWN)
    page = read(client, f"/{project.address}/").partition('id="steps"')[2]
    assert in_order(
        page, "의제 제1호", "숙의 1", "심의 의제 선정", "의제 제2호", "87", "숙의 2", "최종승인",
        "첫 발행", "나눔",
    )  # fmt: skip
    assert "숨은 의제" not in page


def test_it_says_what_is_recorded_of_how_it_is_carried_out(client: Client, plan: Plan) -> None:
    office = making.department(plan.city, "youth", "청년정책과")
    project = plan.projects.get(number=1)
    bare = read(client, f"/{plan.projects.get(number=2).address}/")
    project.department, project.working_group = office, "청년 실무반"
    project.result = "소식지 12호를 냄"
    services.save_row(project)
    page = read(client, f"/{project.address}/")
    for words in (
        "청년정책과",
        "청년 실무반",
        "소식지 12호를 냄",
        "8억 5,000만원",
        "850,000,000원",
    ):
        assert words in page, words
        assert words not in bare, words
    assert "850,000,000 won" in read(client, f"/en/{project.address}/")
    assert project.address in read(client, "/search/?q=실무반")


def test_what_was_presented_is_linked_both_ways(client: Client, body: Body, plan: Plan) -> None:
    event, project = making.event(body.city), plan.projects.get(number=1)
    making.presentation(event, body, 1, title="청년 소식", project=project)
    making.presentation(event, body, 2, title="옛 사업")
    page = read(client, f"/{event.address}/")
    assert page.count(f'href="/{project.address}/"') == 1
    assert page.count(f'href="/{body.address}/"') == 2
    shown = read(client, f"/{project.address}/")
    assert f'href="/{event.address}/"' in shown
    assert "청년 소식" in shown
    assert "옛 사업" not in shown
    services.move_entry(project, EntryState.WITHDRAWN)
    assert project.title not in read(client, f"/{event.address}/")


def test_the_projects_of_a_plan_add_up(client: Client, plan: Plan) -> None:
    page = read(client, f"/en/{plan.address}/")
    foot = page.partition("<tfoot")[2].partition("</tfoot")[0]
    assert "850,005,000 won" in foot
    assert "Total of 3 projects" in foot
    assert "without 1 project whose budget is not recorded" in page
    assert in_order(page, "1 finished", "1 stopped")
    services.move_entry(plan.projects.get(number=1), EntryState.WITHDRAWN)
    page = read(client, f"/en/{plan.address}/")
    assert "850,005,000" not in page
    assert "5,000 won" in page.partition("<tfoot")[2]


def test_a_total_is_that_of_all_pages(client: Client, plan: Plan) -> None:
    for n in range(4, 60):
        making.published(
            Project(city=plan.city, plan=plan, slug=f"p-{n}", number=n, title="사업", budget=1)
        )
    for number in (1, 2):
        page = read(client, f"/{plan.address}/?projects={number}")
        assert "850,005,056원" in page.partition("<tfoot")[2], number


def test_a_plan_without_budgets_has_no_empty_columns(client: Client, plan: Plan) -> None:
    Project.objects.filter(plan=plan).update(budget=None)
    head = read(client, f"/en/{plan.address}/").partition("<thead")[2].partition("</thead")[0]
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)', head) == ["No.", "Project", "Stage"]


def test_its_table_can_be_taken_along(client: Client, plan: Plan) -> None:
    project = plan.projects.get(number=2)
    project.title = "=1+1"
    services.save_row(project)
    version.renew()
    answer = client.get(f"/{plan.address}/projects.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:4]] == ["사업 1", "'=1+1", "사업 3"]
    assert [row[4] for row in rows[1:]] == ["850000000", "", "5000", "850005000"]
    assert "attachment" in answer["Content-Disposition"]
    data = client.get(f"/en/{plan.address}/projects.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [cell.value for cell in book.active[1]][:2] == ["No.", "Project"]
    assert book.active["E5"].value == 850_005_000
    assert client.get(f"/{plan.address}/projects.doc").status_code == 404
    services.move_entry(plan, EntryState.WITHDRAWN)
    version.renew()
    assert client.get(f"/{plan.address}/projects.csv").status_code == 404


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        (0, "0원"), (9_999, "9,999원"), (10_000, "1만원"), (15_000_000, "1,500만원"),
        (850_000_000, "8억 5,000만원"), (100_000_001, "1억 1원"), (1_234_500_000_000, "12,345억원"),
    ],
)  # fmt: skip
def test_money_is_written_as_the_city_writes_it(amount: int, short: str) -> None:
    assert short_won(amount) == short
    assert written_won(amount).endswith(f"{amount:,}원" if amount < 10_000 else f"({amount:,}원)")
