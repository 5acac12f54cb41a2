"""The seats of a body that a list of attendance speaks of."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Max

from civicforum.people.models import Department
from civicforum.record import services as record
from committees.minutes.document import SeatLine
from committees.minutes.reading.attendance import is_called
from committees.minutes.seats import bare_lines
from committees.models import Body, Meeting, Seat

if TYPE_CHECKING:
    from civicforum.people.models import User

#: The role of a seat of which a list says nothing but who sits there.
MEMBER = "위원"


def speakers_seat(speaker: str, seats: Iterable[Seat]) -> Seat | None:
    """Return the one seat that a speaker is called by; None where there are several, or none."""
    listed = list(seats)
    called = lines_called(speaker, [SeatLine(seat.role, seat.group) for seat in listed])
    return listed[called[0]] if len(called) == 1 else None


def lines_called(speaker: str, lines: Sequence[SeatLine]) -> list[int]:
    """Return the places of the lines of a list any of which may be called by a speaker's words."""
    return [at for at, line in enumerate(lines) if is_called(line, speaker)]


def make_seats(
    meeting: Meeting, lines: Sequence[SeatLine], *, actor: "User | None" = None, reason: str = ""
) -> list[Seat]:
    """Add a seat to the body for each line of a draft's list, in their order, and return them.

    What a line's group names is a body or a department of the city, or else a part of the role.
    They are public once the meeting is.
    """
    body = meeting.body
    record.hold_entries(body)
    lines = bare_lines(lines)
    last = body.seats.aggregate(last=Max("order"))["last"] or 0
    bodies = {one.title: one for one in Body.objects.filter(city=body.city)} if lines else {}
    offices = {one.name: one for one in Department.objects.filter(city=body.city)} if lines else {}
    made = []
    for order, line in enumerate(lines, last + 1):
        seat = Seat(body=body, made_with=meeting, order=order, role=line.role or MEMBER)
        seat.stands_for = bodies.get(line.group)
        seat.stands_for_department = None if seat.stands_for else offices.get(line.group)
        if not seat.group:
            seat.role = f"{line.group} {seat.role}".strip()
        made.append(seat)
    record.save_new_rows(made, actor=actor, reason=reason)
    return made
