"""The Message-ID of what we send: so that a mail that comes back tells which one it was."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_FORM = re.compile(r"<civicforum\.(\d{1,18})\.([0-9a-f]{20})@[^<>@\s]+>")


def message_id(pk: int) -> str:
    """Return the Message-ID of a message; nobody else can make it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<civicforum.{pk}.{_seal(pk)}@{host}>"


def messages_named(text: str) -> list[int]:
    """Return the keys of the messages whose Message-IDs stand in a text, without those made up."""
    found = ((int(pk), seal) for pk, seal in _FORM.findall(text))
    return [pk for pk, seal in found if constant_time_compare(seal, _seal(pk))]


def _seal(pk: int) -> str:
    return salted_hmac("civicforum.record.message", str(pk), algorithm="sha256").hexdigest()[:20]
