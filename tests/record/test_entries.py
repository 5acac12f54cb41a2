"""An entry's way to the public and back: one door, legal moves only, one winner."""

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from civicforum.people.models import Department
from civicforum.record import services
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, RecordError
from civicforum.record.models import Entry, StateChange
from civicforum.record.states import ENTRY_MOVES, EntryState
from roundtables.models import Proposal, Roundtable
from tests import making


@pytest.mark.django_db
def test_a_part_is_public_only_while_its_whole_is() -> None:
    row = making.roundtable(making.city())
    assert Proposal.public.count() == 1
    services.move_entry(row, EntryState.WITHDRAWN, reason="잘못 올림")
    assert Proposal.public.count() == 0
    assert Entry.public.count() == 0
    services.move_entry(row, EntryState.DRAFT)
    services.move_entry(row, EntryState.PUBLISHED)
    assert Proposal.public.count() == 1


@pytest.mark.django_db
def test_a_part_withdrawn_by_itself_stays_away_when_the_whole_comes_back() -> None:
    row = making.roundtable(making.city())
    services.move_entry(Proposal.objects.get(), EntryState.WITHDRAWN)
    for state in (EntryState.WITHDRAWN, EntryState.DRAFT, EntryState.PUBLISHED):
        services.move_entry(row, state)
    assert Roundtable.public.count() == 1
    assert Proposal.public.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("old", EntryState)
@pytest.mark.parametrize("new", EntryState)
def test_only_the_moves_in_the_table_are_made(old: EntryState, new: EntryState) -> None:
    row = making.saved(Roundtable(city=making.city(), number=1, slug="r", title="제목"))
    Entry.objects.filter(pk=row.pk).update(state=old)
    row.state = old
    if (old, new) in ENTRY_MOVES:
        change = services.move_entry(row, new, reason="까닭")
        assert (change.old, change.new, change.reason) == (old, new, "까닭")
    else:
        with pytest.raises(IllegalMove):
            services.move_entry(row, new)
        assert not StateChange.objects.exists()


@pytest.mark.django_db
def test_saving_an_old_copy_does_not_undo_a_move() -> None:
    row = making.roundtable(making.city())
    old_copy = Roundtable.objects.get(pk=row.pk)
    services.move_entry(row, EntryState.WITHDRAWN)
    old_copy.title = "고친 제목"
    services.save_row(old_copy)
    row.refresh_from_db()
    assert (row.title, row.state, row.is_public) == ("고친 제목", EntryState.WITHDRAWN, False)


@pytest.mark.django_db
def test_saving_a_part_with_an_old_copy_of_its_whole_does_not_publish_it() -> None:
    row = making.roundtable(making.city())
    part = Proposal.objects.select_related("team__session__roundtable").get()
    assert part.container().is_public
    services.move_entry(row, EntryState.WITHDRAWN)
    services.save_row(part)
    assert Proposal.public.count() == 0
    assert Entry.public.count() == 0


@pytest.mark.django_db
def test_a_department_with_a_new_name_is_found_after_the_nightly_refresh() -> None:
    panel = making.panel(making.city())
    office = Department.objects.get()
    office.name = "미래교통과"
    services.save_row(office)
    assert services.reindex() == 1
    assert "미래교통과" in Entry.objects.get(pk=panel.pk).text


@pytest.mark.django_db
def test_the_address_is_permanent_once_published() -> None:
    row = making.saved(Roundtable(city=making.city(), number=1, slug="first", title="제목"))
    row.slug = "second"
    services.save_row(row)
    assert row.address == "roundtables/jeonju/second"
    services.move_entry(row, EntryState.PUBLISHED)
    row.slug = "third"
    with pytest.raises(RecordError):
        services.save_row(row)
    assert Roundtable.objects.get().address == "roundtables/jeonju/second"


@pytest.mark.django_db
def test_what_has_been_public_is_withdrawn_not_deleted() -> None:
    row = making.roundtable(making.city(), parts=0)
    services.move_entry(row, EntryState.WITHDRAWN)
    with pytest.raises(RecordError):
        services.delete_row(row)
    draft = making.saved(Roundtable(city=row.city, number=2, slug="draft", title="초안"))
    services.delete_row(draft)
    assert list(Roundtable.objects.all()) == [row]


@pytest.mark.django_db
def test_a_bad_row_says_which_field() -> None:
    with pytest.raises(ValidationError) as refused:
        services.save_row(Roundtable(city=making.city(), number=1, slug="r", title=""))
    assert set(refused.value.message_dict) == {"title"}


@pytest.mark.django_db
def test_search_finds_the_lines_of_a_proposal_as_they_are_written_later() -> None:
    making.roundtable(making.city())
    proposal = Proposal.objects.get()
    line = proposal.lines.get()
    line.text = "담벼락 텃밭"
    services.save_row(line)
    assert "담벼락 텃밭" in Entry.objects.get(pk=proposal.pk).text


@pytest.mark.django_db
def test_history_tells_who_and_why() -> None:
    row = making.saved(Roundtable(city=making.city(), number=1, slug="r", title="제목"))
    row.title = "새 제목"
    services.save_row(row, reason="오타")
    latest, first = Roundtable.history.all()
    assert (latest.title, latest.history_change_reason) == ("새 제목", "오타")
    assert first.title == "제목"


def _unguarded(entry: Entry, to: EntryState) -> None:
    """The same move without the guard, to show that the race below can fail."""
    with transaction.atomic():
        old = entry.state
        Entry.objects.filter(pk=entry.pk).update(state=to)
        StateChange.objects.create(entry=entry, old=old, new=to)


def _race(row: Roundtable, move: Callable[[Entry, EntryState], object], runners: int = 6) -> int:
    """Let threads make the same move at once; return how many believed they made it."""
    gate, won = threading.Barrier(runners), []

    def run() -> None:
        copy = Roundtable.objects.get(pk=row.pk)
        gate.wait()
        try:
            move(copy, EntryState.PUBLISHED)
            won.append(1)
        except ChangedMeanwhile:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(won)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("move", "winners"), [(services.move_entry, 1), (_unguarded, 6)])
def test_of_many_at_once_one_moves_the_entry(
    move: Callable[[Entry, EntryState], object], winners: int
) -> None:
    row = making.saved(Roundtable(city=making.city(), number=1, slug="r", title="제목"))
    assert _race(row, move) == winners
    assert StateChange.objects.count() == winners
