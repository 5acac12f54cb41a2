"""The attendance-fee sheet: who is on it, and who attends without a fee."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from committees.minutes.writing.fee_sheet import NOBODY
from committees.models import Meeting, Tenure
from daulmadang.models import Member
from tests import making
from tests.admin.forms import admin_url, send
from tests.committees.meetings import calling
from tests.personas import Town, browser, town


@pytest.fixture
def places(db: None) -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


def url(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/fees.xlsx"


def cells(answer: Any) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]


def paid_in(answer: Any) -> list[list[Any]]:
    """Seat, name, affiliation and fee of each line."""
    return [row[1:5] for row in cells(answer) if isinstance(row[0], int)]


def test_the_fee_sheet_pays_who_was_present_by_name(places: Town, clerk: Client) -> None:
    body = calling.body(places.yeongdeungpo, attendance_fee=70000)
    meeting = calling.meeting(body, in_days=0)
    calling.attended(meeting, "present", "delegated", "present")
    making.saved(
        Tenure(seat=body.seats.get(order=1), name="지난이", starts_on="2010-01-01",
               ends_on="2014-12-31")
    )  # fmt: skip
    answer = clerk.get(url(meeting))
    assert paid_in(answer) == [
        ["도시숲분과장", "위원1", None, 70000],
        ["지역협치팀장", "위원3", None, 70000],
    ]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    for name in ("approver", "jeonju_clerk"):
        outsider = browser(name, places)
        assert outsider.get(url(meeting)).status_code == 404


def test_a_seat_that_the_clerk_exempts_is_paid_nothing(places: Town, clerk: Client) -> None:
    meeting = calling.meeting(calling.body(places.yeongdeungpo, attendance_fee=70000), in_days=0)
    calling.attended(meeting, "present", "present", "present")
    for seat in meeting.body.seats.order_by("order")[1:]:
        assert send(clerk, admin_url(seat), no_fee="on").status_code == 302
    assert [row[0] for row in paid_in(clerk.get(url(meeting)))] == ["도시숲분과장"]
    meeting.body.seats.update(no_fee=True)
    assert cells(clerk.get(url(meeting)))[-1][0] == NOBODY


def test_an_officer_on_a_panel_attends_on_duty(places: Town) -> None:
    panel = making.panel(places.jeonju, attendance_fee=50000)
    kinds = ("citizen", "officer", "expert", "officer")
    members = [making.member(panel, f"가나{n}", kind=kind) for n, kind in enumerate(kinds)]
    meeting = calling.meeting(panel, in_days=0)
    calling.attended(meeting, *["present"] * len(members))
    clerk = browser("jeonju_clerk", places)
    assert [row[1] for row in paid_in(clerk.get(url(meeting)))] == ["가나0", "가나2"]


def test_it_asks_as_much_for_many_members_as_for_few(places: Town) -> None:
    panel = making.panel(places.jeonju)
    clerk = browser("jeonju_clerk", places)

    def asked(number: int) -> int:
        while Member.objects.filter(seat__body=panel).count() < number:
            making.member(panel, f"가나{Member.objects.count()}")
        meeting = calling.meeting(panel, number, in_days=0)
        calling.attended(meeting, *["present"] * number)
        with CaptureQueriesContext(connection) as queries:
            assert len(paid_in(clerk.get(url(meeting)))) == number
        return len(queries)

    asked(1)
    assert asked(2) == asked(6)
