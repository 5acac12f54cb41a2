"""What each kind of sheet holds: a line for a proposal, days as exact as they are known."""

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client

from committees.models import Matter, MatterStep, Plan, Project
from daulmadang.models import Duty, Member
from roundtables.models import Proposal, Roundtable, Session, Team
from tests import making
from tests.admin.sheets import DUTIES, TEAMS, XLSX, as_csv, export, load, preview, said
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


MEMBERS = [
    "다울마당", "이름", "이메일", "소속", "구분", "위원장", "위촉일", "임기 만료", "해촉일",
    "해촉 사유", "성별", "연령대", "이름 공개 근거",
]  # fmt: skip


def test_members_are_read_and_a_second_chair_is_a_row_error(clerk: Client, places: Town) -> None:
    making.panel(places.jeonju)
    first = [
        "택시 1", "위원 가", "ga@example.org", "개인택시조합", "단체", "O", "2021-03", "2023-02",
        "", "", "", "", "서면 동의",
    ]  # fmt: skip
    load(clerk, Member, as_csv(MEMBERS, first))
    member = Member.objects.get()
    assert (member.kind, member.is_chair) == ("group", True)
    assert (member.starts_on, member.term_ends) == (dt.date(2021, 3, 1), dt.date(2023, 2, 28))
    assert member.account
    assert (member.seat.role, member.account.email) == ("위원장", "ga@example.org")
    second = ["택시 1", "위원 나", "", "", "시민", "O", "2021-03-05", "", "", "", "", "", ""]
    seen = preview(clerk, Member, as_csv(MEMBERS, second))
    assert "위원 가" in said(seen)
    elsewhere = ["없는 다울마당", "위원 다", "", "", "시민", "", "2021-03", *[""] * 6]
    assert "없는 다울마당" in said(preview(clerk, Member, as_csv(MEMBERS, elsewhere)))
    third = ["택시 1", "위원 라", "", "", "시민", "", "2021-03", "", "", "", "여성", "", ""]
    assert "균형" in said(preview(clerk, Member, as_csv(MEMBERS, third)))


def test_a_row_about_somebody_known_is_the_same_person_and_changes_the_same_term(
    clerk: Client, places: Town
) -> None:
    for number in range(1, 5):
        making.panel(places.jeonju, number)
    row = ["", "위원 가", "", "택시조합", "시민", "", "2021-03-02", *[""] * 6]
    rows = [[f"택시 {number}", *row[1:]] for number in range(1, 5)]
    refused = preview(clerk, Member, as_csv(MEMBERS, *rows))
    assert "이미 다울마당 3곳" in said(refused)
    load(clerk, Member, as_csv(MEMBERS, *rows[:3]))
    assert len({one.person for one in Member.objects.all()}) == 1
    rows[0][8:10] = ["2021-12-31", "이사"]
    load(clerk, Member, as_csv(MEMBERS, rows[0]))
    assert Member.objects.count() == 3
    assert Member.objects.get(end_reason="이사").ends_on == dt.date(2021, 12, 31)
    with_reason = [*MEMBERS, "중복 위촉 사유"]
    rows[3][6] = "2021-04-01"
    load(clerk, Member, as_csv(with_reason, [*rows[3], "유일한 전문가"]))
    assert Member.objects.count() == 4


def test_teams_and_proposals_come_in_one_sheet(clerk: Client, places: Town) -> None:
    row = making.saved(Roundtable(city=places.jeonju, number=1, slug="hospital", title="병원"))
    making.saved(Session(roundtable=row, number=1, date="2021-06-03"))
    lines = "첫 줄\n  그 아래\n  또 아래\n둘째 줄"
    sheet = as_csv(
        TEAMS,
        ["병원", 1, 1, "어린이", 1, "[병원]", "어린이 병원", lines],
        ["병원", 1, 2, "", "", "", "", ""],
    )
    load(clerk, Team, sheet)
    assert list(Team.objects.values_list("number", "label")) == [(1, "어린이"), (2, "")]
    proposal = Proposal.objects.get()
    found = [(line.text, line.parent and line.parent.text) for line in proposal.lines.all()]
    assert found == [
        ("첫 줄", None),
        ("그 아래", "첫 줄"),
        ("또 아래", "첫 줄"),
        ("둘째 줄", None),
    ]
    again = preview(clerk, Team, export(clerk, Team))
    assert {row.import_type for row in again.context["result"].rows} == {"skip"}


