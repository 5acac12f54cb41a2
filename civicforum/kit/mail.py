"""Handing a mail to the mail server, and telling what became of it."""

import smtplib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection


class Outcome(Enum):
    """What became of a mail."""

    ACCEPTED = auto()
    POSTPONED = auto()  # surely not accepted yet: it may be tried again
    REFUSED = auto()  # never accepted, however often it is tried
    UNKNOWN = auto()  # it may have arrived: to try again could send it twice


@dataclass(frozen=True)
class Attached:
    """A file in a mail."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Letter:
    """What a mail says, whoever it goes to."""

    subject: str
    body: str
    attached: tuple[Attached, ...] = ()


def send_mail(
    letter: Letter,
    to: str,
    *,
    message_id: str = "",
    hand_over: Callable[[], object] = lambda: None,
) -> tuple[Outcome, str]:
    """Try once to send a mail; return what became of it and what the problem is called.

    The latter is "" where there was none, and never holds an address. Until the server let us
    in, nothing was sent; from then on only the server's own answer tells. In between `hand_over`
    is called; what it raises leaves the mail unsent.
    """
    headers = {"Message-ID": message_id} if message_id else {}
    subject = " ".join(letter.subject.split())
    message = EmailMessage(subject, letter.body, to=[to], headers=headers)
    for file in letter.attached:
        message.attach(file.name, file.content, file.media_type)
    with ExitStack() as finally_:
        try:
            connection = get_connection()
            finally_.callback(_close, connection)
            connection.open()
        # smtplib's errors are OSErrors; a name or password it cannot write is a ValueError.
        except (OSError, ValueError, ImproperlyConfigured) as error:
            return Outcome.POSTPONED, type(error).__name__
        hand_over()
        try:
            connection.send_messages([message])
        except (OSError, ValueError) as error:
            code = _answer(error)
            return _meaning(error, code), f"{type(error).__name__} {code or ''}".strip()
    return Outcome.ACCEPTED, ""


def _close(connection: Any) -> None:
    with suppress(OSError):  # what the server says to our leaving changes nothing
        connection.close()


def _answer(error: Exception) -> int:
    """The server's own answer to the mail; 0 where there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code
    return 0


def _meaning(error: Exception, code: int) -> Outcome:
    if isinstance(error, smtplib.SMTPHeloError) or 400 <= code < 500:
        return Outcome.POSTPONED
    if isinstance(error, ValueError) or 500 <= code < 600:  # a header that no mail may have
        return Outcome.REFUSED
    return Outcome.UNKNOWN
