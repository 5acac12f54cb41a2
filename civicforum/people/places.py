"""Rows that a person orders, such as seats: each place once, and rows may trade places.

What is unique among such rows is a constraint with `deferrable=Deferrable.IMMEDIATE`: it
holds after every statement, unless the rows trade places, and then once all are stored.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import BaseConstraint

from civicforum.kit.errors import Refused


class Placed(models.Model):
    """A row that can trade its place with others."""

    #: The constraints of other tables in which what is made of its place trades along.
    trades_along: ClassVar[Collection[str]] = ()
    #: While it does, nobody looks yet whether the place is free.
    is_trading = False

    class Meta:
        abstract = True

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[BaseConstraint]]]:
        """The constraints that hold now, of the row's table and of its parents'."""
        found = super().get_constraints()
        if not self.is_trading:
            return found
        return [(model, [one for one in own if not _can_wait(one)]) for model, own in found]


@contextmanager
def trading_places(rows: Sequence[Any]) -> Iterator[None]:
    """Let rows be stored in the places of each other; look at the places once all are.

    Raises ValidationError, with nothing stored, when two are left in one place.
    """
    names = {constraint.name for row in rows for constraint in _that_can_wait(row)}
    names |= {name for row in rows for name in getattr(row, "trades_along", ())}
    with transaction.atomic():
        _set(names, "DEFERRED")
        for row in rows:
            row.is_trading = True
        yield
        for row in rows:
            row.is_trading = False
            with naming(row):
                row.clean()
                row.validate_constraints()
        _set(names, "IMMEDIATE")


@contextmanager
def naming(row: Any) -> Iterator[None]:
    """Say of which row a refusal speaks, where there are several."""
    name = f"{row._meta.verbose_name} “{row}”"
    try:
        yield
    except ValidationError as error:
        raise ValidationError([f"{name}: {text}" for text in error.messages]) from error
    except Refused as refusal:
        raise type(refusal)(f"{name}: {refusal}") from refusal


def _that_can_wait(row: models.Model) -> Iterator[Any]:
    for _model, own in models.Model.get_constraints(row):
        yield from filter(_can_wait, own)


def _can_wait(constraint: Any) -> bool:
    return getattr(constraint, "deferrable", None) is not None


def _set(names: set[str], when: Literal["DEFERRED", "IMMEDIATE"]) -> None:
    if names:
        quoted = ", ".join(map(connection.ops.quote_name, sorted(names)))
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {quoted} {when}")
