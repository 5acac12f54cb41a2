"""What the seats of the record are called where they are listed."""

from collections.abc import Iterable

from committees.minutes.seats import told_apart
from committees.models import Seat


def labelled(seats: Iterable[Seat]) -> list[tuple[Seat, str]]:
    """Return all seats of a body, each with what it is called among them."""
    listed = list(seats)
    return list(zip(listed, told_apart(map(str, listed)), strict=True))


def roles(seats: Iterable[Seat]) -> list[tuple[Seat, str]]:
    """Return all seats of a body, each with its role as it is told from others of its group."""
    return [(seat, label.removeprefix(seat.group).strip()) for seat, label in labelled(seats)]
