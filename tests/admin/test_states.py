"""An entry's way to the public in the admin, with and without approval (결재)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record.admin_base import MoveForm
from civicforum.record.editions import editions
from civicforum.record.models import Entry, StateChange
from civicforum.record.states import EntryState
from roundtables.models import Roundtable, Session, Team
from tests import making
from tests.admin.forms import admin_url, errors, send
from tests.personas import browser, town

pytestmark = pytest.mark.django_db


def buttons(client: Client, row: Any) -> set[str]:
    return {move["to"] for move in client.get(admin_url(row)).context["moves"]}


def move(client: Client, to: str, *rows: Any, reason: str = "") -> Any:
    """Open the page of the move and confirm it."""
    return confirm(client, opened(client, to, *rows), reason)


def opened(client: Client, to: str, *rows: Any) -> Any:
    """The page of the move, as the list leads to it."""
    ids = ",".join(str(row.pk) for row in rows)
    return client.get(f"/admin/roundtables/roundtable/move/{to}/?ids={ids}", follow=True)


def confirm(client: Client, page: Any, reason: str = "") -> Any:
    """Send back what the page of the move holds; a page of something else stays as it is."""
    form = page.context and page.context.get("form")
    if not isinstance(form, MoveForm):
        return page
    sent = {"read": form["read"].value(), "reason": reason}
    return client.post(
        page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], sent, follow=True
    )


def read(client: Client, row: Any, to: str) -> Any:
    """The page of the move, as its button on the row's own page leads to it."""
    moves = client.get(admin_url(row)).context["moves"]
    return client.get(next(move["url"] for move in moves if move["to"] == to))


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


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


@pytest.mark.parametrize("opens", [opened, None])
def test_what_was_exchanged_since_it_was_read_is_not_published(opens: Any) -> None:
    places = town(needs_approval=True)
    row = draft(places.jeonju)
    clerk, approver = browser("jeonju_clerk", places), browser("approver", places)
    move(clerk, "submitted", row)
    page = opened(approver, "published", row) if opens else read(approver, row, "published")
    move(clerk, "draft", row)
    assert send(clerk, admin_url(row), title="바꿔치기한 제목").status_code == 302
    move(clerk, "submitted", row)
    if not opens:  # the button of a page that was opened before
        page = approver.get(f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}")
    refused = confirm(approver, page)
    assert state(row) == EntryState.SUBMITTED
    assert "다시 읽은 뒤" in said(refused)
    confirm(approver, read(approver, row, "published"))
    assert state(row) == EntryState.PUBLISHED


@pytest.mark.parametrize("deed", ["change", "part", "part of a part", "add", "delete"])
def test_what_changed_while_it_waited_is_read_again(deed: str) -> None:
    """Whom approval does not bind may change it without bringing it back."""
    places = town(needs_approval=True)
    row = draft(places.jeonju)
    session = making.saved(Session(roundtable=row, number=1, date="2021-06-03"))
    team = making.saved(Team(session=session, number=1))
    approver, root = browser("approver", places), browser("superuser", places)
    move(root, "submitted", row)
    page = read(approver, row, "published")
    if deed == "change":
        send(root, admin_url(row), slogan="다른 구호")
    elif deed == "part":
        send(root, admin_url(session), venue="다른 곳")
    elif deed == "part of a part":
        send(root, admin_url(team), label="어린이")
    elif deed == "add":
        making.saved(Session(roundtable=row, number=2, date="2021-06-04"))
    else:
        root.post(admin_url(team, "delete"), {"post": "yes"})
    assert "다시 읽은 뒤" in said(confirm(approver, page))
    assert state(row) == EntryState.SUBMITTED


def test_of_many_that_were_read_one_that_changed_stops_them_all_and_is_named() -> None:
    places = town()
    rows, clerk = (
        [draft(places.jeonju, number) for number in (1, 2)],
        browser("jeonju_clerk", places),
    )
    page = opened(clerk, "published", *rows)
    send(clerk, admin_url(rows[1]), title="새 제목")
    assert "“새 제목”" in said(confirm(clerk, page))
    assert {state(row) for row in rows} == {EntryState.DRAFT}
    assert confirm(clerk, opened(clerk, "published", *rows)).status_code == 200
    assert {state(row) for row in rows} == {EntryState.PUBLISHED}


def test_a_move_that_does_not_say_what_was_read_is_refused() -> None:
    places = town()
    row, clerk = draft(places.jeonju), browser("jeonju_clerk", places)
    clerk.post(f"/admin/roundtables/roundtable/move/published/?ids={row.pk}", {"reason": ""})
    assert state(row) == EntryState.DRAFT


def test_the_page_of_a_move_needs_as_many_queries_for_three_entries_as_for_one() -> None:
    places = town()
    rows, root = [draft(places.jeonju, n) for n in (1, 2, 3)], browser("superuser", places)

    def queries(*chosen: Roundtable) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert opened(root, "published", *chosen).status_code == 200
        return len(captured)

    queries(rows[0])
    assert queries(*rows) == queries(rows[0]) <= 30


def test_a_supporter_edits_and_does_not_publish() -> None:
    places = town()
    row = making.body(places.yeongdeungpo)
    row.department = places.governance
    making.saved(row)
    Entry.objects.filter(pk=row.pk).update(state=EntryState.DRAFT)
    supporter = browser("supporter", places)
    assert buttons(supporter, row) == set()
    assert send(supporter, admin_url(row), title="새 이름").status_code == 302
    sent = {"reason": "x", "read": editions([row])[row.pk]}
    supporter.post(f"/admin/committees/body/move/published/?ids={row.pk}", sent)
    assert state(row) == EntryState.DRAFT


def test_nobody_moves_what_is_out_of_reach() -> None:
    places = town()
    row = draft(places.yeongdeungpo)
    assert move(browser("jeonju_clerk", places), "published", row).status_code == 404
    assert state(row) == EntryState.DRAFT
