"""Where the city wants approval (결재), nothing changes while it is being approved.

A move is under way, its transaction open, when somebody else writes. Without the hold the
writer would still see the draft.
"""

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from civicforum.people.models import User
from civicforum.record import services
from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, Entry
from civicforum.record.services import entries
from civicforum.record.services.holding import entry_of
from civicforum.record.states import EntryState
from roundtables.models import Proposal, ProposalLine, Roundtable, Session
from tests import making
from tests.personas import PERSONAS, town

pytestmark = pytest.mark.django_db(transaction=True)


def _change(table: Roundtable, clerk: User) -> None:
    table.title = "몰래 바꾼 제목"
    services.save_row(table, actor=clerk)


def _add(table: Roundtable, clerk: User) -> None:
    row = Session(roundtable=table, number=9, date=dt.date(2021, 6, 9), venue="몰래 더한 곳")
    services.save_row(row, actor=clerk)


def _delete(table: Roundtable, clerk: User) -> None:
    services.delete_row(table.sessions.get(number=2), actor=clerk)


def _speak(table: Roundtable, clerk: User) -> None:
    row = Discrepancy(city=table.city, entry=table, subject="title", title="몰래 더한 차이")
    services.save_row(row, actor=clerk)


def _content(table: Roundtable) -> list[Any]:
    sessions = table.sessions.values_list("number", "venue")
    title = Entry.objects.get(pk=table.pk).title
    return [title, *sessions, *table.discrepancies.values_list("title")]


def _unheld(*rows: Any) -> dict[int, Entry]:
    """What the services would see if they held nothing, to show that the race can be lost."""
    found = [entry for row in rows if (entry := entry_of(row))]
    return Entry.objects.in_bulk([entry.pk for entry in found])


def _let_run(write: Future[None]) -> None:
    """Wait until the writer waits for us, or is done."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    until = time.monotonic() + 20
    while not write.done() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # kept for a whole transaction
            cursor.execute(waiting)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)


def _in_thread(write: Callable[[Roundtable, User], None], table: Roundtable, clerk: User) -> None:
    try:
        write(Roundtable.objects.get(pk=table.pk), User.objects.get(pk=clerk.pk))
    finally:
        connection.close()


@pytest.mark.parametrize("write", [_change, _add, _delete, _speak])
@pytest.mark.parametrize("held", [True, False])
def test_what_is_being_approved_is_not_written(
    write: Callable[[Roundtable, User], None], held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = town(needs_approval=True)
    table = making.saved(Roundtable(city=places.jeonju, number=1, slug="r", title="읽은 제목"))
    for number in (1, 2):
        making.saved(Session(roundtable=table, number=number, date=dt.date(2021, 6, number)))
    clerk, approver = PERSONAS["jeonju_clerk"](places), PERSONAS["approver"](places)
    assert clerk
    read = _content(table)
    if not held:
        monkeypatch.setattr(entries, "hold_entries", _unheld)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.move_entry(table, EntryState.SUBMITTED, actor=clerk)
            services.move_entry(table, EntryState.PUBLISHED, actor=approver)
            under_way = pool.submit(_in_thread, write, table, clerk)
            _let_run(under_way)
        refusal = under_way.exception(timeout=20)
    table.refresh_from_db()
    assert table.is_public
    assert isinstance(refusal, RecordError) == held
    assert (_content(table) == read) == held


def test_who_writes_a_part_and_who_moves_its_whole_do_not_wait_in_a_circle() -> None:
    """The writer holds the whole first, as the mover does, who goes on to its parts."""
    places = town()
    table = making.roundtable(places.jeonju)
    line, clerk = ProposalLine.objects.get(), PERSONAS["jeonju_clerk"](places)
    assert clerk
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Entry.objects.select_for_update().get(pk=table.pk)

            def write(_: Roundtable, who: User) -> None:
                row = ProposalLine.objects.get(pk=line.pk)
                row.text = "고친 줄"
                services.save_row(row, actor=who)

            under_way = pool.submit(_in_thread, write, table, clerk)
            _let_run(under_way)
            services.move_entry(table, EntryState.WITHDRAWN, reason="잘못 올림")
        assert under_way.exception(timeout=20) is None
    assert not Proposal.objects.get().is_public
