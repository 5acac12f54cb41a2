"""What the public is not told though its entry is public: of some entries nothing is.

The record knows only that there are such entries; the app that has them says which they are.
"""

from typing import Any

_LOOKUPS: dict[str, Any] = {}


def keep_silent_about(**lookups: Any) -> None:
    """Say of which entries nothing is told but that they are there: `meeting__withheld__gt=""`."""
    _LOOKUPS.update(lookups)


def told(rows: Any, entry: str = "entry__") -> Any:
    """Leave out rows about such entries; `entry` is the path that leads to the entry, with `__`."""
    for lookup, value in _LOOKUPS.items():
        rows = rows.exclude(**{f"{entry}{lookup}": value})
    return rows
