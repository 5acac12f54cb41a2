"""What a footnote says is shown is what the page shows, and it does not vanish."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record.models import Discrepancy, Statement
from daulmadang.models import Panel
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.admin.sheets import as_csv, export, preview, said, table
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


@pytest.fixture
def point(places: Town) -> Discrepancy:
    """The page says 122, another source 200."""
    row = making.roundtable(places.jeonju)
    row.attendance = 122
    return disputed(making.saved(row), "attendance", "122", "200")


def disputed(entry: Any, subject: str, *values: str, **fields: Any) -> Discrepancy:
    title = f"{subject} 다름"
    row: Discrepancy = making.saved(
        Discrepancy(city=entry.city, entry=entry, subject=subject, title=title, **fields)
    )
    for order, value in enumerate(values, start=1):
        making.saved(Statement(discrepancy=row, order=order, value=value, shown=order == 1))
    return row


def attendance() -> int | None:
    return Roundtable.objects.get().attendance


@pytest.mark.parametrize("value", ["150", "200", ""])
def test_a_row_says_what_the_footnote_on_it_says(
    clerk: Client, point: Discrepancy, value: str
) -> None:
    response = send(clerk, admin_url(Roundtable.objects.get()), attendance=value, slogan="새 구호")
    assert "“attendance 다름”에서 고르십시오" in errors(response)
    assert response.context["adminform"].form["slogan"].value() == "새 구호"
    assert attendance() == 122


def test_about_is_part_of_what_is_said(clerk: Client, point: Discrepancy) -> None:
    response = send(clerk, admin_url(Roundtable.objects.get()), attendance_is_about="on")
    assert "“122”" in errors(response)


def test_what_the_refusal_says_to_do_works(clerk: Client, point: Discrepancy) -> None:
    sent: dict[str, Any] = {"statements-TOTAL_FORMS": 3, "statements-2-order": 3}
    sent |= {"statements-2-value": "150", "statements-2-discrepancy": point.pk}
    assert send(clerk, admin_url(point), **sent).status_code == 302
    chosen = point.statements.get(value="150")
    assert send(clerk, admin_url(point), stands=chosen.pk).status_code == 302
    assert attendance() == 150


def test_other_fields_of_the_row_are_free(clerk: Client, point: Discrepancy) -> None:
    row = Roundtable.objects.get()
    assert send(clerk, admin_url(row), slogan="새 구호").status_code == 302
    row.refresh_from_db()
    row.attendance = 90  # a file was loaded that says so
    making.saved(row)
    assert send(clerk, admin_url(row), slogan="다른 구호").status_code == 302
    assert send(clerk, admin_url(row), attendance="91").status_code == 200
    assert send(clerk, admin_url(row), attendance="122").status_code == 302


def test_rows_and_words_of_an_entry_are_kept_to_it(clerk: Client, places: Town) -> None:
    row = making.roundtable(places.jeonju)
    sitting = row.sessions.get(number=1)
    sitting.venue, row.slogan = "시청 대강당", "우리가 공유향마당"
    making.saved(sitting)
    making.saved(row)
    disputed(row, "session-1/venue", "시청 대강당", "전주대")
    disputed(row, "slogan", "공유향마당", "공유한마당", words_only=True)
    refused = send(clerk, admin_url(row), **{"sessions-0-venue": "강당"})
    assert "“시청 대강당”" in errors(refused)
    assert "“시청 대강당”" in errors(send(clerk, admin_url(sitting), venue="전주대"))
    assert "“공유향마당”" in errors(send(clerk, admin_url(row), slogan="우리가 공유한마당"))
    assert send(clerk, admin_url(row), slogan="다시 공유향마당").status_code == 302
    disputed(row, "session-3/venue", "어느 방", "다른 방")  # a sitting that is not there yet
    new = {"number": 3, "venue": "강당", "date": "2021-06-09", "mode": sitting.mode}
    sent = {f"sessions-2-{name}": value for name, value in new.items()}
    refused = send(clerk, admin_url(row), **{"sessions-TOTAL_FORMS": 3}, **sent)
    assert "“어느 방”" in errors(refused)


def test_a_sheet_and_an_old_version_are_kept_to_it(clerk: Client, places: Town) -> None:
    panel = making.panel(places.jeonju)
    panel.size = 12
    making.saved(panel)
    disputed(panel, "size", "12", "13")
    head, *rows = table(export(clerk, Panel))
    sheet = as_csv(head, *([{"12": "14"}.get(cell, cell) for cell in row] for row in rows))
    assert "“12”" in said(preview(clerk, Panel, sheet))
    before = panel.history.last()
    assert before
    assert before.size == 11
    clerk.post(f"{admin_url(panel, 'history')}{before.pk}/")
    panel.refresh_from_db()
    assert panel.size == 12


@pytest.mark.parametrize("what", ["statement", "inline", "subject", "version"])
def test_a_point_is_kept_to_what_its_row_says(clerk: Client, point: Discrepancy, what: str) -> None:
    shown = point.statements.get(shown=True)
    if what == "statement":
        response = send(clerk, admin_url(shown), value="130")
    elif what == "inline":
        response = send(clerk, admin_url(point), **{"statements-0-value": "130"})
    elif what == "subject":
        response = send(clerk, admin_url(point), subject="slogan")
    else:
        Discrepancy.history.update(subject="slogan")
        oldest = point.history.last()
        assert oldest
        clerk.post(f"{admin_url(point, 'history')}{oldest.pk}/")
    if what != "version":
        assert "진술을 더해 고르거나" in errors(response)
    point.refresh_from_db()
    shown.refresh_from_db()
    assert (point.subject, shown.value) == ("attendance", "122")


def test_a_point_of_a_public_page_stays_on_it(
    clerk: Client, point: Discrepancy, places: Town
) -> None:
    assert 'class="deletelink"' not in clerk.get(admin_url(point)).content.decode()
    for url, sent in (
        (admin_url(point, "delete"), {"post": "yes"}),
        (
            admin_url(Discrepancy, "changelist"),
            {"action": "delete_selected", "_selected_action": point.pk, "post": "yes"},
        ),
    ):
        said = clerk.post(url, sent, follow=True).content.decode()
        assert "공개된 적이 있는 쪽" in said
    other = making.roundtable(places.jeonju, 2)
    assert "공개된 적이 있는 쪽" in errors(send(clerk, admin_url(point), entry=other.pk))
    point.refresh_from_db()
    assert point.entry.title == "원탁회의 1"


def test_a_point_of_a_draft_may_go(clerk: Client, places: Town) -> None:
    draft = making.saved(Panel(**_panel(places)))
    row = disputed(draft, "size", "12", "13")
    assert 'class="deletelink"' in clerk.get(admin_url(row)).content.decode()
    assert clerk.post(admin_url(row, "delete"), {"post": "yes"}).status_code == 302
    assert not Discrepancy.objects.exists()


def _panel(places: Town) -> dict[str, Any]:
    made = making.panel(places.jeonju)
    names = ("city", "form", "field", "department", "purpose")
    return {name: getattr(made, name) for name in names} | {
        "slug": "draft", "title": "초안", "size": 12,
    }  # fmt: skip


def test_the_history_of_a_point_says_what_was_chosen(clerk: Client, point: Discrepancy) -> None:
    first, other = point.statements.order_by("order")
    send(clerk, admin_url(point), stands=other.pk)
    page = clerk.get(admin_url(point, "history")).content.decode()
    assert "보여 주는 값: “200” (전에는 “122”)" in page
    send(clerk, admin_url(point), stands=first.pk, is_decided="on", reason="표가 틀림")
    page = clerk.get(admin_url(point, "history")).content.decode()
    assert "보여 주는 값: “122” (전에는 “200”). 표가 틀림" in page
