"""Meetings as calendar files (ICS): one for a member, and all that come of a body."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from committees.told import NoticeContent

if TYPE_CHECKING:
    from committees.models import Convocation

CALENDAR = "text/calendar"
SEOUL = ZoneInfo("Asia/Seoul")


def one_meeting(convocation: "Convocation", attendee: str) -> bytes:
    """Return the file that puts a meeting into a member's calendar, or takes it out."""
    told = NoticeContent(convocation.content)
    event = _event(convocation, told)
    meeting = convocation.meeting
    if told.link:
        event.add("url", told.link)
    organizer = vCalAddress(f"mailto:{_plain(settings.DEFAULT_FROM_EMAIL)}")
    organizer.params["CN"] = vText(str(meeting.body))
    event["organizer"] = organizer
    if attendee:
        address = vCalAddress(f"mailto:{attendee}")
        address.params["RSVP"] = vText("FALSE")  # the answer is given at the portal
        event.add("attendee", address, encode=False)
    return file_of([event], "CANCEL" if convocation.is_cancelled else "REQUEST")


def meetings_of(convocations: Iterable["Convocation"]) -> bytes:
    """Return the meetings that were announced, those called off among them, without any link.

    Each says what it carries as `told` (`committees.reports.coming`).
    """
    return file_of(events_of(convocations), "PUBLISH")


def events_of(convocations: Iterable["Convocation"], *, named: bool = False) -> list[Event]:
    """Return the events of what `meetings_of` takes, for a file that holds others as well.

    In a file of many bodies each is `named` with its body.
    """
    events = []
    for one in convocations:
        event = _event(one, one.told)  # type: ignore[attr-defined]
        if named:
            event["summary"] = vText(f"{one.meeting.body.title} {event['summary']}")
        events.append(event)
    return events


def file_of(events: list[Event], method: str, title: str = "") -> bytes:
    """Return events as a file; calendar programs show its title, if it has one."""
    calendar = Calendar()
    calendar.add("prodid", "-//CivicForum//Meetings//KO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if title:
        calendar.add("x-wr-calname", title)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(convocation: "Convocation", told: NoticeContent) -> Event:
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"meeting-{convocation.meeting_id}@{host}")
    event.add("sequence", convocation.number)
    event.add("dtstamp", convocation.sent_at.astimezone(dt.UTC))
    event.add("summary", told.title)
    event.add("dtstart", _moment(told, told.starts))
    if told.starts and told.ends:
        event.add("dtend", _moment(told, told.ends))
    if told.place:
        event.add("location", told.place)
    event.add("description", "\n".join(f"{n}. {one}" for n, one in enumerate(told.agenda, 1)))
    event.add("status", "CANCELLED" if convocation.is_cancelled else "CONFIRMED")
    return event


def _moment(told: NoticeContent, time: dt.time | None) -> Any:
    """The time of the day in the city, or the whole day where no time is known."""
    return dt.datetime.combine(told.day, time, SEOUL) if time else told.day


def _plain(sender: str) -> str:
    """The address in `Name <address>`."""
    return sender.rpartition("<")[2].rstrip("> ")
