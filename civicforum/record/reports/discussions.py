"""Where an entry was discussed, for the page of any kind of entry.

Agenda items belong to the app whose bodies meet, which the record and some of those pages must
not know. That app says once how to look them up.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from civicforum.record.reports.points import Point, titles


@dataclass(frozen=True)
class Discussion:
    """An agenda item of a public meeting that was about an entry."""

    meeting: str
    address: str
    date: dt.date
    number: int
    title: str


LookUp: TypeAlias = Callable[[int], list[Discussion]]


def _nowhere(entry: int) -> list[Discussion]:
    return []


_look_up: LookUp = _nowhere


def look_up_discussions_with(look_up: LookUp) -> None:
    """Tell how to find the discussions of an entry, given by its key, with one query."""
    global _look_up
    _look_up = look_up


def discussed(entry: int) -> list[Discussion]:
    """Return where a public entry, given by its key, was discussed, the latest first; one query."""
    return _look_up(entry)


def points_discussed(discussions: list[Discussion]) -> list[Point]:
    """Return the points of the record that a list of discussions shows."""
    agenda = [(one.address, f"agenda/{one.number}/title") for one in discussions]
    return agenda + titles(one.address for one in discussions)
