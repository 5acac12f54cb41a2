"""Sheets that go out: read back unchanged, and opened in Korean Excel without running anything."""

import datetime as dt
import io
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committees.models import Body, Matter, MatterStep, Project, Seat
from daulmadang.models import Duty, Member, Panel
from roundtables.models import Proposal, Team
from tests import making
from tests.admin.forms import admin_url
from tests.admin.rows import everything
from tests.admin.sheets import CSV, SEATS, XLSX, export, preview, table
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db
SHEETS = [Team, Proposal, Seat, Project, Matter, MatterStep, Panel, Member, Duty]


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


@pytest.mark.parametrize("model", SHEETS)
@pytest.mark.parametrize("kind", [XLSX, CSV])
def test_what_is_exported_is_read_back_unchanged_and_holds_the_own_city_only(
    clerk: Client, places: Town, model: type[Model], kind: str
) -> None:
    everything(places.jeonju, places.transport)
    everything(places.yeongdeungpo, places.governance)
    data = export(clerk, model, kind)
    rows = preview(clerk, model, data, kind).context["result"].rows
    assert {row.import_type for row in rows} == {"skip"}
    everything(places.jeonju, places.transport)
    if kind == CSV:
        assert len(table(export(clerk, model, kind))) == 1 + 2 * len(rows)


def test_csv_opens_in_korean_excel(clerk: Client, body: Body) -> None:
    data = export(clerk, Seat)
    assert data.startswith("\ufeff".encode())
    assert table(data)[0] == SEATS


@pytest.mark.parametrize(("kind", "ending"), [(XLSX, "xlsx"), (CSV, "csv")])
def test_the_file_has_a_name_that_clerks_know_and_the_day_in_korea(
    clerk: Client, body: Body, kind: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_midnight = dt.datetime(2026, 11, 20, 15, 33, tzinfo=dt.UTC)  # 00:33 on the 21st
    monkeypatch.setattr("django.utils.timezone.now", lambda: after_midnight)
    response = clerk.post(admin_url(Panel, "export"), {"format": kind, "resource": "0"})
    name = quote(f"다울마당-2026-11-21.{ending}")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


@pytest.mark.parametrize("kind", [XLSX, CSV])
def test_what_nobody_sees_stops_no_export(clerk: Client, places: Town, kind: str) -> None:
    panel = making.panel(places.jeonju)
    Panel.objects.filter(pk=panel.pk).update(purpose="보이지\x0b않는 글자")
    data = export(clerk, Panel, kind)
    rows = table(data) if kind == CSV else [*openpyxl.load_workbook(io.BytesIO(data)).active.values]
    assert "보이지않는 글자" in str(rows)


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


@pytest.mark.parametrize("model", SHEETS)
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
