"""What the public is not told though its entry is public: nothing of some entries and points.

The record knows only that there are such; the app that has them says which they are.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

_LOOKUPS: dict[str, Any] = {}
_POINTS: list[Callable[[str], Any]] = []
_COMMITMENTS: list[Q] = []


def keep_silent_about(**lookups: Any) -> None:
    """Say of which entries nothing is told but that they are there: `meeting__withheld__gt=""`."""
    _LOOKUPS.update(lookups)


def keep_silent_about_points(is_withheld: Callable[[str], Any]) -> None:
    """Say what discrepancies are about something withheld, as a condition for a query.

    `is_withheld` gets the path that leads to the discrepancy, with `__`.
    """
    _POINTS.append(is_withheld)


def keep_silent_about_commitments(condition: Q) -> None:
    """Say which commitments are given out nowhere, such as what nobody owes any more."""
    _COMMITMENTS.append(condition)


def told_commitments(rows: Any) -> Any:
    """Leave out such commitments, and those of entries of which nothing is told."""
    for condition in _COMMITMENTS:
        rows = rows.exclude(condition)
    return told(rows)


def told(rows: Any, entry: str = "entry__") -> Any:
    """Leave out rows about such entries; `entry` is the path that leads to the entry, with `__`."""
    for lookup, value in _LOOKUPS.items():
        rows = rows.exclude(**{f"{entry}{lookup}": value})
    return rows


def told_points(rows: Any, discrepancy: str = "") -> Any:
    """Leave out discrepancies, or rows of them, on such points and entries.

    `discrepancy` is the path that leads to the discrepancy, with `__`.
    """
    rows = told(rows, f"{discrepancy}entry__")
    for is_withheld in _POINTS:
        rows = rows.exclude(is_withheld(discrepancy))
    return rows
