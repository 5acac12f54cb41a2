"""The one rule of what the public does not get of published minutes: what has a legal ground.

A row is withheld with what it stands in: a speech with its agenda item, all with the meeting.
A model says in `withheld_through` which lookup paths lead to the rows that may say the ground,
"" for the row itself; what is withheld stays in its row and is left out by every public query.
"""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class WithheldField(models.CharField):
    """The legal ground on which something is withheld from the public; "" where it is shown."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": 200, "blank": True}
        super().__init__(_("withheld on the ground of"), **options)

    def deconstruct(self) -> Any:
        """Leave out what every such field has."""
        name, path, args, options = super().deconstruct()
        for own in ("verbose_name", "max_length", "blank"):
            options.pop(own, None)
        return name, path, args, options


def shown(rows: Any, *, with_grounds: bool = False) -> QuerySet[Any]:
    """Return those of the rows, a manager's or a query set's, that are not withheld.

    `with_grounds` keeps those that are withheld by themselves alone: where they stand, the
    public reads on what ground, and nothing else of them.
    """
    found: QuerySet[Any] = rows.all()
    ways: tuple[str, ...] = found.model.withheld_through
    for way in ways:
        if way or not with_grounds:
            found = found.exclude(**{f"{way}withheld__gt": ""})
    return found


def is_withheld(row: Any) -> bool:
    """Return whether a row in hand is withheld, alone or with what it stands in."""
    return any(_ground(row, way) for way in row.withheld_through)


def _ground(row: Any, way: str) -> str:
    for step in filter(None, way.split("__")):
        row = getattr(row, step, None)
    return row.withheld if row else ""
