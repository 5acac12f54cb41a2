"""Queries of public pages, compiled once.

Building and compiling a query of the ORM costs several times what PostgreSQL needs to
answer it, and a page asks the same few queries each time with another key.
"""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import CharField, Count, Lookup, QuerySet, Window

#: Values that stand for the keys while a query is compiled; no query names them itself.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 32_000 + n,  # fits the smallest integer column
    str: lambda n: f"\ue000{n}",
    dt.date: lambda n: dt.date(1, 1, 1 + n),
    list: lambda n: [f"\ue000{n}"],
}


@CharField.register_lookup
class AnyOf(Lookup):
    """`column__any_of=[…]`: like `in`, with the whole list as one parameter."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Return the placeholder with the list as its one parameter."""
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return `column = ANY(list)`."""
        column, params = self.process_lhs(compiler, connection)
        mark, values = self.process_rhs(compiler, connection)
        return f"{column} = ANY({mark})", [*params, *values]


class Prepared:
    """Named columns of a query set, whose SQL is compiled once and run with other keys.

    `make` takes as many keys as `keys` names types (see `_MARKS`) and returns the query
    set; a key must end up in the query as it is. Calling the instance with keys runs
    it: one query, one dictionary per row. Dates of the kit come as plain strings.
    """

    def __init__(
        self, make: Callable[..., QuerySet[Any]], *columns: str, keys: tuple[type, ...] = (int,)
    ) -> None:
        self._make = make
        self._columns = columns
        self._marks = [_MARKS[kind](n) for n, kind in enumerate(keys)]

    def __call__(self, *keys: Any) -> list[dict[str, Any]]:
        return self._run("", *keys)

    def _run(self, end: str, *keys: Any) -> list[dict[str, Any]]:
        sql, places = self._compiled
        params = [value if mark is None else keys[mark] for mark, value in places]
        with connection.cursor() as cursor:
            cursor.execute(sql + end, params)
            return [dict(zip(self._columns, row, strict=True)) for row in cursor]

    @cached_property
    def _compiled(self) -> tuple[str, list[tuple[int | None, Any]]]:
        rows = self._make(*self._marks).values_list(*self._columns)
        sql, params = rows.query.sql_with_params()
        numbers = [self._marks.index(one) if one in self._marks else None for one in params]
        missing = set(range(len(self._marks))) - set(numbers)
        if missing:
            raise ValueError(f"The query does not use its keys as they are: {sorted(missing)}")
        return sql, list(zip(numbers, params, strict=True))


class PreparedList(Prepared):
    """A prepared query that is read page by page, each with one query.

    `make` returns all rows in an order without ties. Where they are joined, such as a proposal
    with its lines, it is the joined rows that are counted and cut, so that no page outgrows its
    size: what does not end on a page begins the next one again, with what is left of it. Only an
    address that somebody made up leads past the end; then it takes up to two more to learn which
    page is the last, and to read it.
    """

    def __init__(
        self,
        make: Callable[..., QuerySet[Any]],
        *columns: str,
        size: int,
        keys: tuple[type, ...] = (str,),
    ) -> None:
        super().__init__(
            lambda *marks: make(*marks).annotate(rows_in_all=Window(Count("*"))),
            *columns,
            "rows_in_all",
            keys=keys,
        )
        self._size = size

    def page(self, number: int, *keys: Any) -> Page:
        """Return a page of the rows, the last one when there are not so many."""
        rows = self._part(number, *keys)
        if not rows and number > 1:
            first = self._part(1, *keys)
            number = self._pages(first).num_pages
            rows = first if number == 1 else self._part(number, *keys)
        return Page(rows, number, self._pages(rows))

    def _part(self, number: int, *keys: Any) -> list[dict[str, Any]]:
        return self._run(f" LIMIT {self._size} OFFSET {(number - 1) * self._size}", *keys)

    def _pages(self, rows: list[dict[str, Any]]) -> Paginator:
        return Paginator(range(rows[0]["rows_in_all"] if rows else 0), self._size)
