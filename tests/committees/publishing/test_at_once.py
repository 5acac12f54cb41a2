"""Two people at once: one wins, the other is told; numbers are given once.

Each race is run with the hold and, to show that it can be lost, without it.
"""

import datetime as dt
import functools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from civicforum.kit.errors import Refused
from civicforum.people.models import User
from civicforum.record.editions import editions
from civicforum.record.models import Entry
from civicforum.record.services.holding import entry_of
from civicforum.record.states import EntryState
from committees.models import Circulation, Confirmation, Correction, Meeting
from committees.reports.corrections import Place, fingerprint, said
from committees.services import circulation as circulation_services
from committees.services import corrections as correction_services
from committees.services.circulation import answer_minutes, circulate
from committees.services.corrections import correct
from committees.services.minutes import approve_minutes, reopen_minutes
from committees.services.publication import publish_due, release_minutes, schedule_publication
from committees.states import MinutesState
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, town

pytestmark = pytest.mark.django_db(transaction=True)


def unheld(*rows: Any) -> dict[int, Entry]:
    """What the services would see if they held nothing."""
    found = [entry for row in rows if (entry := entry_of(row))]
    return Entry.objects.in_bulk([entry.pk for entry in found])


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all at the same time; what each returned, or the refusal it met."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(20)
            return act()
        except (Refused, IntegrityError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def clerk() -> User:
    return User.objects.get(name="yeongdeungpo_clerk")


@pytest.fixture
def meeting() -> Meeting:
    places = town()
    PERSONAS["yeongdeungpo_clerk"](places)
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    return way.draft(body)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def refused(results: list[object]) -> list[object]:
    return [one for one in results if isinstance(one, Exception)]


def test_of_two_approvals_one_wins(meeting: Meeting) -> None:
    rows = [fresh(meeting), fresh(meeting)]
    acts = [functools.partial(approve_minutes, row, actor=clerk(), reason="확인함") for row in rows]
    assert len(refused(at_once(*acts))) == 1
    versions = meeting.history.filter(minutes_state=MinutesState.APPROVED)
    assert versions.count() == 1


def test_of_two_rounds_one_is_opened(meeting: Meeting) -> None:
    due = way.a_working_day()
    assert len(refused(at_once(*[lambda: circulate(fresh(meeting), due, actor=clerk())] * 2))) == 1
    assert (Circulation.objects.count(), Confirmation.objects.count()) == (1, 3)


def released(meeting: Meeting) -> Callable[[], None]:
    """What publishes the minutes by hand, in the edition they have now."""
    row, read = fresh(meeting), [editions([fresh(meeting)])[meeting.pk]]
    return lambda: release_minutes(row, EntryState.PUBLISHED, actor=clerk(), read=read)


def test_of_two_publications_one_wins(meeting: Meeting) -> None:
    Meeting.objects.update(minutes_state=MinutesState.APPROVED)
    assert len(refused(at_once(released(meeting), released(meeting)))) == 1
    assert meeting.state_changes.count() == 1


def test_by_hand_and_on_time_at_once_publishes_once(meeting: Meeting) -> None:
    Meeting.objects.update(minutes_state=MinutesState.APPROVED)
    soon = timezone.now() + dt.timedelta(hours=1)
    read = [editions([fresh(meeting)])[meeting.pk]]
    schedule_publication(fresh(meeting), soon, actor=clerk(), read=read)
    on_time = functools.partial(publish_due, soon + dt.timedelta(hours=1))
    at_once(on_time, released(meeting), on_time)
    row = fresh(meeting)
    assert (row.is_public, row.publish_at) == (True, None)
    assert row.state_changes.count() == 1


def correction_of(meeting: Meeting, number: int) -> Callable[[], Correction]:
    place = Place("speech", meeting.speeches.get(order=number), "text")
    read = fingerprint(said(place)[1])
    return lambda: correct(place, f"정정 {number}", actor=clerk(), reason="틀림", read=read)


@pytest.mark.parametrize("held", [True, False])
def test_two_corrections_get_the_numbers_one_and_two(
    meeting: Meeting, held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    Meeting.objects.update(minutes_state=MinutesState.APPROVED)
    released(meeting)()
    if not held:
        monkeypatch.setattr(correction_services, "hold_entries", unheld)
        # To index the entry would hold it, too.
        unindexed = functools.partial(correction_services.store, index=False)
        monkeypatch.setattr(correction_services, "store", unindexed)
        both_have_counted(monkeypatch)
    results = at_once(correction_of(meeting, 1), correction_of(meeting, 2))
    numbers = sorted(Correction.objects.values_list("number", flat=True))
    assert numbers == ([1, 2] if held else [1])
    assert len(refused(results)) == (0 if held else 1)


def both_have_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither store its correction before both have looked for the last number."""
    barrier, save = threading.Barrier(2), Correction.save

    def late(self: Correction, *args: Any, **options: Any) -> None:
        barrier.wait(20)
        save(self, *args, **options)

    monkeypatch.setattr(Correction, "save", late)


@pytest.mark.parametrize("held", [True, False])
def test_no_answer_arrives_after_the_round_is_closed(
    meeting: Meeting, held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    circulate(fresh(meeting), way.a_working_day(), actor=clerk())
    asked = Confirmation.objects.order_by("pk")[0]
    if not held:
        monkeypatch.setattr(circulation_services, "hold_entries", unheld)
    looked, closed = threading.Event(), threading.Event()
    check = circulation_services._check_answer

    def between(*args: Any, **options: Any) -> None:
        looked.set()  # the round was seen to be open; somebody closes it now
        closed.wait(2)
        check(*args, **options)

    def close() -> None:
        looked.wait(20)
        reopen_minutes(fresh(meeting), actor=clerk())
        closed.set()

    monkeypatch.setattr(circulation_services, "_check_answer", between)
    at_once(lambda: answer_minutes(asked, "confirmed"), close)
    asked.refresh_from_db()
    closed_at = Circulation.objects.get().closed_at
    assert closed_at
    assert asked.answered_at
    assert (asked.answered_at < closed_at) == held
