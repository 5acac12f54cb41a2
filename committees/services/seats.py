"""The seats of a body that a list of attendance speaks of."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Max

from civicforum.people.models import Department
from civicforum.record import services as record
from committees.minutes.document import SeatLine
from committees.minutes.reading.attendance import is_called
from committees.minutes.reading.marks import squeezed
from committees.models import Body, Seat, Tenure

if TYPE_CHECKING:
    from civicforum.people.models import User

#: The role of a seat of which a list says nothing but who sits there.
MEMBER = "위원"


def match_seats(
    lines: Sequence[SeatLine], seats: Iterable[Seat], holders: Iterable[Tenure] = ()
) -> list[Seat | None]:
    """Return the seat of each line, each once: by its holder's name, then by group and role.

    Lines that are called alike, such as two vice-chairs, take the seats of that call in order.
    """
    free = list(seats)
    found: list[Seat | None] = [None] * len(lines)
    named = [(one.name, one.seat_id) for one in holders]
    for by_name in (True, False):
        for at, line in enumerate(lines):
            fits = (seat for seat in free if _is(line, seat, named if by_name else None))
            seat = found[at] or next(fits, None)
            if found[at] is None and seat:
                found[at] = seat
                free.remove(seat)
    return found


def _is(line: SeatLine, seat: Seat, named: Sequence[tuple[str, int]] | None) -> bool:
    if named is not None:
        return bool(line.name) and (line.name, seat.pk) in named
    return squeezed(line.group + line.role) == squeezed(seat.group + seat.role)


def speakers_seat(speaker: str, seats: Iterable[Seat]) -> Seat | None:
    """Return the one seat that a speaker is called by; None where there are several, or none."""
    called = [seat for seat in seats if is_called(SeatLine(seat.role, seat.group), speaker)]
    return called[0] if len(called) == 1 else None


def make_seats(
    body: Body, lines: Sequence[SeatLine], *, actor: "User | None" = None, reason: str = ""
) -> list[Seat]:
    """Add a seat to the body for each line of a list, in their order, and return them.

    What a line's group names is a body or a department of the city, or else a part of the role.
    """
    record.hold_entries(body)
    last = body.seats.aggregate(last=Max("order"))["last"] or 0
    bodies = {one.title: one for one in Body.objects.filter(city=body.city)} if lines else {}
    offices = {one.name: one for one in Department.objects.filter(city=body.city)} if lines else {}
    made = []
    for order, line in enumerate(lines, last + 1):
        seat = Seat(body=body, order=order, role=line.role or MEMBER)
        seat.stands_for = bodies.get(line.group)
        seat.stands_for_department = None if seat.stands_for else offices.get(line.group)
        if not seat.group:
            seat.role = f"{line.group} {seat.role}".strip()
        made.append(seat)
    record.save_new_rows(made, actor=actor, reason=reason)
    return made
