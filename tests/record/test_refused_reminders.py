"""What a real mail server says decides whether a reminder is tried again, and never twice."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from civicforum.people.models import User
from civicforum.record import services
from civicforum.record.models import Message, Notice
from civicforum.record.services import messages
from civicforum.record.states import NoticeState
from tests import clock, making
from tests.mail_server import MailServer, mail_server
from tests.personas import PERSONAS, town

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)
MORNING = dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC)  # ten o'clock in Seoul
SWEEP = dt.timedelta(minutes=5)
NEXT_DAY = MORNING + dt.timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 2
        yield running


@pytest.fixture(autouse=True)
def clerk(monkeypatch: pytest.MonkeyPatch) -> User:
    clock.stop(monkeypatch, MORNING)
    places = town()
    places.jeonju.live_since = DUE
    services.save_row(places.jeonju)
    making.duty(places.jeonju, due=DUE.isoformat())
    user = PERSONAS["jeonju_clerk"](places)
    assert user
    return user


def sweep(times: int, start: dt.datetime = MORNING) -> Message:
    """Let beat and the worker come round so many times; return the day's message."""
    for number in range(times):
        now = start + number * SWEEP
        for pk in services.sweep_reminders(now):
            services.deliver_message(pk, now)
    return Message.objects.latest("day")


def told(message: Message) -> tuple[str, str]:
    """What became of a message, and of everything that it took along."""
    assert message.notices.exists()
    kept = set(message.notices.values_list("state", "problem"))
    if message.state != NoticeState.PENDING:
        assert kept == {(message.state, message.problem)}
    return message.state, message.problem


def test_a_mail_that_is_taken_is_sent_once(server: MailServer) -> None:
    assert told(sweep(6)) == (NoticeState.SENT, "")
    assert len(server.mails) == 1
    assert "jeonju_clerk@example.org" in server.mails[0]


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"BODY": ""}, "SMTPServerDisconnected"),
        ({"BODY": "???"}, "SMTPDataError -1"),
        ({"RCPT": "", "DATA": ""}, "SMTPRecipientsRefused -1"),
    ],
)
def test_what_may_have_arrived_is_never_sent_again(
    server: MailServer, answers: dict[str, str], problem: str
) -> None:
    server.answers = answers
    message = sweep(6)
    assert told(message) == (NoticeState.UNCERTAIN, problem)
    assert message.attempts == 1
    assert len(server.mails) <= 1


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "BODY"])
def test_what_is_refused_for_good_has_failed(server: MailServer, command: str) -> None:
    server.answers[command] = "550 no such user here"
    message = sweep(6)
    assert message.state == NoticeState.FAILED
    assert message.problem.endswith(" 550")
    assert message.attempts == 1
    assert message.settled_at


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA", "BODY"])
def test_what_is_refused_for_now_is_sent_later(server: MailServer, command: str) -> None:
    server.answers = {command: "450 come back later", "HELO": "450 come back later"}
    assert sweep(1).state == NoticeState.PENDING
    server.answers = {}
    assert sweep(1, MORNING + SWEEP).state == NoticeState.SENT


def test_where_nobody_listens_it_is_tried_less_and_less_and_joins_the_next_days_digest(
    server: MailServer, settings: Any
) -> None:
    settings.EMAIL_PORT = 9
    problem = "ConnectionRefusedError"
    message = sweep(24)  # two hours: at once, after 5, 20 and 80 minutes
    assert told(message) == (NoticeState.PENDING, problem)
    assert message.attempts == 4
    services.deliver_message(message.pk, MORNING + 24 * SWEEP)  # handed over twice
    assert Message.objects.get().attempts == 4
    settings.EMAIL_PORT = server.port
    assert told(sweep(1, NEXT_DAY)) == (NoticeState.SENT, "")
    assert len(server.mails) == 1
    message.refresh_from_db()
    assert (message.state, message.notices.count()) == (NoticeState.DROPPED, 0)


def test_after_weeks_it_is_given_up(server: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 9
    sweep(1)
    Notice.objects.update(created_at=MORNING - messages.GIVE_UP_AFTER)
    sweep(1, NEXT_DAY)
    states = set(Notice.objects.values_list("state", "problem"))
    assert states == {(NoticeState.FAILED, "ConnectionRefusedError")}


def test_a_folder_that_cannot_be_written_is_tried_again(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "outbox").write_text("a file is in the way")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    assert told(sweep(1)) == (NoticeState.PENDING, "ImproperlyConfigured")


def test_what_breaks_before_it_is_handed_over_waits_its_time_and_fails_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds: dict[str, str] = {}
    monkeypatch.setattr(messages, "letter_of", lambda *args: kinds["no such kind"])
    message = sweep(24)
    assert told(message) == (NoticeState.PENDING, "KeyError")
    assert message.attempts == 4
    Notice.objects.update(created_at=MORNING - messages.GIVE_UP_AFTER)
    sweep(1, NEXT_DAY)
    assert set(Notice.objects.values_list("state", "problem")) == {(NoticeState.FAILED, "KeyError")}


def test_what_breaks_after_it_was_handed_over_is_never_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(letter: Any, to: str, *, message_id: str, hand_over: Any) -> Any:
        hand_over()
        raise KeyError

    monkeypatch.setattr("civicforum.kit.channels.send_mail", broken)
    with pytest.raises(KeyError):
        sweep(1)
    assert sweep(3, MORNING + SWEEP).state == NoticeState.UNCERTAIN


def test_what_its_workers_die_of_is_tried_less_and_less(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: Any) -> Any:
        raise SystemExit

    monkeypatch.setattr(messages, "letter_of", dies)
    for number in range(12):
        for pk in services.sweep_reminders(now := MORNING + number * SWEEP):
            with contextlib.suppress(SystemExit):
                services.deliver_message(pk, now)
    assert Message.objects.get().attempts == 3


def test_a_server_name_that_cannot_be_written_is_tried_again(
    server: MailServer, settings: Any
) -> None:
    settings.EMAIL_HOST = "smtp..example"
    state, problem = told(sweep(1))
    assert (state, problem) == (NoticeState.PENDING, "UnicodeError")
