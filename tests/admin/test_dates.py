"""Dates and years that no record can speak of, and terms that end before they begin."""

import datetime as dt

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from committees.models import Meeting, SharingEvent
from daulmadang.models import Duty, Member, Panel
from roundtables.models import Session
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.admin.rows import Rows, everything
from tests.admin.sheets import DUTIES, as_csv, load, preview, said
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

TO_COME = "아직 오지 않은 날짜입니다. 완료일은 오늘이나 그 이전으로 적어 주십시오."
YEARS = "연도는 1900년부터 2199년까지만 쓸 수 있습니다."
MEMBERS = ["다울마당", "이름", "구분", "위촉일", "임기 만료", "해촉일", "해촉 사유"]
STRANGE = ["0000", "0000-01", "0001", "1899-12-31", "2200", "9999", "9999-12"]


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


@pytest.mark.parametrize(
    ("model", "field"), [(Duty, "due"), (Duty, "done"), (Panel, "as_of"), (Panel, "founded")]
)
def test_a_date_in_a_strange_year_is_refused_and_kept_in_the_form(
    clerk: Client, rows: Rows, model: type[Model], field: str
) -> None:
    for date in STRANGE:
        response = send(clerk, admin_url(rows[model]), **{field: date})
        assert YEARS in errors(response)
        assert f'value="{date}"' in response.content.decode()


@pytest.mark.parametrize("date", STRANGE)
def test_a_sheet_says_so_too(clerk: Client, date: str) -> None:
    is_to_come = date > timezone.localdate().isoformat()
    for due, done, wanted in (
        (date, "", YEARS),
        ("2022-05", date, TO_COME if is_to_come else YEARS),
    ):
        row = ["", "전주시", 2022, "inspection", "점검", due, done]
        assert said(preview(clerk, Duty, as_csv(DUTIES, row))) == wanted


def test_so_are_plain_days_and_years(clerk: Client, rows: Rows) -> None:
    for model, field, value in (
        (Session, "date", "1800-01-01"),
        (Meeting, "date", "9999-12-31"),
        (SharingEvent, "date", "0001-01-01"),
        (Duty, "year", "3018"),
    ):
        assert YEARS in errors(send(clerk, admin_url(rows[model]), **{field: value}))


def test_a_date_that_is_none_is_told_apart(clerk: Client, rows: Rows) -> None:
    for date in ("2018-13", "2018-02-30", "2018.08", "봄"):
        response = send(clerk, admin_url(rows[Duty]), due=date)
        assert "2018, 2018-08" in errors(response)


def test_what_was_stored_before_the_rule_still_shows(clerk: Client, places: Town) -> None:
    panel = making.panel(places.jeonju)
    Panel.objects.update(as_of="0000")
    assert clerk.get(panel.get_absolute_url()).status_code == 200
    assert clerk.get(admin_url(panel)).status_code == 200


TERM = "임기 만료는 위촉일보다 앞설 수 없습니다."


def test_a_term_does_not_end_before_it_begins(clerk: Client, rows: Rows) -> None:
    for appointed, ends in (
        ("2026-12-01", "2026-01-01"),
        ("2026-12", "2025"),
        ("2026", "2025-12"),
    ):
        row = [rows[Panel].title, "김위원", "시민", appointed, ends, ""]
        assert TERM in said(preview(clerk, Member, as_csv(MEMBERS, row)))
    response = send(clerk, admin_url(rows[Member]), starts_on="2021-01-01", term_ends="2020-01-01")
    assert TERM in errors(response)


def test_a_month_begins_a_term_on_its_first_day_and_ends_it_on_its_last(
    clerk: Client, rows: Rows
) -> None:
    for n, (end, day) in enumerate((("2026", "12-31"), ("2026-12", "12-31"), ("2026-12-05",) * 2)):
        row = [rows[Panel].title, f"위원{n}", "시민", "2026-12", end, end, "사임"]
        load(clerk, Member, as_csv(MEMBERS, row))
        last = dt.date.fromisoformat(day if len(day) == 10 else f"2026-{day}")
        member = Member.objects.get(name=f"위원{n}")
        assert (member.starts_on, member.term_ends) == (dt.date(2026, 12, 1), last)
        assert member.ends_on == last
