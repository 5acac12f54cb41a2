"""A point in dispute stays with the row and the statements it was recorded for."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record import services
from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, ProgrammePoint, Statement
from civicforum.record.subjects import point_of
from roundtables.models import FigureGroup, Roundtable
from tests import making
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


@pytest.fixture
def table(places: Town) -> Roundtable:
    row: Roundtable = making.roundtable(places.jeonju)
    row.attendance, row.slogan = 122, "처음"
    return making.saved(row)


def disputed(entry: Any, subject: str, *values: str, **fields: Any) -> Discrepancy:
    row: Discrepancy = making.saved(
        Discrepancy(
            city=entry.city, entry=entry, subject=subject, title=f"{subject} 다름", **fields
        )
    )
    for order, value in enumerate(values, start=1):
        making.saved(Statement(discrepancy=row, order=order, value=value, shown=order == 1))
    return row


@pytest.fixture
def decided(table: Roundtable) -> Discrepancy:
    """The city stands by 200, which the table says."""
    row = disputed(table, "attendance", "122", "200")
    services.decide(row, row.statements.get(order=2), reason="표가 맞음")
    row.refresh_from_db()
    return row


def test_a_sitting_in_dispute_keeps_its_number(clerk: Client, table: Roundtable) -> None:
    one = table.sessions.get(number=1)
    one.venue = "시청"
    making.saved(one)
    point = disputed(table, "session-1/venue", "시청", "전주대")
    swap = {"sessions-0-number": 2, "sessions-1-number": 1}
    response = send(clerk, admin_url(table), **swap)
    assert "그 대상을 먼저" in errors(response)
    assert send(clerk, admin_url(one), number=9).status_code == 200
    found = point_of(point)
    assert found
    assert found.row == one
    assert send(clerk, admin_url(one), venue="시청", label="낮").status_code == 302


@pytest.mark.parametrize("field", ["order", "delete"])
def test_a_point_of_a_programme_in_dispute_stays(clerk: Client, places: Town, field: str) -> None:
    programme = making.programme(places.jeonju)
    rows = [
        making.saved(ProgrammePoint(programme=programme, kind="aim", order=n, text=text))
        for n, text in enumerate("가나", start=1)
    ]
    disputed(programme, "points/1/text", "가", "다")
    if field == "order":
        swap = {"points-0-order": 2, "points-1-order": 1}
        response = send(clerk, admin_url(programme), **swap)
    else:
        response = send(clerk, admin_url(programme), **{"points-0-DELETE": "on"})
    assert "points/1/text" in errors(response)
    rows[0].refresh_from_db()
    assert rows[0].order == 1


def test_what_has_a_code_keeps_it_and_is_not_deleted(table: Roundtable) -> None:
    group = FigureGroup.objects.get()
    disputed(table, "figures/opinions/title", "의견", "시민 의견")
    with pytest.raises(RecordError, match="figures/opinions/title"):
        services.delete_row(group)
    group.code = "views"
    with pytest.raises(RecordError, match="figures/opinions/title"):
        services.save_row(group)


CONTRADICTING: list[tuple[str, dict[str, Any]]] = [
    ("shown", {"value": "999"}),
    ("other", {"value": "300"}),
    ("shown", {}),
    ("other", {}),
    ("point", {"subject": "slogan"}),
    ("point", {"words_only": "on"}),
    ("point", {"statements-1-value": "999"}),
    ("point", {"statements-0-DELETE": "on"}),
]


@pytest.mark.parametrize(("what", "changes"), CONTRADICTING)
def test_a_decided_point_is_not_contradicted(
    clerk: Client, decided: Discrepancy, what: str, changes: dict[str, Any]
) -> None:
    rows = {
        "point": decided,
        "shown": decided.statements.get(shown=True),
        "other": decided.statements.get(shown=False),
    }
    before = told(decided)
    if changes:
        response = send(clerk, admin_url(rows[what]), **changes)
        assert "결정을 먼저 취소" in errors(response)
    else:
        response = clerk.post(admin_url(rows[what], "delete"), {"post": "yes"}, follow=True)
        assert "결정을 먼저 취소" in response.content.decode()
    assert told(decided) == before


def told(row: Discrepancy) -> Any:
    row.refresh_from_db()
    statements = [*row.statements.values_list("value", "shown")]
    return row.decided, row.subject, row.words_only, statements


def test_what_contradicts_no_decision_may_change(clerk: Client, decided: Discrepancy) -> None:
    assert send(clerk, admin_url(decided), title="새 이름", note="메모").status_code == 302
    shown = decided.statements.get(shown=True)
    assert send(clerk, admin_url(shown), basis="달력").status_code == 302
    making.saved(Statement(discrepancy=decided, order=3, value="190"))
    with pytest.raises(RecordError, match="결정을 먼저 취소"):
        services.save_row(Statement(discrepancy=decided, order=4, value="190", shown=True))


def test_a_decision_taken_back_opens_the_point(clerk: Client, decided: Discrepancy) -> None:
    first = decided.statements.get(order=1)
    back = send(clerk, admin_url(decided), stands=first.pk, is_decided="", reason="다시")
    assert back.status_code == 302
    other = decided.statements.get(order=2)
    assert send(clerk, admin_url(other), value="201").status_code == 302
    assert clerk.post(admin_url(other, "delete"), {"post": "yes"}).status_code == 302
    assert told(decided)[3] == [("122", True)]


def test_a_statement_stays_with_its_point(
    clerk: Client, table: Roundtable, decided: Discrepancy
) -> None:
    point = disputed(table, "slogan", "처음", "나중")
    moved = point.statements.get(shown=True)
    response = send(clerk, admin_url(moved), discrepancy=decided.pk, order=9)
    assert response.status_code == 200
    assert told(point)[3] == [("처음", True), ("나중", False)]
    assert told(decided)[3] == [("122", False), ("200", True)]


def test_an_open_point_always_shows_one_statement(clerk: Client, table: Roundtable) -> None:
    point = disputed(table, "attendance", "122", "200")
    shown = point.statements.get(shown=True)
    response = clerk.post(admin_url(shown, "delete"), {"post": "yes"}, follow=True)
    assert "보여 줄 값을 고르십시오" in response.content.decode()
    response = send(clerk, admin_url(point), **{"statements-0-DELETE": "on"})
    assert "보여 줄 값을 고르십시오" in errors(response)
    assert told(point)[3] == [("122", True), ("200", False)]
    other = point.statements.get(shown=False)
    both = {"statements-0-DELETE": "on", "stands": other.pk}
    table.attendance = 200
    making.saved(table)
    assert send(clerk, admin_url(point), **both).status_code == 302
    assert told(point)[3] == [("200", True)]


def test_a_point_is_recorded_with_the_value_that_is_shown(clerk: Client, table: Roundtable) -> None:
    sent = as_sent(clerk, admin_url(Discrepancy, "add"))
    sent |= {"entry": table.pk, "subject": "attendance", "title": "인원"}
    sent |= {"statements-TOTAL_FORMS": 1, "statements-0-order": 1, "statements-0-value": "122"}
    response = clerk.post(admin_url(Discrepancy, "add"), sent)
    assert "보여 줄 값을 고르십시오" in errors(response)
    assert not Discrepancy.objects.exists()
    response = clerk.post(admin_url(Discrepancy, "add"), sent | {"statements-0-shown": "on"})
    assert response.status_code == 302


def test_the_form_says_which_value_the_subject_names(clerk: Client, table: Roundtable) -> None:
    one = table.sessions.get(number=1)
    one.venue = "시청"
    making.saved(one)
    page = clerk.get(admin_url(disputed(table, "session-1/venue", "시청", "강당"))).content.decode()
    assert f"“{one}”의 “장소”, 지금 값 “시청”" in page
    page = clerk.get(admin_url(disputed(table, "somewhere/else", "가", "나"))).content.decode()
    assert "하나의 칸을 가리키지 않습니다" in page
