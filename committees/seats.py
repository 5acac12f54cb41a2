"""What seats are called where they are listed."""

from collections import Counter
from collections.abc import Iterable

from committees.models import Seat


def told_apart(names: Iterable[str]) -> list[str]:
    """Return the names of a body's seats in their order; those that are alike are numbered."""
    listed, met = list(names), Counter[str]()
    all_of = Counter(listed)
    labels = []
    for name in listed:
        met[name] += 1
        labels.append(name if all_of[name] == 1 else f"{name} ({met[name]})")
    return labels


def labelled(seats: Iterable[Seat]) -> list[tuple[Seat, str]]:
    """Return all seats of a body, each with what it is called among them."""
    listed = list(seats)
    return list(zip(listed, told_apart(map(str, listed)), strict=True))
