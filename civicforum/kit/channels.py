"""The channels by which somebody is told, behind one adapter: e-mail, and what a city adds.

A channel is a class with `send`, made anew for every message. E-mail is always on. Text messages
and Kakao are off unless `REMINDER_CHANNELS` names them; `TEXT_MESSAGE_SENDER` says what sends them.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from civicforum.kit.mail import Letter, Outcome, send_mail

EMAIL = "email"
#: What a city may switch on, each of which goes to a phone.
TO_PHONES = ("sms", "kakao")


class Sender(Protocol):
    """What sends a letter by one channel."""

    def __init__(self, channel: str) -> None:
        """Know by which channel: one sender may serve several."""

    def send(
        self, letter: Letter, to: str, *, message_id: str, hand_over: Callable[[], object]
    ) -> tuple[Outcome, str]:
        """Try once to send; return what became of it and what the problem is called.

        `hand_over` is called when everything is ready and nothing has gone out yet. The problem
        never holds an address or a number.
        """


class Email:
    """Sends by the mail server of the settings."""

    def __init__(self, channel: str) -> None:
        """There is but one such channel."""

    def send(
        self, letter: Letter, to: str, *, message_id: str, hand_over: Callable[[], object]
    ) -> tuple[Outcome, str]:
        """Hand the letter to the mail server."""
        return send_mail(letter, to, message_id=message_id, hand_over=hand_over)


class KeptAsFiles:
    """Keeps text messages as files beside the mails of a portal without a mail server."""

    def __init__(self, channel: str) -> None:
        """Know what the files are named after."""
        self.channel = channel

    def send(
        self, letter: Letter, to: str, *, message_id: str, hand_over: Callable[[], object]
    ) -> tuple[Outcome, str]:
        """Write the letter to a file of its own."""
        folder = Path(settings.EMAIL_FILE_PATH)
        name = f"{self.channel}-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = (folder / name).open("x", encoding="utf-8")
        except OSError as error:
            return Outcome.POSTPONED, type(error).__name__
        with file:
            hand_over()
            file.write(f"To: {to}\nMessage-ID: {message_id}\n\n{letter.subject}\n{letter.body}\n")
        return Outcome.ACCEPTED, ""


def open_channels() -> list[str]:
    """The channels that are on: e-mail, and what the settings name besides."""
    return [EMAIL, *(one for one in TO_PHONES if one in settings.REMINDER_CHANNELS)]


def sender(channel: str) -> Sender:
    """Return what sends by a channel."""
    if channel == EMAIL:
        return Email(channel)
    made: Sender = import_string(settings.TEXT_MESSAGE_SENDER)(channel)
    return made
