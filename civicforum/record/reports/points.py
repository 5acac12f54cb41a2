"""Points of the record: what lists show of other entries, for the notes on it."""

from collections.abc import Iterable
from typing import TypeAlias

#: A point of the record: the address of its entry and the subject within it.
Point: TypeAlias = tuple[str, str]


def titles(addresses: Iterable[str], *subjects: str) -> list[Point]:
    """Return the points that a list of entries shows: their titles, and what else is named."""
    return [(address, subject) for address in addresses for subject in ("title", *subjects)]


def titles_owed(commitments: Iterable[tuple[str, str]]) -> list[Point]:
    """Return the points that a list of commitments shows, given by entry and identifier."""
    return [(entry, f"{key.removeprefix(f'{entry}/')}/title") for entry, key in commitments]
