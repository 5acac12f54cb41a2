"""A whole meeting written from its minutes: the inverse of `reports.document.document_of`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from civicforum.record import services as record
from civicforum.record.services.indexing import index_entry
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.minutes.document import Minutes
from committees.minutes.fitting import fitted
from committees.models import Body, Meeting
from committees.services.minutes_rows import MinutesRows
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def write_down(
    body: Body,
    minutes: Minutes,
    *,
    into: Meeting | None = None,
    choices: Sequence[str] | None = None,
    speakers: Mapping[int, int] | None = None,
    actor: "User | None" = None,
    reason: str = "",
) -> Meeting:
    """Store a draft meeting of the body with all rows of its minutes, and return it.

    `into` is a meeting that has no minutes yet (`has_no_minutes`); otherwise it is a new one.
    `choices` say for each line of the attendance list what becomes of it: a seat's key or one of
    the words of `minutes_rows`. Without them lines are matched, and seats that the body lacks are
    made. `speakers` say which line gave a speech, by its order, where several may have. Raises
    ValidationError for what the record cannot hold, and what `save_row` raises.
    """
    minutes = fitted(minutes)
    meeting = _meeting(body, minutes, into)
    record.save_row(meeting, actor=actor, reason=reason, index=False)
    rows = MinutesRows(meeting, actor, reason)
    seats = rows.attendance(minutes, choices)
    rows.discussion(minutes, seats, speakers or {})
    rows.lists(minutes)
    rows.totals(minutes)
    index_entry(meeting)
    return meeting


def has_no_minutes(meeting: Meeting) -> bool:
    """Whether a meeting was called but nothing is written of it: a draft, and empty."""
    is_draft = (meeting.state, meeting.minutes_state) == (EntryState.DRAFT, MinutesState.DRAFT)
    if not is_draft or meeting.main_points or meeting.notes or meeting.remarks:
        return False
    parts = (meeting.speeches, meeting.observers, meeting.attached_lists, meeting.stated_figures)
    return not any(rows.exists() for rows in parts)


def _meeting(body: Body, minutes: Minutes, into: Meeting | None) -> Meeting:
    """The row itself; what the record cannot do without is looked at when it is stored.

    Of a meeting that was called, what the minutes do not say stays.
    """
    stated: dict[str, Any] = {
        "title": minutes.title,
        "number": minutes.number,
        "date": minutes.day,
        "stated_weekday": minutes.stated_weekday,
        "starts": minutes.starts,
        "ends": minutes.ends,
        "place": minutes.place,
        "recorder": minutes.recorder,
        "main_points": "\n".join(minutes.main_points),
        "next_meeting": minutes.next_meeting,
        "notes": "\n".join(minutes.notes),
        "remarks": "\n".join(minutes.remarks),
    }
    if into is None:
        return Meeting(city=body.city, body=body, **stated)
    for name, value in stated.items():
        if value:
            setattr(into, name, value)
    return into
