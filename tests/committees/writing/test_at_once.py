"""Two people save the same section at the same moment: one is stored, the other one is told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from civicforum.people.roles import Role
from committees.sections import revision_of
from committees.services import writing
from tests.committees.writing.desk import Desk, desk, place

pytestmark = pytest.mark.django_db(transaction=True)


def _unheld(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def _save(who: Desk, speech: Any, seen: str) -> int:
    try:
        sent = {"revision": seen, "speaker": "위원", "text": who.user.name}
        status: int = who.send(f"speeches/{speech.pk}", **sent).status_code
        return status
    finally:
        connection.close()


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_saves_of_one_revision_one_is_stored(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = place()
    people = [desk(meeting, "clerk"), desk(meeting, "other", Role.SUPPORTER)]
    speech = meeting.speeches.get(order=1)
    seen = revision_of(speech)
    both_there = threading.Barrier(2)
    held = writing.held if guarded else _unheld

    def meet_first(row: Any) -> Any:
        """Both are past the door before either stores; only the hold parts them then."""
        if guarded:
            return held(row)
        found = held(row)
        both_there.wait(20)
        return found

    monkeypatch.setattr(writing, "held", meet_first)
    if not guarded:
        monkeypatch.setattr(writing, "hold_entries", lambda *_: nullcontext())
    start = threading.Barrier(2)

    def race(who: Desk) -> int:
        start.wait(20)
        return _save(who, speech, seen)

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(race, people))
    assert answers == ([200, 409] if guarded else [200, 200])


def test_a_new_speech_sent_twice_at_once_is_stored_once() -> None:
    meeting = place()
    clerk = desk(meeting, "clerk")
    key = "7f3a7c1e-3c55-4ac7-9a0c-0f4b6a0f8a11"

    def add(_: int) -> int:
        try:
            status: int = clerk.add("한 번", key=key).status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(add, range(4))) == {200}
    assert meeting.speeches.filter(text="한 번").count() == 1
