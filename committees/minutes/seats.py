"""What seats are called where they are listed, and where their holders speak."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from committees.minutes.document import SeatLine

_NUMBERED = re.compile(r" ?\(\d{1,3}\)$")
_PART = "분과"


def told_apart(names: Iterable[str]) -> list[str]:
    """Return the names of a body's seats in their order; those that are alike are numbered."""
    listed, met = list(names), Counter[str]()
    all_of = Counter(listed)
    labels = []
    for name in listed:
        if all_of[name] == 1:
            labels.append(name)
            continue
        numbers = count(met[name] + 1)
        met[name] = next(one for one in numbers if f"{name} ({one})" not in all_of)
        labels.append(f"{name} ({met[name]})")
    return labels


def untold(labels: Sequence[str]) -> list[str]:
    """Return the names that `told_apart` made the labels of; a label of another kind stays."""
    names = [unnumbered(label) for label in labels]
    return [
        name if again == label else label
        for name, again, label in zip(names, told_apart(names), labels, strict=True)
    ]


def bare_lines(lines: Sequence[SeatLine]) -> list[SeatLine]:
    """Return the lines without the numbers by which a list tells those apart that are alike."""
    full = untold([f"{line.group} {line.role}".strip() for line in lines])
    return [
        replace(line, role=name.removeprefix(line.group).strip())
        for line, name in zip(lines, full, strict=True)
    ]


def unnumbered(label: str) -> str:
    """Return a label without the number that tells it from others alike."""
    return _NUMBERED.sub("", label)


def spoken_as(group: str, role: str) -> str:
    """Return how minutes name whoever speaks in a seat.

    A subcommittee is not said twice: `지역특화분과` and `부분과장` speak as `지역특화부분과장`.
    """
    if group.endswith(_PART) and _PART in role:
        return group.removesuffix(_PART).rstrip() + role
    return f"{group} {role}".strip()
