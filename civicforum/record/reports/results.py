"""What came of an entry, for the page of any kind of entry.

Outcomes belong to the app of the panels, which the record and some of those pages must not
know. That app says once how to look them up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.core.paginator import Page, Paginator

from civicforum.kit.pages import Turned
from civicforum.record.reports.points import Point, titles


@dataclass(frozen=True)
class Result:
    """A public outcome that came from an entry, and of which body it is."""

    title: str
    address: str
    body: str
    body_address: str


LookUp: TypeAlias = Callable[[int, int], Page]


def _nothing(entry: int, number: int) -> Page:
    return Page([], 1, Paginator([], 1))


_look_up: LookUp = _nothing


def look_up_results_with(look_up: LookUp) -> None:
    """Tell how to find a page of what came of an entry, given by its key; one query."""
    global _look_up
    _look_up = look_up


def came_of(entry: int, turned: Turned) -> Page:
    """Return what came of a public entry, given by its key; one query."""
    return _look_up(entry, turned.asked("results"))


def points_of_results(results: Iterable[Result]) -> list[Point]:
    """Return the points of the record that a list of results shows."""
    return titles(address for one in results for address in (one.address, one.body_address))
