"""One likely personal datum."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of personal datum it is."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    RESIDENT_NUMBER = "resident number"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving licence"
    CARD = "card"
    ACCOUNT = "account"
    PLATE = "plate"
    ADDRESS = "address"
    BIRTHDAY = "birthday"


@dataclass(frozen=True)
class Finding:
    """Where in the text it stands, and why it was taken for one (a string of the catalogue)."""

    kind: Kind
    text: str
    start: int
    end: int
    why: str
