"""A clerk decides in the admin where sources differ."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record import version
from civicforum.record.models import Discrepancy, Statement
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def point(places: Town) -> Discrepancy:
    """The table says 200, the section 122, which the page shows."""
    table = making.roundtable(places.jeonju, parts=0)
    table.attendance = 122
    making.saved(table)
    return disputed(table)


def disputed(table: Roundtable) -> Discrepancy:
    row: Discrepancy = making.saved(
        Discrepancy(city=table.city, entry=table, subject="attendance", title="인원이 다름")
    )
    for order, (value, at) in enumerate([("122", "개요"), ("200", "표")], start=1):
        making.saved(
            Statement(discrepancy=row, order=order, value=value, locator=at, shown=order == 1)
        )
    return row


def decide(client: Client, row: Discrepancy, value: str, reason: str = "표가 맞음") -> Any:
    chosen = row.statements.get(value=value)
    return send(client, admin_url(row), stands=chosen.pk, is_decided="on", reason=reason)


def attendance() -> int | None:
    return Roundtable.objects.get().attendance


def test_the_form_offers_every_statement_with_its_place(places: Town, point: Discrepancy) -> None:
    page = browser("jeonju_clerk", places).get(admin_url(point)).content.decode()
    assert "122 — 개요" in page
    assert "200 — 표" in page


def test_deciding_changes_the_page_its_footnote_and_the_history(
    places: Town, point: Discrepancy, client: Client
) -> None:
    clerk = browser("jeonju_clerk", places)
    assert decide(clerk, point, "200").status_code == 302
    version.renew()
    page = client.get("/roundtables/jeonju/round-1/").content.decode()
    assert "200명" in page
    assert "122명" not in page
    assert "표가 맞음" in page
    history = clerk.get(admin_url(Roundtable.objects.get(), "history")).content.decode()
    assert "표가 맞음" in history
    assert "jeonju_clerk" in history
    assert "표가 맞음" in clerk.get(admin_url(point, "history")).content.decode()


def test_taking_a_decision_back(places: Town, point: Discrepancy) -> None:
    clerk = browser("jeonju_clerk", places)
    decide(clerk, point, "200")
    first = point.statements.get(value="122")
    sent = send(clerk, admin_url(point), stands=first.pk, is_decided="", reason="다시 확인")
    assert sent.status_code == 302
    point.refresh_from_db()
    assert (point.decided, point.decision, attendance()) == (False, "", 122)


def test_what_does_not_fit_is_said_and_nothing_is_lost(places: Town, point: Discrepancy) -> None:
    clerk = browser("jeonju_clerk", places)
    making.saved(Statement(discrepancy=point, order=3, value="이백 명"))
    response = decide(clerk, point, "이백 명", reason="어렵게 찾은 까닭")
    assert response.status_code == 200
    assert "“이백 명”" in errors(response)
    page = response.content.decode()
    assert "어렵게 찾은 까닭" in page
    assert response.context["adminform"].form["stands"].value() == str(
        point.statements.get(value="이백 명").pk
    )
    point.refresh_from_db()
    assert (point.decided, attendance()) == (False, 122)


def test_a_decision_needs_a_reason_and_a_reason_a_decision(
    places: Town, point: Discrepancy
) -> None:
    clerk = browser("jeonju_clerk", places)
    assert decide(clerk, point, "200", reason="").context["errors"]
    assert send(clerk, admin_url(point), reason="까닭만").context["errors"]
    assert attendance() == 122


def test_saving_without_deciding_decides_nothing(places: Town, point: Discrepancy) -> None:
    clerk = browser("jeonju_clerk", places)
    assert send(clerk, admin_url(point), note="메모").status_code == 302
    point.refresh_from_db()
    assert (point.note, point.decided, attendance()) == ("메모", False, 122)


def test_a_statement_written_in_its_own_form_does_not_change_what_is_shown(
    places: Town, point: Discrepancy
) -> None:
    clerk, second = browser("jeonju_clerk", places), point.statements.get(value="200")
    assert send(clerk, admin_url(second), shown="on", basis="엑셀").status_code == 302
    assert point.statements.get(shown=True).value == "122"


def test_where_approval_is_wanted_the_approver_decides() -> None:
    places = town(needs_approval=True)
    table = making.roundtable(places.jeonju, parts=0)
    table.attendance = 122
    making.saved(table)
    point = disputed(table)
    refused = decide(browser("jeonju_clerk", places), point, "200")
    assert refused.status_code == 200
    assert "“원탁회의 1”" in errors(refused)
    assert attendance() == 122
    assert decide(browser("approver", places), point, "200").status_code == 302
    assert attendance() == 200


def test_what_the_city_decided_is_not_contradicted_in_the_row(
    places: Town, point: Discrepancy
) -> None:
    clerk, table = browser("jeonju_clerk", places), Roundtable.objects.get()
    oldest = table.history.last()
    assert oldest
    decide(clerk, point, "200")
    typed = send(clerk, admin_url(table), attendance="150")
    assert "“200”" in errors(typed)
    assert attendance() == 200
    clerk.post(f"{admin_url(table, 'history')}{oldest.pk}/")
    assert attendance() == 200
    assert send(clerk, admin_url(table), slogan="다른 구호").status_code == 302
    stands = point.statements.get(value="200").pk
    undecided = send(clerk, admin_url(point), stands=stands, is_decided="", reason="")
    assert undecided.status_code == 302
    assert "“200”" in errors(send(clerk, admin_url(table), attendance="150"))
    assert attendance() == 200


def test_an_old_version_does_not_pass_over_a_decision(places: Town, point: Discrepancy) -> None:
    clerk = browser("jeonju_clerk", places)
    oldest = point.history.last()
    assert oldest
    decide(clerk, point, "200")
    url = f"{admin_url(point, 'history')}{oldest.pk}/"
    page = clerk.get(url).content.decode()
    assert "표가 맞음" in page  # the comparison shows the decision
    told = clerk.post(url, follow=True).content.decode()
    assert "되돌렸습니다" not in told
    point.refresh_from_db()
    assert (point.decided, attendance()) == (True, 200)
