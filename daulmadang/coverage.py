"""For which days a record tells everything: spans of days, without a database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

_DAY = dt.timedelta(days=1)
#: The end of what has none: the portal's own record of a city that is live.
ENDLESS = dt.date.max

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Covered:
    """Days that are covered, as spans that neither touch nor overlap, the earliest first."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Covered":
        """Return the days of all spans together; the first and last day of each are included."""
        merged: list[Span] = []
        for first, last in sorted(spans):
            if merged and (merged[-1][1] == ENDLESS or first <= merged[-1][1] + _DAY):
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    @classmethod
    def recorded(cls, live_since: dt.date | None, lists: Iterable[Span]) -> "Covered":
        """Return the days that lists cover; from its first live day the portal is the record."""
        return cls.of([*([(live_since, ENDLESS)] if live_since else []), *lists])

    def known(self, since: dt.date, on: dt.date) -> dt.date | None:
        """Return the last covered day from `since` until `on`; None where there is none."""
        last = max((min(end, on) for start, end in self.spans if start <= on), default=None)
        return last if last is not None and last >= since else None

    def window(self, since: dt.date, on: dt.date) -> "Window":
        """Return the window that is told: as long as was asked for, up to the last known day."""
        known = self.known(since, on)
        return Window(since - (on - known), known, True) if known else Window(since, on, False)

    def holds(self, day: dt.date) -> bool:
        """Whether a day is covered."""
        return any(start <= day <= end for start, end in self.spans)

    def days(self, since: dt.date, on: dt.date) -> int:
        """Return how many days from `since` until `on` are covered."""
        found = ((max(start, since), min(end, on)) for start, end in self.spans)
        return sum((last - first).days + 1 for first, last in found if first <= last)

    def unbroken_since(self, day: dt.date) -> dt.date | None:
        """Return since when all days up to a day are covered; None where the day itself is not."""
        return next((start for start, end in self.spans if start <= day <= end), None)


@dataclass(frozen=True)
class Window:
    """From when until when a kind of figure is told, and whether the record covers the end."""

    since: dt.date
    on: dt.date
    is_known: bool


def year_up_to(on: dt.date) -> dt.date:
    """Return the first of the twelve months that end on a day."""
    next_day = on + _DAY
    try:
        return next_day.replace(year=next_day.year - 1)
    except ValueError:  # 29 February
        return next_day.replace(year=next_day.year - 1, day=28)
