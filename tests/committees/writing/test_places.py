"""Speeches stand in order below their agenda item."""

from uuid import uuid4

import pytest

from committees.models import Meeting
from committees.sections import revision_of
from committees.services.meetings import save_agenda
from tests import making
from tests.committees.writing.desk import Desk, first, path, texts

pytestmark = pytest.mark.django_db


def test_a_new_one_stands_after_the_other_and_is_stored_once(clerk: Desk, meeting: Meeting) -> None:
    key = uuid4()
    after = str(first(meeting).pk)
    for _ in range(2):
        assert clerk.add("사이", key=key, after=after).status_code == 200
    assert texts(meeting) == ["말씀 1", "사이", "말씀 2"]
    assert meeting.speeches.get(key=key).agenda_item == meeting.agenda.get()


def test_the_first_of_an_item_comes_before_those_of_later_items(
    clerk: Desk, meeting: Meeting
) -> None:
    clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
    second = meeting.agenda.get(number=2)
    clerk.add("나중", item=second.pk)
    clerk.add("먼저", item=meeting.agenda.get(number=1).pk)
    clerk.add("여는 말")
    assert texts(meeting) == ["여는 말", "말씀 1", "말씀 2", "먼저", "나중"]


def test_moving_trades_places_and_goes_on_in_the_next_item(clerk: Desk, meeting: Meeting) -> None:
    clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
    told = clerk.send(path(first(meeting)), "move/", to="down").json()
    assert texts(meeting) == ["말씀 2", "말씀 1"]
    assert told["after"] == str(first(meeting).pk)
    moved = meeting.speeches.get(order=2)
    clerk.send(path(moved), "move/", to="down")
    moved.refresh_from_db()
    assert moved.agenda_item == meeting.agenda.get(number=2)
    for _ in range(4):  # up to before the agenda, where there is no further
        assert clerk.send(path(moved), "move/", to="up").status_code == 200
    moved.refresh_from_db()
    assert moved.agenda_item is None
    assert texts(meeting) == ["말씀 1", "말씀 2"]


def test_a_move_leaves_what_stands_elsewhere(clerk: Desk, meeting: Meeting) -> None:
    """An item that is taken up again stands in two places of the document."""
    clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
    clerk.add("둘째에", item=meeting.agenda.get(number=2).pk)
    clerk.add("다시 첫째에", item=meeting.agenda.get(number=2).pk)
    again = meeting.speeches.get(order=4)
    again.agenda_item = meeting.agenda.get(number=1)
    making.saved(again)
    clerk.send(path(again), "move/", to="up")
    assert texts(meeting) == ["말씀 1", "다시 첫째에", "말씀 2", "둘째에"]


def test_what_comes_back_stands_within_its_item(clerk: Desk, meeting: Meeting) -> None:
    clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
    one, two = meeting.agenda.order_by("number")
    key = uuid4()
    seen = clerk.add("하나", item=two.pk, key=key).json()["revision"]
    clerk.add("둘", item=two.pk)
    gone = clerk.send(f"speeches/{key}", "delete/", revision=seen).json()["version"]
    clerk.add("그 사이에", item=one.pk)
    assert clerk.send("deleted", version=gone).status_code == 200
    assert texts(meeting) == ["말씀 1", "말씀 2", "그 사이에", "하나", "둘"]


def test_speeches_follow_items_that_trade_places(clerk: Desk, meeting: Meeting) -> None:
    clerk.client.post(f"{clerk.base}items/", {"title": "둘째 안건"})
    one, two = meeting.agenda.order_by("number")
    clerk.add("둘째에", item=two.pk)
    clerk.add("여는 말")
    one.number, two.number = 2, 1
    save_agenda(meeting, [one, two], actor=clerk.user)
    assert texts(meeting) == ["여는 말", "둘째에", "말씀 1", "말씀 2"]


def test_deleting_is_undone_with_the_very_speech(clerk: Desk, meeting: Meeting) -> None:
    speech = first(meeting)
    answer = clerk.send(path(speech), "delete/", revision=revision_of(speech))
    assert texts(meeting) == ["말씀 2"]
    assert "삭제한 발언" in clerk.page()
    for _ in range(2):
        told = clerk.send("deleted", version=answer.json()["version"])
    assert texts(meeting) == ["말씀 1", "말씀 2"]
    assert told.json()["ref"] == str(first(meeting).pk) == str(speech.pk)


def test_what_somebody_else_wrote_meanwhile_is_not_deleted(
    clerk: Desk, other: Desk, meeting: Meeting
) -> None:
    speech = first(meeting)
    seen = revision_of(speech)
    other.send(path(speech), revision=seen, text="저쪽")
    assert clerk.send(path(speech), "delete/", revision=seen).status_code == 409
    assert texts(meeting) == ["저쪽", "말씀 2"]


def test_who_writes_what_was_deleted_is_told_so(clerk: Desk, other: Desk, meeting: Meeting) -> None:
    key = uuid4()
    seen = clerk.add("곧 없음", key=key).json()["revision"]
    other.send(f"speeches/{key}", "delete/", revision=seen)
    answer = clerk.send(f"speeches/{key}", revision=seen, text="더 씀")
    assert answer.status_code == 410
    assert clerk.send("speeches/12345", revision=seen, text="더 씀").status_code == 410
