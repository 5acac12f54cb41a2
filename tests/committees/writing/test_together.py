"""Several people at one meeting's minutes: who is there, and what the others have written."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.record import version
from committees import presence
from committees.models import Meeting
from committees.reports import writing, written
from committees.sections import revision_of
from tests.committees.writing.desk import Desk
from tests.making import saved

pytestmark = pytest.mark.django_db


def test_who_has_the_page_open_and_where(
    clerk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clerk.changes("", tab="a", section="speeches-1")["others"] == []
    told = other.changes("", tab="b", section="")
    assert told["others"] == [{"name": "clerk", "section": "speeches-1"}]
    monkeypatch.setattr(presence, "STAYS", -1)
    assert other.changes("", tab="b")["others"] == []


def test_what_others_wrote_added_moved_and_deleted_is_told_with_its_place(
    clerk: Desk, other: Desk, meeting: Meeting
) -> None:
    mark = clerk.changes("")["mark"]
    assert clerk.changes(mark)["sections"] == []
    one, two = meeting.speeches.order_by("order")
    other.send(f"speeches/{one.pk}", revision=revision_of(one), speaker="위원", text="새 글")
    other.add("사이", key="7f3a7c1e-3c55-4ac7-9a0c-0f4b6a0f8a11", after=one.pk)
    other.send(f"speeches/{two.pk}", "delete/", revision=revision_of(two))
    told = clerk.changes(mark)
    by_ref = {section["ref"]: section for section in told["sections"]}
    assert by_ref[str(one.pk)]["values"]["text"] == "새 글"
    assert by_ref[str(one.pk)]["by"] == "other"
    assert by_ref["7f3a7c1e-3c55-4ac7-9a0c-0f4b6a0f8a11"]["after"] == str(one.pk)
    assert by_ref[str(two.pk)]["gone"]
    assert clerk.changes(told["mark"])["sections"] == []


def test_of_too_much_the_page_is_read_again(clerk: Desk, meeting: Meeting) -> None:
    assert clerk.changes("nonsense")["reload"]
    mark = clerk.changes("")["mark"]
    for speech in meeting.speeches.all():
        speech.text = "고침"
        saved(speech)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(written, "MOST", 1)
        assert clerk.changes(mark)["reload"]
    assert not clerk.changes(mark)["reload"]


def test_drafts_leave_the_kept_public_pages_alone(clerk: Desk, meeting: Meeting) -> None:
    before = version.current()
    speech = meeting.speeches.get(order=1)
    clerk.send(f"speeches/{speech.pk}", revision=revision_of(speech), text="초안")
    assert version.current() == before
    assert before is not None


def queries(act: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def test_the_page_asks_no_more_with_more_on_it(clerk: Desk, meeting: Meeting) -> None:
    few = queries(clerk.page)
    for n in range(3):
        clerk.client.post(f"{clerk.base}items/", {"title": f"안건 {n}"})
        clerk.add("더", item=meeting.agenda.latest("number").pk)
    assert queries(clerk.page) <= few


def test_long_minutes_are_turned_page_by_page(
    clerk: Desk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SIZE", 2)
    clerk.client.post(f"{clerk.base}items/", {"title": "빈 안건"})
    clerk.client.post(f"{clerk.base}items/", {"title": "끝 안건"})
    first, last = meeting.agenda.get(number=1), meeting.agenda.get(number=3)
    clerk.add("셋", item=first.pk)
    clerk.add("넷", item=last.pk)
    one, two = clerk.page(), clerk.page("?speeches=2")
    assert ["말씀 1" in one, "말씀 2" in one, "셋</textarea>" in one] == [True, True, False]
    assert ["말씀 1" in two, "셋</textarea>" in two, "넷</textarea>" in two] == [False, True, True]
    assert f"items/{first.pk}/" in one
    assert f'action="{clerk.base}items/{first.pk}/"' not in two
    assert "이어짐" in two
    speech = meeting.speeches.get(text="넷")
    sent = {"revision": revision_of(speech), "text": "넷째"}
    back = clerk.client.post(f"{clerk.base}speeches/{speech.key}/", sent)["Location"]
    assert back == f"{clerk.base}?speeches=2#speeches-{speech.key}"
