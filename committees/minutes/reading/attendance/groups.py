"""Which rows a merged cell covers, where all that is known is how far down its word stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from committees.minutes.document import SeatLine
from committees.minutes.reading.source import Line

#: How far from where it should be, in heights of a row, a word may stand.
_AWAY = 0.15
#: The height of a row where there is only one, in points.
_ROW = 20.0


@dataclass
class Group:
    """A group's word, how far down the pages it stands, its line, and whether a seat is in it."""

    text: str
    down: float
    line: Line
    used: bool = False


def spread(rows: Sequence[tuple[SeatLine, float]], groups: Sequence[Group]) -> bool:
    """Give each seat the group whose word stands at the top or in the middle of its rows.

    Seats keep the groups that the order of the file gave them where these agree with either.
    Returns whether the heights fit at all.
    """
    rows = sorted(rows, key=lambda row: row[1])
    heights = [down for _seat, down in rows]
    ordered = sorted(groups, key=lambda one: one.down)
    away = _AWAY * min((below - above for above, below in pairwise(heights)), default=_ROW)
    fitting = [names for way in (_top, _middle) if (names := way(heights, ordered, away))]
    if [seat.group for seat, _down in rows] not in fitting:
        for (seat, _down), name in zip(rows, fitting[0] if fitting else [], strict=False):
            seat.group = name
    return bool(fitting)


def _top(heights: Sequence[float], groups: Sequence[Group], away: float) -> list[str]:
    """The group of each row if each begins in the row of its word; empty if they do not."""
    firsts = [
        next((row for row, down in enumerate(heights) if _near(down, group, away)), -1)
        for group in groups
    ]
    if -1 in firsts or firsts[:1] != [0]:
        return []
    ends = [*firsts[1:], len(heights)]
    sizes = zip(groups, firsts, ends, strict=True)
    return [group.text for group, first, end in sizes for _row in range(first, end)]


def _middle(heights: Sequence[float], groups: Sequence[Group], away: float) -> list[str]:
    """The group of each row if each word is in the middle of its rows; empty if it is not."""
    names: list[str] = []
    for group in groups:
        first = len(names)
        middles = [(heights[first] + down) / 2 for down in heights[first:]]
        size = next((n for n, at in enumerate(middles, 1) if _near(at, group, away)), 0)
        if not size:
            return []
        names += [group.text] * size
    return names if len(names) == len(heights) else []


def _near(down: float, group: Group, away: float) -> bool:
    return abs(down - group.down) <= away
