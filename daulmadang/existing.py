"""Whether a panel exists on a day: the one rule, of a panel at hand and as a query's condition.

It exists from the first day on which it may have been founded through its last day; one whose
founding is not recorded was always there, unless it is only proposed. What was withdrawn never
counts.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.lookups import GreaterThanOrEqual

from civicforum.kit.partial_dates import PartialDate, as_last_day
from civicforum.record.states import EntryState

if TYPE_CHECKING:
    from daulmadang.models import Panel


def exists_on(panel: "Panel", day: dt.date) -> bool:
    """Whether a panel exists on a day."""
    if panel.state == EntryState.WITHDRAWN or (panel.proposed and not panel.founded):
        return False
    return day.isoformat() >= panel.founded and not has_ended(panel.ended, day)


def has_ended(ended: str, on: dt.date) -> bool:
    """Whether the last day of what ended then, to a day, month or year, lies before a day."""
    last = PartialDate.stored(ended).last_day
    return last is not None and last < on


def ends_before(ended: str, founded: str) -> bool:
    """Whether the last day on which something ended lies before the first of its founding."""
    last = PartialDate.stored(ended).last_day
    return last is not None and last.isoformat() < founded  # a month sorts before its days


def existing_on(day: Any, panel: str = "") -> Q:
    """Return the condition that a panel exists on a day, as ISO writes it.

    `panel` is the path that leads to it, with `__`.
    """
    founded = Q(**{f"{panel}founded": ""}) & Q(**{f"{panel}proposed": ""})
    founded |= Q(**{f"{panel}founded__gt": "", f"{panel}founded__lte": day})
    return founded & lasting_on(day, panel) & ~Q(**{f"{panel}state": EntryState.WITHDRAWN})


def lasting_on(day: Any, panel: str = "") -> Q:
    """Return the condition that the last day of a panel, if it has one, is not before a day."""
    return Q(**{f"{panel}ended": ""}) | Q(GreaterThanOrEqual(as_last_day(f"{panel}ended"), day))
