"""Where an entry was discussed, for the page of any kind of entry.

Agenda items belong to the app whose bodies meet, which the record and some of those pages must
not know. That app says once how to look them up.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.core.paginator import Page, Paginator

from civicforum.kit.pages import Turned
from civicforum.record.reports.points import Point, titles


@dataclass(frozen=True)
class Discussion:
    """An agenda item of a public meeting that was about an entry, and the path to it."""

    meeting: str
    address: str
    date: dt.date
    number: int
    title: str
    link: str


LookUp: TypeAlias = Callable[[int, int], Page]


def _nowhere(entry: int, number: int) -> Page:
    return Page([], 1, Paginator([], 1))


_look_up: LookUp = _nowhere


def look_up_discussions_with(look_up: LookUp) -> None:
    """Tell how to find a page of the discussions of an entry, given by its key; one query."""
    global _look_up
    _look_up = look_up


def discussed(entry: int, turned: Turned) -> Page:
    """Return where a public entry, given by its key, was discussed, the latest first; one query."""
    return _look_up(entry, turned.asked("discussed"))


def points_discussed(discussions: Iterable[Discussion]) -> list[Point]:
    """Return the points of the record that a list of discussions shows."""
    shown = list(discussions)
    agenda = [(one.address, f"agenda/{one.number}/title") for one in shown]
    return agenda + titles(one.address for one in shown)