def test_lines_that_go_are_deleted_and_the_rest_is_not_touched(clerk: Client, places: Town) -> None:
    making.roundtable(places.jeonju)
    proposal = Proposal.objects.get()
    first = proposal.lines.get()
    sheet = [["round-1", 1, 1, "", 1, "", "제안 1", text] for text in ("첫 줄 1\n둘째", "첫 줄 1")]
    load(clerk, Team, as_csv(TEAMS, sheet[0]))
    assert proposal.lines.count() == 2
    load(clerk, Team, as_csv(TEAMS, sheet[1]))
    assert proposal.lines.get() == first
    assert first.history.count() == 1


def test_a_session_that_is_not_there_is_a_row_error(clerk: Client, places: Town) -> None:
    making.roundtable(places.jeonju, parts=0)
    seen = preview(clerk, Team, as_csv(TEAMS, ["round-1", 9, 1, "", 1, "", "제목", ""]))
    (bad,) = seen.context["result"].invalid_rows
    assert set(bad.field_specific_errors) == {"회차"}


def test_projects_are_read(clerk: Client, places: Town) -> None:
    making.saved(Plan(city=places.jeonju, slug="plan-2018", title="계획"))
    header = ["계획", "번호", "주소 이름", "사업명"]
    load(clerk, Project, as_csv(header, ["plan-2018", 1, "first", "마을 축제"]))
    assert Project.objects.get().address == "committees/jeonju/plans/plan-2018/first"


def test_a_project_says_what_it_costs_and_who_carries_it_out(clerk: Client, places: Town) -> None:
    plan = making.plan(places.jeonju)
    header = ["계획", "번호", "주소 이름", "사업명", "담당부서", "실무반", "예산(원)", "결과"]
    row = ["plan-1", 1, "project-1", "사업", "시민교통과", "실무반", 3_000_000_000, "끝냄"]
    load(clerk, Project, as_csv(header, row))
    project = plan.projects.get()
    assert (project.department, project.budget) == (places.transport, 3_000_000_000)
    assert (project.working_group, project.result) == ("실무반", "끝냄")
    load(clerk, Project, as_csv(header[:4], ["plan-1", 1, "project-1", "다른 이름"]))
    project.refresh_from_db()
    assert (project.title, project.budget) == ("다른 이름", 3_000_000_000)  # no column, no change
    seen = preview(clerk, Project, as_csv(header, [*row[:6], "8억", ""]))
    (bad,) = seen.context["result"].invalid_rows
    assert "8억" in str(bad.field_specific_errors["예산(원)"])


MATTERS = ["도시", "주소 이름", "연도", "분과", "의제명", "내용", "협치사업"]
STEPS = ["의제", "단계", "날짜", "득표수", "순위", "비고"]


def test_matters_are_read_with_what_they_became(clerk: Client, places: Town) -> None:
    making.body(places.jeonju)
    project = making.plan(places.jeonju).projects.get()
    rows = [["", f"m-{n}", 2018, "council-1", f"의제 {n}", "", became] for n, became in (
        (1, project.address), (2, "")
    )]  # fmt: skip
    load(clerk, Matter, as_csv(MATTERS, *rows))
    found = Matter.objects.order_by("slug").values_list("address", "became")
    assert [*found] == [
        ("committees/jeonju/matters/m-1", project.pk), ("committees/jeonju/matters/m-2", None)
    ]  # fmt: skip
    rows[1][3] = "없는 분과"
    seen = preview(clerk, Matter, as_csv(MATTERS, *rows))
    assert "없는 분과" in said(seen)


def test_a_forum_votes_result_comes_in_for_many_matters_at_once(
    clerk: Client, places: Town
) -> None:
    body = making.body(places.jeonju)
    first, second = (making.matter(body, n, parts=n) for n in (1, 2))
    votes = as_csv(
        STEPS,
        ["matter-1", "forum_vote", "2018-06-03", 40, 2, "열린공론장"],
        [second.title, "forum_vote", "2018-06-03", 87, 1, "열린공론장"],
    )
    load(clerk, MatterStep, votes)
    last = [one.steps.latest("order") for one in (first, second)]
    assert [(one.order, one.votes, one.place) for one in last] == [(2, 40, 2), (3, 87, 1)]
    assert last[0].history.get().history_change_reason
    again = preview(clerk, MatterStep, votes).context["result"]
    assert [row.import_type for row in again.rows] == ["skip", "skip"]
    load(clerk, MatterStep, as_csv(STEPS, ["matter-1", "forum_vote", "2018-06-03", 41, 2, ""]))
    assert first.steps.latest("order").votes == 41
    assert first.steps.count() == 2


