"""The seats of a body that a list of attendance speaks of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Max

from civicforum.people.models import Department
from civicforum.record import services as record
from committees.minutes.document import SeatLine
from committees.minutes.reading.attendance import is_called
from committees.minutes.reading.marks import squeezed
from committees.minutes.seats import untold
from committees.models import Body, Meeting, Seat, Tenure
from committees.seats import labelled

if TYPE_CHECKING:
    from civicforum.people.models import User

#: The role of a seat of which a list says nothing but who sits there.
MEMBER = "위원"


def match_seats(
    lines: Sequence[SeatLine], seats: Iterable[Seat], holders: Iterable[Tenure] = ()
) -> list[Seat | None]:
    """Return the seat of each line, each once: by its holder's name, then by group and role.

    Lines that are called alike, such as two vice-chairs, take the seats of that call in order,
    unless a number tells them apart as it does the seats.
    """
    told = labelled(seats)
    holds = {(one.name, one.seat_id) for one in holders}
    plain = [_name(line) for line in _bare(lines)]
    ways: tuple[Callable[[int, Seat, str], bool], ...] = (
        lambda at, seat, label: (lines[at].name, seat.pk) in holds and bool(lines[at].name),
        lambda at, seat, label: _name(lines[at]) == squeezed(label),
        lambda at, seat, label: plain[at] == squeezed(str(seat)),
    )
    free, found = list(told), dict[int, Seat]()
    for is_of in ways:
        for at in range(len(lines)):
            fits = (one for one in free if at not in found and is_of(at, *one))
            if seat := next(fits, None):
                found[at] = seat[0]
                free.remove(seat)
    return [found.get(at) for at in range(len(lines))]


def _name(line: SeatLine) -> str:
    return squeezed(line.group + line.role)


def _bare(lines: Sequence[SeatLine]) -> list[SeatLine]:
    """The lines without the numbers by which a list tells those apart that are alike."""
    full = untold([f"{line.group} {line.role}".strip() for line in lines])
    return [
        replace(line, role=name.removeprefix(line.group).strip())
        for line, name in zip(lines, full, strict=True)
    ]


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
    lines = _bare(lines)
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
