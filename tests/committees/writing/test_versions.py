"""Typing leaves one version per person and stretch of time, and all that others have read."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from civicforum.record.services import delete_row
from committees.models import Meeting, Speech
from committees.sections import revision_of
from committees.services import versions
from tests.committees.writing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test runs over the edge of a stretch of time."""
    monkeypatch.setattr(versions, "STRETCH", 10**9)


def speech_of(meeting: Meeting) -> Speech:
    return meeting.speeches.get(order=1)


def type_in(who: Desk, *texts: str) -> None:
    """Write one text after the other, as saves of one section while somebody types."""
    for text in texts:
        speech = speech_of(who.meeting)
        sent = {"revision": revision_of(speech), "speaker": "위원", "text": text}
        assert who.send(f"speeches/{speech.pk}", **sent).status_code == 200


def kept(meeting: Meeting) -> list[str]:
    """The texts of the versions of the first speech, from the first one on."""
    told: Any = speech_of(meeting).history.order_by("history_id")
    return list(told.values_list("text", flat=True))


def test_typing_leaves_one_version(clerk: Desk, meeting: Meeting) -> None:
    type_in(clerk, "오", "오늘", "오늘은")
    assert kept(meeting) == ["말씀 1", "오늘은"]


def test_a_new_speech_stays_a_new_one(clerk: Desk, meeting: Meeting) -> None:
    key = "7f3a7c1e-3c55-4ac7-9a0c-0f4b6a0f8a11"
    revision = clerk.add("첫", key=key).json()["revision"]
    clerk.send(f"speeches/{key}", revision=revision, speaker="분과장", text="첫 글")
    version = meeting.speeches.get(key=key).history.get()
    assert (version.history_type, version.text) == ("+", "첫 글")


def test_the_next_stretch_of_time_begins_another(
    clerk: Desk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "STRETCH", 600)
    type_in(clerk, "아침")
    before = timezone.now() - dt.timedelta(minutes=10)
    speech_of(meeting).history.filter(text="아침").update(history_date=before)
    type_in(clerk, "아침에", "아침에는")
    assert kept(meeting) == ["말씀 1", "아침", "아침에는"]


def test_what_somebody_overwrote_stays(clerk: Desk, other: Desk, meeting: Meeting) -> None:
    type_in(clerk, "하나", "하나 더")
    type_in(other, "남의 글")
    type_in(clerk, "다시", "다시 씀")
    assert kept(meeting) == ["말씀 1", "하나 더", "남의 글", "다시 씀"]


@pytest.mark.parametrize("how", ["page", "changes"])
def test_what_somebody_read_stays(how: str, clerk: Desk, other: Desk, meeting: Meeting) -> None:
    mark = other.changes("")["mark"]
    type_in(clerk, "읽힌 글")
    if how == "page":
        other.page()
    else:
        told = other.changes(mark)
        assert [one["values"]["text"] for one in told["sections"]] == ["읽힌 글"]
    type_in(clerk, "더", "더 씀")
    assert kept(meeting) == ["말씀 1", "읽힌 글", "더 씀"]


def test_one_s_own_page_keeps_nothing(clerk: Desk, meeting: Meeting) -> None:
    type_in(clerk, "하나")
    clerk.page()
    type_in(clerk, "둘")
    assert kept(meeting) == ["말씀 1", "둘"]


def test_what_overtook_somebody_stays(clerk: Desk, meeting: Meeting) -> None:
    """Even one's own, from another window: it was shown, and may be overwritten."""
    seen = revision_of(speech_of(meeting))
    type_in(clerk, "다른 창의 글")
    answer = clerk.send(f"speeches/{speech_of(meeting).pk}", revision=seen, text="이 창의 글")
    assert answer.status_code == 409
    type_in(clerk, "이 창의 글")
    assert kept(meeting) == ["말씀 1", "다른 창의 글", "이 창의 글"]


def test_a_version_is_brought_back(clerk: Desk, meeting: Meeting) -> None:
    type_in(clerk, "나중 글")
    speech = speech_of(meeting)
    address = f"{clerk.base}speeches/{speech.pk}/versions/"
    page = clerk.client.get(address).content.decode()
    assert "말씀 1" in page
    assert "나중 글" in page
    first: Any = speech.history.earliest("history_id")
    clerk.client.post(address, {"version": first.history_id})
    assert speech_of(meeting).text == "말씀 1"
    type_in(clerk, "그 뒤")
    assert kept(meeting) == ["말씀 1", "나중 글", "말씀 1", "그 뒤"]
    assert clerk.client.post(address, {"version": "999999"}).status_code == 404


def test_what_was_deleted_is_listed_and_comes_back(clerk: Desk, meeting: Meeting) -> None:
    speech = speech_of(meeting)
    clerk.send(f"speeches/{speech.pk}", "delete/", revision=revision_of(speech))
    listed = clerk.client.get(f"{clerk.base}deleted/").content.decode()
    assert "말씀 1" in listed
    gone: Any = Speech.history.get(history_type="-")
    clerk.client.post(f"{clerk.base}deleted/", {"version": gone.history_id})
    assert speech_of(meeting).text == "말씀 1"
    assert "말씀 1" not in clerk.client.get(f"{clerk.base}deleted/").content.decode()


@pytest.mark.parametrize("act", ["versions", "deleted"])
def test_what_was_said_in_a_seat_outlives_the_seat(
    clerk: Desk, other: Desk, meeting: Meeting, act: str
) -> None:
    seat, speech = meeting.body.seats.get(order=4), speech_of(meeting)
    sent = {"speaker": "협치지원관", "text": "자리에서"}
    seen = clerk.send(f"speeches/{speech.pk}", revision=revision_of(speech), **sent).json()
    if act == "versions":
        sent = {"revision": seen["revision"], "speaker": "위원", "text": "나중"}
        other.send(f"speeches/{speech.pk}", **sent)
    else:
        clerk.send(f"speeches/{speech.pk}", "delete/", revision=seen["revision"])
    delete_row(seat, actor=clerk.user)
    address = f"{clerk.base}{'deleted' if act == 'deleted' else f'speeches/{speech.pk}/versions'}/"
    assert "자리에서" in clerk.client.get(address).content.decode()
    history: Any = Speech.history.filter(text="자리에서")
    version = history.order_by("-history_id")[0]
    assert clerk.client.post(address, {"version": version.history_id}).status_code == 302
    back = speech_of(meeting)
    assert (back.speaker, back.seat, back.text) == ("협치지원관", None, "자리에서")
