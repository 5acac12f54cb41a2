"""Duties and meetings of panels as calendar files (ICS)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Event

from committees.calendars import events_of, file_of

if TYPE_CHECKING:
    from committees.models import Convocation

SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True)
class Entered:
    """What stands in a calendar: a whole day, or from an hour on where one is known.

    `name` is the same for the same thing in every file and at every time; `at` is when it was
    last changed.
    """

    name: str
    day: dt.date
    title: str
    at: dt.datetime
    note: str = ""
    url: str = ""
    starts: dt.time | None = None
    ends: dt.time | None = None
    place: str = ""


def public_calendar(
    title: str, entered: Iterable[Entered], convocations: Sequence["Convocation"] = ()
) -> bytes:
    """Return the file of what is public: duties, and the meetings that were announced."""
    return file_of([*map(_event, entered), *events_of(convocations, named=True)], "PUBLISH", title)


def staff_calendar(title: str, entered: Iterable[Entered]) -> bytes:
    """Return the file of what a person of the staff sees."""
    return file_of([_event(one) for one in entered], "PUBLISH", title)


def _event(one: Entered) -> Event:
    event = Event()
    event.add("uid", f"{one.name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", one.at.astimezone(dt.UTC))
    event.add("last-modified", one.at.astimezone(dt.UTC))
    event.add("summary", one.title)
    if one.starts:
        event.add("dtstart", dt.datetime.combine(one.day, one.starts, SEOUL))
        if one.ends and one.ends > one.starts:
            event.add("dtend", dt.datetime.combine(one.day, one.ends, SEOUL))
    else:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a due day keeps nobody from meetings
    for name in ("description", "url", "location"):
        value = {"description": one.note, "url": one.url, "location": one.place}[name]
        if value:
            event.add(name, value)
    return event
