"""Text messages and Kakao: off unless the city switches them on; then files by default."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from civicforum.people.models import User
from civicforum.people.roles import Role
from civicforum.record.models import Message, Notice
from civicforum.record.states import NoticeState
from tests import clock, making, reminding
from tests.clock import at
from tests.personas import person, town

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def clerk(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> User:
    clock.stop(monkeypatch, at(DUE, 9))
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    places = town()
    places.jeonju.live_since = dt.date(2026, 11, 1)
    making.saved(places.jeonju)
    user = person("clerk", Role.CITY_CLERK, places.jeonju)
    User.objects.filter(pk=user.pk).update(phone="010-0000-0000")
    person("without a phone", Role.CITY_CLERK, places.jeonju)
    making.duty(places.jeonju, due=DUE.isoformat())
    return user


def texts(folder: Path) -> list[str]:
    return [file.read_text() for file in sorted((folder / "outbox").glob("sms-*"))]


def test_they_are_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(reminding.work(monkeypatch, at(DUE))) == 2
    assert set(Notice.objects.values_list("channel", flat=True)) == {"email"}
    assert texts(tmp_path) == []


def test_who_has_a_phone_gets_a_short_text_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REMINDER_CHANNELS = ["sms"]
    assert len(reminding.work(monkeypatch, at(DUE))) == 2
    (text,) = texts(tmp_path)
    assert "To: 010-0000-0000" in text
    assert "실무자 간담회 1" in text
    assert "/staff/" in text
    assert Message.objects.filter(state=NoticeState.SENT).count() == 3
    assert reminding.work(monkeypatch, at(DUE, 11)) == []
    assert len(texts(tmp_path)) == 1


def test_what_is_switched_off_meanwhile_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REMINDER_CHANNELS = ["sms"]
    reminding.work(monkeypatch, at(DUE, 8))
    settings.REMINDER_CHANNELS = []
    assert len(reminding.work(monkeypatch, at(DUE))) == 2
    assert texts(tmp_path) == []
    states = Notice.objects.filter(channel="sms").values_list("state", flat=True)
    assert set(states) == {NoticeState.DROPPED}


def test_a_sender_that_cannot_write_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REMINDER_CHANNELS = ["kakao"]
    (tmp_path / "outbox").write_text("a file is in the way")
    reminding.work(monkeypatch, at(DUE))
    message = Message.objects.get(channel="kakao")
    assert (message.state, message.problem) == (NoticeState.PENDING, "FileExistsError")
