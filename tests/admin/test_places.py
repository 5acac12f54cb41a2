"""Clerks reorder rows all the time: rows trade places in one save, and no two share one."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.test import Client

from civicforum.people.places import trading_places
from civicforum.record.models import Discrepancy, Programme, ProgrammePoint, Statement
from committees.models import (
    AgendaItem,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    Seat,
    SharingEvent,
    Speech,
)
from daulmadang.models import Outcome, Panel
from roundtables.models import (
    Award,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Team,
)
from tests import making
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.admin.rows import Rows, everything
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

#: The rows that stand in an order on a page: whose page, which rows, by which field.
ORDERED: list[tuple[type[Any], type[Any], str]] = [
    (Programme, ProgrammePoint, "order"),
    (Discrepancy, Statement, "order"),
    (Roundtable, Session, "number"),
    (Roundtable, Award, "order"),
    (Session, Team, "number"),
    (Team, Proposal, "order"),
    (Proposal, ProposalLine, "order"),
    (Body, Seat, "order"),
    (Meeting, AgendaItem, "number"),
    (Meeting, Speech, "order"),
    (Plan, PlanStep, "order"),
    (Plan, Project, "number"),
    (Project, ProjectStep, "order"),
    (Matter, MatterStep, "order"),
    (SharingEvent, ProgrammeItem, "order"),
    (SharingEvent, Presentation, "order"),
    (Panel, Seat, "order"),
    (Panel, Outcome, "order"),
]
#: Rows with a number of their own that no rule keeps apart.
FREE = {"FigureGroup", "Figure"}


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def rows(places: Town) -> Rows:
    return everything(places.jeonju, places.transport)


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


def link_of(whole: type[Any], part: type[Any]) -> Any:
    """The field by which the part says whose it is."""
    return next(f for f in part._meta.fields if f.related_model is whole or (
        whole is Panel and f.related_model is Body and f.name == "body"))  # fmt: skip


def prefix_of(whole: type[Any], part: type[Any]) -> str:
    return str(link_of(whole, part).remote_field.get_accessor_name())


def two_of(rows: Rows, whole: type[Any], part: type[Any], field: str) -> tuple[Any, Any]:
    """The row of the part's kind and another one after it, of the same whole."""
    first = rows[part]
    if whole is Panel and part is Seat:
        first = Seat.objects.get(body=rows[Panel])  # the one that its member holds
    second = part.objects.get(pk=first.pk)
    second.pk = second.id = None
    second._state.adding = True
    if hasattr(second, "address"):
        second.entry_ptr_id, second.address = None, ""
    if hasattr(second, "slug"):
        second.slug = f"{second.slug}-b"
    setattr(second, field, getattr(first, field) + 1)
    return first, making.saved(second)


@pytest.mark.parametrize(
    ("whole", "part", "field"), ORDERED, ids=lambda v: getattr(v, "__name__", v)
)
def test_two_rows_trade_places_in_one_save(
    clerk: Client, rows: Rows, whole: type[Any], part: type[Any], field: str
) -> None:
    first, second = two_of(rows, whole, part, field)
    before = [getattr(row, field) for row in (first, second)]
    prefix = prefix_of(whole, part)
    url = admin_url(rows[whole])
    response = send(
        clerk, url, **{f"{prefix}-0-{field}": before[1], f"{prefix}-1-{field}": before[0]}
    )
    assert response.status_code == 302, errors(response)
    after = [getattr(part.objects.get(pk=row.pk), field) for row in (first, second)]
    assert after == before[::-1]
    if hasattr(first, "compose_address"):
        for row in part.objects.filter(pk__in=[first.pk, second.pk]):
            assert row.address == row.compose_address()


def test_every_ordered_inline_is_in_the_table() -> None:
    found = {
        (model, inline.model, name)
        for model, model_admin in admin.site._registry.items()
        for inline in model_admin.inlines
        for name in ("order", "number")
        if name in (inline.fields or ()) and inline.model.__name__ not in FREE
    }
    assert found == set(ORDERED)


def test_two_rows_in_one_place_are_refused_with_all_that_was_typed(
    clerk: Client, rows: Rows
) -> None:
    two_of(rows, Body, Seat, "order")
    response = send(clerk, admin_url(rows[Body]), **{"seats-1-order": 1, "seats-1-role": "새 직책"})
    assert response.status_code == 200
    assert "순서" in str(response.context["inline_admin_formsets"][0].formset.non_form_errors())
    assert "새 직책" in response.content.decode()
    assert [*rows[Body].seats.values_list("order", "role")] == [(1, "분과장"), (2, "분과장")]


def test_a_place_that_a_row_off_the_page_holds_is_refused_by_name(
    clerk: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a row is stored by somebody else between the look at the page and the save."""
    seat = rows[Seat]
    sent = as_sent(clerk, admin_url(rows[Body])) | {"seats-0-order": 2, "seats-0-role": "새 직책"}
    monkeypatch.setattr(
        "civicforum.people.admin_meanwhile.Page.versions", lambda page: sent["_opened_at"]
    )
    making.saved(Seat(body=rows[Body], order=2, role="부분과장"))
    response = clerk.post(admin_url(rows[Body]), sent)
    assert response.status_code == 200
    assert "새 직책" in errors(response)
    seat.refresh_from_db()
    assert (seat.order, seat.role) == (1, "분과장")


def test_a_line_follows_the_line_above_it_to_another_place(clerk: Client, rows: Rows) -> None:
    proposal, first = rows[Proposal], rows[ProposalLine]
    for order, parent in ((5, None), (6, 5)):
        above = ProposalLine.objects.filter(proposal=proposal, order=parent).first()
        making.saved(ProposalLine(proposal=proposal, order=order, parent=above, text=f"{order}"))
    changes = {"lines-0-order": 9, "lines-1-order": 1, "lines-2-order": 2}
    response = send(clerk, admin_url(proposal), **changes)
    assert response.status_code == 302, errors(response)
    assert [*ProposalLine.objects.values_list("text", flat=True)] == ["5", "6", first.text]


def test_outside_of_a_trade_the_database_keeps_places_apart(rows: Rows) -> None:
    first, second = two_of(rows, Body, Seat, "order")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=first.pk).update(order=second.order)
    first.order = 8  # what is looked at; the database has the last word
    with pytest.raises(IntegrityError), trading_places([first]):
        Seat.objects.filter(pk=first.pk).update(order=second.order)
