"""Sheets that clerks keep in Excel: in and out, in every encoding, within reach only."""

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committees.models import Body, Plan, Project, Seat
from daulmadang.models import Duty, Member, Panel
from roundtables.models import Proposal, Roundtable, Session, Team
from tests import making
from tests.admin.forms import admin_url, send
from tests.admin.rows import everything
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

XLSX, CSV = "0", "1"
DUTIES = ["식별자", "도시", "연도", "구분", "제목", "기한", "완료"]
SEATS = ["회의체", "순번", "직위", "대표 회의체", "대표 부서"]


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


@pytest.fixture
def body(places: Town) -> Body:
    saved: Body = making.body(places.jeonju)
    return saved


def as_csv(*rows: list[Any], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[Any]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def preview(client: Client, model: type[Model], data: bytes, kind: str = CSV) -> Any:
    file = SimpleUploadedFile("sheet", data)
    sent = {"import_file": file, "format": kind, "resource": "0"}
    return client.post(admin_url(model, "import"), sent)


def confirm(client: Client, model: type[Model], seen: Any, /, **changes: str) -> Any:
    form = seen.context["confirm_form"]
    sent = {name: form[name].value() for name in form.fields} | changes
    return client.post(admin_url(model, "process_import"), sent, follow=True)


def load(client: Client, model: type[Model], data: bytes, kind: str = CSV) -> Any:
    seen = preview(client, model, data, kind)
    assert "confirm_form" in seen.context, said(seen)
    return confirm(client, model, seen)


def said(response: Any) -> str:
    """What the page says is wrong."""
    result = response.context.get("result")
    if result is None:
        return str(response.context["form"].errors)
    rows = [text for row in result.invalid_rows for text in row.error.messages]
    return " ".join([*rows, *(str(error.error) for error in result.base_errors)])


def export(client: Client, model: type[Model], kind: str = CSV) -> Any:
    response = client.post(admin_url(model, "export"), {"format": kind, "resource": "0"})
    assert response.status_code == 200
    return response.content


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_csv_is_read_in_every_encoding_of_korean_excel(
    clerk: Client, body: Body, encoding: str
) -> None:
    load(
        clerk, Seat, as_csv(SEATS, ["council-1", 3, "분과원", "", "시민교통과"], encoding=encoding)
    )
    seat = body.seats.get(order=3)
    assert (seat.role, str(seat.stands_for_department)) == ("분과원", "시민교통과")
    assert seat.history.first().history_user.name == "jeonju_clerk"


def test_xlsx_is_read_with_numbers_as_numbers(clerk: Client, body: Body) -> None:
    load(clerk, Seat, as_xlsx(SEATS, ["council-1", 3.0, "분과원", None, None], [None] * 5), XLSX)
    assert body.seats.get(order=3).role == "분과원"


def test_nothing_is_stored_before_the_preview_is_confirmed(clerk: Client, body: Body) -> None:
    data = as_csv(SEATS, ["council-1", 1, "위원장", "", ""], ["council-1", 2, "부분과장", "", ""])
    seen = preview(clerk, Seat, data)
    kinds = [row.import_type for row in seen.context["result"].rows]
    assert kinds == ["update", "skip"]
    assert "<ins>위원장</ins>" in seen.content.decode()
    assert 'style="' not in seen.content.decode()
    assert body.seats.get(order=1).role == "분과장"
    confirm(clerk, Seat, seen)
    assert body.seats.get(order=1).role == "위원장"


def test_one_bad_row_stops_them_all_and_is_named(clerk: Client, body: Body) -> None:
    data = as_csv(
        SEATS, ["council-1", 3, "분과원", "", ""], ["council-1", "셋", "", "없는 분과", ""]
    )
    seen = preview(clerk, Seat, data)
    assert "confirm_form" not in seen.context
    bad = seen.context["result"].invalid_rows
    assert [row.number for row in bad] == [2]
    assert set(bad[0].field_specific_errors) == {"순번", "대표 회의체"}
    assert "Traceback" not in seen.content.decode()
    assert body.seats.count() == 2


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (["회의체", "순번"], "직위"),
        ([*SEATS, "비고"], "회의체, 순번"),
        (["엉뚱한", "이름"], "회의체"),
    ],
)
def test_a_wrong_header_is_told_in_one_sentence(
    clerk: Client, header: list[str], named: str
) -> None:
    seen = preview(clerk, Seat, as_csv(header, ["1"] * len(header)))
    assert len(seen.context["result"].base_errors) == 1
    assert named in said(seen)
    assert "confirm_form" not in seen.context
    assert "Traceback" not in seen.content.decode()


