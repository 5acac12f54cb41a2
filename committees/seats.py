"""What the seats of the record are called where they are listed."""

from collections.abc import Iterable

from committees.minutes.document import SeatLine
from committees.minutes.seats import told_apart
from committees.models import Seat


def group_of(seat: Seat, *, for_public: bool = False) -> str:
    """Return whom a seat stands for: to the public, a body only while that is public."""
    return seat.shown_group if for_public else seat.group


def labelled(seats: Iterable[Seat], *, for_public: bool = False) -> list[tuple[Seat, str]]:
    """Return all seats of a body, each with what it is called among them."""
    listed = list(seats)
    names = (f"{group_of(seat, for_public=for_public)} {seat.role}".strip() for seat in listed)
    return list(zip(listed, told_apart(names), strict=True))


def lines_of(seats: Iterable[Seat], *, for_public: bool = False) -> list[tuple[Seat, SeatLine]]:
    """Return all seats of a body as lines of a list, with roles told from others of the group."""
    lines = []
    for seat, label in labelled(seats, for_public=for_public):
        group = group_of(seat, for_public=for_public)
        lines.append((seat, SeatLine(label.removeprefix(group).strip(), group)))
    return lines
