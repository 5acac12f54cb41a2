"""What the reader has to say, kept as data so that it can be said in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext


def later(msgid: str) -> str:
    """Mark a string for the catalogue; imported as `_`. It is translated when it is shown."""
    return msgid


@dataclass(frozen=True)
class Message:
    """One sentence and the values in it."""

    msgid: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.msgid) % self.values


class Unreadable(Exception):
    """A file that cannot be read, and why, as one sentence."""

    def __init__(self, msgid: str, **values: str | int) -> None:
        self.message = Message(msgid, values)
        super().__init__(msgid)

    def __str__(self) -> str:
        return str(self.message)
