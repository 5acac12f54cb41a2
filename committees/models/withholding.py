"""The one rule of what the public does not get of published minutes: what has a legal ground.

A row is withheld with what it stands in: a speech with its agenda item, all with the meeting.
A model says in `withheld_through` which lookup paths lead to the rows that may say the ground,
"" for the row itself; what is withheld stays in its row and is left out by every public query.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet


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


def withheld(rows: Any) -> QuerySet[Any]:
    """Return those of the rows that are withheld, alone or with what they stand in."""
    found: QuerySet[Any] = rows.all()
    ways: tuple[str, ...] = found.model.withheld_through
    return found.filter(reduce(or_, (Q(**{f"{way}withheld__gt": ""}) for way in ways)))