@pytest.mark.parametrize("kind", [XLSX, CSV])
def test_a_file_of_another_kind_is_told_in_one_sentence(clerk: Client, kind: str) -> None:
    seen = preview(clerk, Seat, b"\x00\xff\xfe\x81\x20 nonsense", kind)
    assert "import_file" in seen.context["form"].errors


def test_english_names_of_the_fields_are_read_as_well(clerk: Client, body: Body) -> None:
    load(clerk, Seat, as_csv(["body", "order", "role"], ["council-1", 3, "분과원"]))
    assert body.seats.filter(order=3).exists()


def test_rows_of_another_city_do_not_exist(clerk: Client, places: Town) -> None:
    foreign = making.body(places.yeongdeungpo, 2)
    unknown = preview(clerk, Seat, as_csv(SEATS, ["council-9", 1, "위원장", "", ""]))
    known_elsewhere = preview(clerk, Seat, as_csv(SEATS, ["council-2", 1, "위원장", "", ""]))
    assert said(known_elsewhere) == said(unknown).replace("council-9", "council-2")
    assert foreign.seats.get(order=1).role == "분과장"


def test_a_duty_of_another_city_is_not_overwritten_by_its_identifier(
    clerk: Client, places: Town
) -> None:
    making.duty(places.yeongdeungpo, 7)
    rows = [[key, "", 2022, "inspection", "고침", "2022-05", ""] for key in ("duty-7", "duty-8")]
    seen = [preview(clerk, Duty, as_csv(DUTIES, row)) for row in rows]
    assert said(seen[0]) == said(seen[1]).replace("duty-8", "duty-7")
    assert Duty.objects.get().title != "고침"


def test_a_panel_goes_only_into_the_own_city(clerk: Client, places: Town) -> None:
    making.field(places.jeonju)
    header = ["도시", "주소 이름", "이름", "분야", "담당부서", "위원 수", "목적"]
    seen = preview(clerk, Panel, as_csv(header, ["영등포구", "p", "이름", "교통", "", 3, "목적"]))
    assert "영등포구" in said(seen)
    load(clerk, Panel, as_csv(header, ["", "taxi", "택시", "교통", "시민교통과", 14, "택시 현안"]))
    panel = Panel.objects.get()
    assert (panel.address, panel.form, panel.size) == ("daulmadang/jeonju/taxi", "panel", 14)


def test_members_are_read_and_a_second_chair_is_a_row_error(clerk: Client, places: Town) -> None:
    making.panel(places.jeonju)
    header = [
        "다울마당",
        "이름",
        "소속",
        "구분",
        "위원장",
        "위촉일",
        "임기 만료",
        "해촉일",
        "해촉 사유",
    ]
    first = ["택시 1", "위원 가", "개인택시조합", "단체", "O", "2021-03", "2023-02", "", ""]
    load(clerk, Member, as_csv(header, first))
    member = Member.objects.get()
    assert (member.kind, member.is_chair, member.appointed) == ("group", True, "2021-03")
    second = ["택시 1", "위원 나", "", "시민", "O", "2021-03", "", "", ""]
    seen = preview(clerk, Member, as_csv(header, second))
    assert len(seen.context["result"].invalid_rows) == 1
    elsewhere = ["없는 다울마당", "위원 다", "", "시민", "", "2021-03", "", "", ""]
    assert "없는 다울마당" in said(preview(clerk, Member, as_csv(header, elsewhere)))


def test_who_may_only_look_imports_nothing(places: Town, body: Body) -> None:
    approver = browser("approver", places)
    assert preview(approver, Seat, as_csv(SEATS)).status_code == 404
    assert len(table(export(approver, Seat))) == 3


def test_a_guessed_upload_is_not_found(clerk: Client) -> None:
    for name in ("../secret_key", "0" * 32, ".."):
        sent = {"import_file_name": name, "original_file_name": "x", "format": CSV, "resource": "0"}
        response = clerk.post(admin_url(Seat, "process_import"), sent, follow=True)
        assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_what_changed_since_the_preview_stops_the_whole_import(clerk: Client, body: Body) -> None:
    other = making.body(body.city, 2)
    data = as_csv(SEATS, ["council-1", 3, "분과원", "", ""], ["council-2", 3, "간사", "", ""])
    seen = preview(clerk, Seat, data)
    Body.objects.filter(pk=other.pk).update(slug="renamed", title="다른 이름")
    response = confirm(clerk, Seat, seen)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Seat.objects.filter(order=3).exists()