def test_a_row_of_a_vote_that_cannot_be_is_named(clerk: Client, places: Town) -> None:
    making.matter(making.body(places.jeonju))
    foreign = making.matter(making.body(places.yeongdeungpo), 7)
    for row, words in (
        (["matter-1", "approved", "2018-08", 40, "", ""], "득표수"),
        (["matter-1", "없는 단계", "2018-08", "", "", ""], "없는 단계"),
        (["matter-1", "approved", "8월", "", "", ""], "2018-08"),
        ([foreign.slug, "approved", "2018-08", "", "", ""], foreign.slug),
    ):
        seen = preview(clerk, MatterStep, as_csv(STEPS, row))
        (bad,) = seen.context["result"].invalid_rows
        assert words in f"{bad.field_specific_errors} {bad.error.messages}", row
    assert MatterStep.objects.count() == 2


def test_excel_keeps_a_month_as_it_was_written(clerk: Client, places: Town) -> None:
    """The cell says that it is text, and so does the column for what is typed below."""
    making.duty(places.jeonju, due="2021-12")
    book = openpyxl.load_workbook(io.BytesIO(export(clerk, Duty, XLSX)))
    sheet = book.active
    header = {cell.value: cell.column_letter for cell in sheet[1]}
    due, year = header["기한"], header["연도"]
    assert (sheet[f"{due}2"].value, sheet[f"{due}2"].number_format) == ("2021-12", "@")
    assert sheet.column_dimensions[header["완료"]].number_format == "@"  # nothing is done yet
    assert sheet[f"{year}2"].number_format == "General"


@pytest.mark.parametrize(
    ("number_format", "read"),
    [
        ("mmm-yy", "2021-12"),
        ("yyyy-mm", "2021-12"),
        ('[$-412]yyyy"년" m"월";@', "2021-12"),
        ("yyyy", "2021"),
        ("yyyy-mm-dd", "2021-12-01"),
        ("m/d/yyyy", "2021-12-01"),
        (r"yyyy\.\ m\.\ d", "2021-12-01"),
    ],
)
def test_a_date_cell_is_as_exact_as_it_looks(
    clerk: Client, places: Town, number_format: str, read: str
) -> None:
    making.programme(places.jeonju)
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(DUTIES)
    book.active.append(["", "", 2021, "inspection", "점검", dt.datetime(2021, 12, 1), ""])
    book.active["F2"].number_format = number_format
    book.save(data)
    load(clerk, Duty, data.getvalue(), XLSX)
    assert Duty.objects.get().due == read


def test_a_month_that_excel_spoilt_in_csv_is_named_with_what_to_write(
    clerk: Client, places: Town
) -> None:
    seen = preview(clerk, Duty, as_csv(DUTIES, ["", "", 2021, "inspection", "점검", "Dec-21", ""]))
    (bad,) = seen.context["result"].invalid_rows
    assert "Dec-21" in str(bad.field_specific_errors["기한"])
    assert "2021-12" in str(bad.field_specific_errors["기한"])


def test_duties_without_identifier_are_made_once_and_numbered(clerk: Client, places: Town) -> None:
    making.programme(places.jeonju)
    one, two = (["", "", 2023, "inspection", title, "2023-05"] for title in ("첫째", "둘째"))
    sheet = as_csv(DUTIES, [*one, ""], [*two, ""])
    load(clerk, Duty, sheet)
    keys = [*Duty.objects.order_by("pk").values_list("key", flat=True)]
    assert [key.partition("2023-05-")[2] for key in keys] == ["inspection", "inspection-2"]
    again = preview(clerk, Duty, sheet).context["result"]
    assert [row.import_type for row in again.rows] == ["skip", "skip"]
    load(clerk, Duty, as_csv(DUTIES, [*two, "2023-06"]))
    stored = Duty.objects.order_by("pk").values_list("key", "done")
    assert [*stored] == [(keys[0], ""), (keys[1], "2023-06")]
