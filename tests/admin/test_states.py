"""An entry's way to the public in the admin, with and without approval (결재)."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record.models import Entry, StateChange
from civicforum.record.states import EntryState
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.personas import browser, town

pytestmark = pytest.mark.django_db


def buttons(client: Client, row: Any) -> set[str]:
    return {move["to"] for move in client.get(admin_url(row)).context["moves"]}


def move(client: Client, to: str, *rows: Any, reason: str = "") -> Any:
    ids = ",".join(str(row.pk) for row in rows)
    url = f"/admin/roundtables/roundtable/move/{to}/?ids={ids}"
    return client.post(url, {"reason": reason, "asked": "yes"}, follow=True)


def state(row: Any) -> str:
    return str(Entry.objects.get(pk=row.pk).state)


def draft(city: Any, number: int = 1) -> Roundtable:
    row: Roundtable = making.saved(
        Roundtable(city=city, number=number, slug=f"r-{number}", title=f"원탁회의 {number}")
    )
    return row


def test_where_no_approval_is_wanted_the_clerk_publishes() -> None:
    places = town()
    row, clerk = draft(places.jeonju), browser("jeonju_clerk", places)
    assert buttons(clerk, row) == {EntryState.PUBLISHED}
    move(clerk, "published", row)
    assert state(row) == EntryState.PUBLISHED
    assert buttons(clerk, row) == {EntryState.WITHDRAWN}
    assert send(clerk, admin_url(row), slogan="함께").status_code == 302


def test_where_approval_is_wanted_the_clerk_submits_and_the_approver_publishes() -> None:
    places = town(needs_approval=True)
    row = draft(places.jeonju)
    clerk, approver = browser("jeonju_clerk", places), browser("approver", places)
    assert buttons(clerk, row) == {EntryState.SUBMITTED}
    assert buttons(approver, row) == set()
    move(clerk, "published", row)
    assert state(row) == EntryState.DRAFT
    move(clerk, "submitted", row)
    assert buttons(clerk, row) == {EntryState.DRAFT}
    move(clerk, "published", row)
    assert state(row) == EntryState.SUBMITTED
    assert buttons(approver, row) == {EntryState.PUBLISHED, EntryState.DRAFT}
    move(approver, "published", row)
    assert state(row) == EntryState.PUBLISHED
    change = StateChange.objects.first()
    assert change is not None
    assert change.actor is not None
    assert (change.new, change.actor.name) == ("published", "approver")


@pytest.mark.parametrize("to", [EntryState.SUBMITTED, EntryState.PUBLISHED])
def test_what_was_approved_or_waits_for_it_is_brought_back_before_it_is_changed(to: str) -> None:
    places = town(needs_approval=True)
    row, clerk = draft(places.jeonju), browser("jeonju_clerk", places)
    Entry.objects.filter(pk=row.pk).update(state=to)
    response = send(clerk, admin_url(row), slogan="몰래")
    assert response.status_code == 200
    assert f"“{row}”" in errors(response)
    assert "몰래" in response.content.decode()
    session = {"number": 1, "date": "2021-06-03", "rooms": 1, "mode": "in_person"}
    refused = clerk.post("/admin/roundtables/session/add/", {**session, "roundtable": row.pk})
    assert refused.status_code == 200
    assert not row.sessions.exists()
    back = "draft" if to == EntryState.SUBMITTED else "withdrawn"
    move(clerk, back, row, reason="고칠 것이 있음")
    assert send(clerk, admin_url(row), slogan="함께").status_code == 302


def test_a_withdrawal_asks_for_the_reason_and_keeps_it() -> None:
    places = town()
    row, clerk = making.roundtable(places.jeonju, parts=0), browser("jeonju_clerk", places)
    response = move(clerk, "withdrawn", row)
    assert response.context["form"].errors
    assert state(row) == EntryState.PUBLISHED
    move(clerk, "withdrawn", row, reason="이름이 남아 있음")
    assert state(row) == EntryState.WITHDRAWN
    assert "이름이 남아 있음" in clerk.get(admin_url(row)).content.decode()


def test_many_are_moved_at_once_and_those_that_cannot_be_are_named() -> None:
    places = town()
    first, second = draft(places.jeonju), draft(places.jeonju, 2)
    public, clerk = making.roundtable(places.jeonju, 3, parts=0), browser("jeonju_clerk", places)
    chosen = {"action": "publish_rows", "_selected_action": [first.pk, second.pk, public.pk]}
    asked = clerk.post(admin_url(Roundtable, "changelist"), chosen, follow=True)
    assert {entry.pk for entry in asked.context["movable"]} == {first.pk, second.pk}
    assert asked.context["left_out"] == [public]
    move(clerk, "published", first, second, public)
    assert {state(first), state(second)} == {EntryState.PUBLISHED}


def test_a_supporter_edits_and_does_not_publish() -> None:
    places = town()
    row = making.body(places.yeongdeungpo)
    row.department = places.governance
    making.saved(row)
    Entry.objects.filter(pk=row.pk).update(state=EntryState.DRAFT)
    supporter = browser("supporter", places)
    assert buttons(supporter, row) == set()
    assert send(supporter, admin_url(row), title="새 이름").status_code == 302
    supporter.post(f"/admin/committees/body/move/published/?ids={row.pk}", {"reason": "x"})
    assert state(row) == EntryState.DRAFT


def test_nobody_moves_what_is_out_of_reach() -> None:
    places = town()
    row = draft(places.yeongdeungpo)
    assert move(browser("jeonju_clerk", places), "published", row).status_code == 404
    assert state(row) == EntryState.DRAFT
