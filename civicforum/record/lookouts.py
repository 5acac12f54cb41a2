"""What a row has to pass before a person stores it, beyond what the record itself asks.

The record knows only that there is such a check; the app that asks for it says what it is.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Model

#: Gets the row and, where it is not new, as it is stored; raises RecordError.
Check: TypeAlias = Callable[[Model, Model | None], None]

_CHECKS: list[Check] = []


def look_first_with(check: Check) -> None:
    """Ask a check of every row that a person stores, through whatever door."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def look_at(row: Model, stored: Model | None) -> None:
    """Ask all checks of a row. Raises RecordError."""
    for check in _CHECKS:
        check(row, stored)
