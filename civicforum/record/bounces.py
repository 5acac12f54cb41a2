"""Reading what a mail server says of a mail that came back (RFC 3464)."""

import email
import email.policy
from dataclasses import dataclass
from email.message import Message as Mail
from typing import Any

from civicforum.record.message_ids import messages_named

#: A report larger than this is none; it is read whole.
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Report:
    """What a report says: of which of our messages, whether it failed, and with which status."""

    messages: tuple[int, ...]
    has_failed: bool
    status: str


def read_report(content: bytes) -> Report | None:
    """Read a delivery status notification; None for any other mail.

    Only the original's own headers tell which message it was, and only those we gave out count.
    """
    if len(content) > MOST_BYTES:
        return None
    mail = email.message_from_bytes(content, policy=email.policy.compat32)
    statuses = [part for part in mail.walk() if part.get_content_type() == _STATUS]
    if not statuses:
        return None
    blocks = [block for part in statuses for block in _blocks(part)]
    failed = [one for one in blocks if _field(one, "Action").lower() == "failed"]
    codes = [code for one in failed if (code := _field(one, "Status"))]
    return Report(tuple(messages_named(_original(mail))), bool(failed), codes[0] if codes else "")


_STATUS = "message/delivery-status"
_ORIGINALS = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}


def _blocks(status: Mail) -> list[Any]:
    """The blocks of fields of a delivery status: of the message, and of each recipient."""
    inside = status.get_payload()
    return inside if isinstance(inside, list) else [email.message_from_string(str(inside))]


def _field(block: Any, name: str) -> str:
    return str(block.get(name, "")).partition(";")[0].strip()[:20]


def _original(mail: Mail) -> str:
    """The Message-IDs of the mail that came back, as its own headers have them."""
    found: list[str] = []
    for part in mail.walk():
        if part.get_content_type() in _ORIGINALS:
            inside = part.get_payload()
            whole = (
                inside[0] if isinstance(inside, list) else email.message_from_string(str(inside))
            )
            found += whole.get_all("Message-ID", []) if isinstance(whole, Mail) else []
    return " ".join(map(str, found))
