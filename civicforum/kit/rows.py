"""Rows with parts: gathered from the flat rows of one joined query, or only counted."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.db.models import IntegerField, Subquery


def gather(
    rows: Iterable[dict[str, Any]], by: str, part_of: Callable[[dict[str, Any]], Any | None]
) -> list[tuple[dict[str, Any], list[Any]]]:
    """Group rows that follow each other with the same value of `by`.

    Returns for each group its first row and the parts of all its rows; `part_of`
    makes a part of a row, or None where a left join found nothing.
    """
    groups = []
    for _, same in groupby(rows, key=lambda row: row[by]):
        members = list(same)
        parts = [part for row in members if (part := part_of(row)) is not None]
        groups.append((members[0], parts))
    return groups


class CountOf(Subquery):
    """How many rows a query set has that refers to the outer row: `CountOf(rows)`.

    Unlike joins that are counted, several of these do not multiply each other, and only
    the rows of the page that is shown are counted.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