def test_what_a_colleague_wrote_since_the_preview_is_not_overwritten(
    clerk: Client, places: Town, body: Body
) -> None:
    first, second = body.seats.order_by("order")
    data = as_csv(SEATS, [body.slug, 1, "표의 직책", "", ""])
    seen = preview(clerk, Seat, data)
    send(browser("superuser", places), admin_url(first), role="동료의 직책")
    response = confirm(clerk, Seat, seen)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    first.refresh_from_db()
    assert (first.role, first.history.count()) == ("동료의 직책", 2)
    seen = preview(clerk, Seat, data)  # the new preview shows it, and that can be confirmed
    assert "<del>동료의 직책</del>" in seen.content.decode()
    second.role = "자리 둘"  # which is not on the sheet
    making.saved(second)
    confirm(clerk, Seat, seen)
    first.refresh_from_db()
    assert first.role == "표의 직책"


def test_a_line_that_a_colleague_wrote_since_the_preview_is_not_overwritten(
    clerk: Client, places: Town
) -> None:
    making.roundtable(places.jeonju)
    line = Proposal.objects.get().lines.get()
    seen = preview(clerk, Team, as_csv(TEAMS, ["round-1", 1, 1, "", 1, "", "제안 1", "표의 줄"]))
    line.text = "동료의 줄"
    making.saved(line)
    response = confirm(clerk, Team, seen)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert [*Proposal.objects.get().lines.values_list("text", flat=True)] == ["동료의 줄"]


def test_a_confirmation_that_does_not_say_what_was_shown_stores_nothing(
    clerk: Client, body: Body
) -> None:
    seen = preview(clerk, Seat, as_csv(SEATS, [body.slug, 1, "표의 직책", "", ""]))
    response = confirm(clerk, Seat, seen, seen="")
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Seat.objects.filter(role="표의 직책").exists()


TEAMS = ["원탁회의", "회차", "조", "조 이름", "순서", "분류", "제목", "내용"]


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


@pytest.mark.parametrize("model", [Team, Proposal, Seat, Project, Panel, Member, Duty])
@pytest.mark.parametrize("kind", [XLSX, CSV])
def test_what_is_exported_is_read_back_unchanged_and_holds_the_own_city_only(
    clerk: Client, places: Town, model: type[Model], kind: str
) -> None:
    everything(places.jeonju, places.transport)
    everything(places.yeongdeungpo, places.governance)
    data = export(clerk, model, kind)
    rows = preview(clerk, model, data, kind).context["result"].rows
    assert [row.import_type for row in rows] == ["skip"]
    everything(places.jeonju, places.transport)
    if kind == CSV:
        assert len(table(export(clerk, model, kind))) == 3


def test_csv_opens_in_korean_excel(clerk: Client, body: Body) -> None:
    data = export(clerk, Seat)
    assert data.startswith("\ufeff".encode())
    assert table(data)[0] == SEATS


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
@pytest.mark.parametrize("kind", [XLSX, CSV])
def test_a_spreadsheet_runs_nothing_of_an_export(
    clerk: Client, body: Body, text: str, kind: str
) -> None:
    seat = body.seats.get(order=1)
    seat.role = text
    making.saved(seat)
    data = export(clerk, Seat, kind)
    if kind == CSV:
        cell = table(data)[1][2]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet["C2"].data_type == "s"
        cell = sheet["C2"].value
    assert cell == f"'{text}"
    assert preview(clerk, Seat, data, kind).context["result"].totals["skip"] == (
        1 if text.startswith("\t") else 2
    )


@pytest.mark.parametrize("model", [Team, Proposal, Seat, Project, Panel, Member, Duty])
def test_an_export_needs_as_many_queries_for_three_rows_as_for_one(
    clerk: Client, places: Town, model: type[Model]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            export(clerk, model)
        return len(captured)

    everything(places.jeonju, places.transport)
    export(clerk, model)
    one = queries()
    for _ in range(2):
        everything(places.jeonju, places.transport)
    assert queries() <= one


def test_projects_are_read(clerk: Client, places: Town) -> None:
    making.saved(Plan(city=places.jeonju, slug="plan-2018", title="계획"))
    header = ["계획", "번호", "주소 이름", "사업명"]
    load(clerk, Project, as_csv(header, ["plan-2018", 1, "first", "마을 축제"]))
    assert Project.objects.get().address == "committees/jeonju/plans/plan-2018/first"


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
