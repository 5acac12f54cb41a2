"""Calling a meeting into being, and keeping its facts and agenda current."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import override

from civicforum.record.services import save_row
from civicforum.record.version import record_write
from committees.models import AgendaItem, Body, Meeting

if TYPE_CHECKING:
    from civicforum.people.models import User


def next_meeting(body: Body) -> Meeting:
    """Return a new meeting of a body, unsaved: the next number, times and place as last time."""
    last = body.meetings.order_by("-number").first()
    meeting = Meeting(body=body, city=body.city, number=1)
    if last:
        meeting.number = last.number + 1
        for name in ("starts", "ends", "form", "place", "link", "recorder"):
            setattr(meeting, name, getattr(last, name))
    return meeting


@record_write
def add_meeting(meeting: Meeting, agenda: Sequence[str], *, actor: "User | None" = None) -> None:
    """Store a new meeting with its agenda and a line of attendance for each seat of its body.

    Raises what `save_row` raises.
    """
    meeting.title = meeting.title or title_of(meeting)
    save_row(meeting, actor=actor)
    for number, title in enumerate(agenda, start=1):
        save_row(AgendaItem(meeting=meeting, number=number, title=title), actor=actor)


def title_of(meeting: Meeting) -> str:
    """Return what a meeting is called as the city writes it: 분과실무협의회 14차 회의."""
    with override("ko"):
        return f"{meeting.body.title} {meeting.number}차 회의"


@record_write
def change_meeting(meeting: Meeting, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store the facts of a meeting; its title follows its number. Raises what `save_row` raises."""
    stored = Meeting.objects.select_related("body").get(pk=meeting.pk)
    if meeting.title == title_of(stored):
        meeting.title = title_of(meeting)
    save_row(meeting, actor=actor, reason=reason)
