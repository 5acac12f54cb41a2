"""Sheets that clerks keep in Excel: read with a preview, in every encoding, within reach only."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from committees.models import Body, Seat
from daulmadang.models import Duty, Panel
from roundtables.models import Proposal, Team
from tests import making
from tests.admin.forms import admin_url, send
from tests.admin.sheets import (
    CSV,
    DUTIES,
    SEATS,
    TEAMS,
    XLSX,
    as_csv,
    as_xlsx,
    confirm,
    export,
    load,
    preview,
    said,
    table,
)
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("model", "header", "rows", "what"),
    [
        (
            Panel,
            ["도시", "주소 이름", "이름", "분야", "담당부서", "위원 수", "목적"],
            [["", "taxi", "택시", "교통", "시민교통과", size, "택시 현안"] for size in (12, 99)],
            "다울마당",
        ),
        (Seat, SEATS, [["council-1", 3, role, "", ""] for role in ("간사", "위원")], "자리"),
        (
            Team,
            TEAMS,
            [[table, 1, 1, "", 1, "", "제안", "줄"] for table in ("round-1", "원탁회의 1")],
            "정책 제안",
        ),
        (Duty, DUTIES, [["", "", 2022, "inspection", "점검", "2022-05", ""]] * 2, "연간 업무"),
    ],
    ids=["panels", "seats", "proposals", "duties"],
)
def test_two_rows_about_the_same_are_refused(
    clerk: Client, body: Body, model: type[Model], header: list[str], rows: list[Any], what: str
) -> None:
    making.field(body.city)
    making.roundtable(body.city, parts=0)
    other = [""] * len(header)  # an empty row counts, too
    seen = preview(clerk, model, as_csv(header, rows[0], other, rows[1]))
    assert said(seen) == f"2행과 4행이 같은 {what}입니다. 한 행만 남기십시오."
    assert [row.number for row in seen.context["result"].invalid_rows] == [3]
    assert "confirm_form" not in seen.context


def test_a_team_alone_and_its_proposals_are_not_the_same(clerk: Client, body: Body) -> None:
    making.roundtable(body.city, parts=0)
    rows = [["round-1", 1, 1, "", order, "", title, ""] for order, title in ((None, ""), (1, "가"))]
    load(clerk, Team, as_csv(TEAMS, *rows))
    assert Proposal.objects.get().title == "가"


def test_a_sheet_without_rows_is_told_in_korean(clerk: Client) -> None:
    for kind, data in ((CSV, as_csv(SEATS)), (XLSX, as_xlsx(SEATS))):
        assert "가져올 행이 없습니다" in said(preview(clerk, Seat, data, kind))


def test_a_number_of_endless_digits_is_told_in_korean(clerk: Client, body: Body) -> None:
    seen = preview(clerk, Seat, as_csv(SEATS, ["council-1", "9" * 5000, "위원", "", ""]))
    assert "정수" in said(seen)
