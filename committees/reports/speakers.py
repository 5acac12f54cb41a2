"""Speeches of which it is not said which of several seats that are called alike spoke."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from committees.minutes.document import SeatLine
from committees.models import Meeting, Seat, Speech
from committees.services.seats import lines_called
from committees.services.versions import left_open


@dataclass(frozen=True)
class Unsure:
    """The number of a speech, and what the seats are called any of which may have spoken."""

    order: int
    seats: list[str]


def unsure_speeches(meeting: Meeting, seats: Mapping[str, Seat]) -> dict[int, Unsure]:
    """Return them by their keys; not those that somebody left open knowingly. Two queries.

    `seats` are those of the body by the words a speaker is chosen with.
    """
    lines = [SeatLine(seat.role, seat.group) for seat in seats.values()]
    labels = list(seats)
    called: dict[str, list[str]] = {}
    history: Any = Speech.history
    left = history.filter(meeting=meeting.pk, history_change_reason__in=left_open())
    decided = set(left.values_list("id", "speaker"))
    found = {}
    rows = (
        meeting.speeches.filter(seat=None).order_by("order").values_list("pk", "order", "speaker")
    )
    for pk, order, speaker in rows:
        if speaker not in called:
            called[speaker] = [labels[at] for at in lines_called(speaker, lines)]
        if len(called[speaker]) > 1 and (pk, speaker) not in decided:
            found[pk] = Unsure(order, called[speaker])
    return found
