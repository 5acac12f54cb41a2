"""Comparing the record with the files it was loaded from.

Numbers, days and choices that a document states stay as they were loaded, and no row of it
goes, unless a discrepancy says why. Words may be put better here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from civicforum.record import services
from civicforum.record.checks import Checked
from civicforum.record.fixtures import Row
from civicforum.record.loader import Loader
from civicforum.record.models import Discrepancy

M = TypeVar("M", bound=models.Model)
#: What changes as rows are added, are known for a later day, or the city chooses.
_NOT_STATED = frozenset({"order", "as_of", "shown"})


@dataclass
class _File:
    """How many rows of a file there are, how many are as in it, and what the others say."""

    rows: int = 0
    alike: int = 0
    lines: list[Checked] = field(default_factory=list)


class Comparison(Loader):
    """A loader that writes nothing: it notes which rows are gone or say something else."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, _File] = {}

    def lines(self) -> Iterator[Checked]:
        """Yield a line for each file, and one for everything in it that is not as stated.

        Nothing for a city of which nothing was ever loaded.
        """
        if not any(file.alike for file in self.files.values()):
            return
        for name, file in self.files.items():
            worst = max((line.status for line in file.lines), default="same")
            yield Checked(f"fixtures/{name}", file.alike, file.rows, worst)
            yield from file.lines

    def find(self, row: Row, field: str, model: type[M], **lookup: Any) -> M:
        """Return the row that is referred to; one that is gone was noted where the file has it."""
        return self._stored(model, lookup) or model()

    def settle(self, discrepancy: Discrepancy) -> None:
        """Leave it as it is."""

    def finish(self) -> None:
        """Publish nothing."""

    def _leave_out(self, row: Row, wanted: M) -> M:
        """What is gone is noted, whoever took it away."""
        return self._create(row, wanted)

    def _create(self, row: Row, wanted: M) -> M:
        self._note(row, [Checked(_place(row), None, str(wanted), "unexplained")])
        return wanted

    def _keep(self, row: Row, found: M, wanted: M, names: Iterable[str]) -> M:
        self._note(row, [*_departures(row, found, wanted, names)])
        return found

    def _note(self, row: Row, lines: list[Checked]) -> None:
        file = self.files.setdefault(row.file, _File())
        file.rows += 1
        file.alike += not lines
        file.lines += lines


def _departures(row: Row, found: Any, wanted: Any, names: Iterable[str]) -> Iterator[Checked]:
    """Yield what the row says otherwise than its document, if it still speaks for that one."""
    if any(
        getattr(found, name, 0) != getattr(wanted, name, 0) for name in ("document_id", "as_of")
    ):
        return
    for name in names:
        stated: Any = found._meta.get_field(name)
        then, now = getattr(wanted, stated.attname), getattr(found, stated.attname)
        if _is_fact(stated) and now != then:
            status = "recorded" if services.is_disputed(found, name) else "unexplained"
            yield Checked(f"{_place(row)}, {name}", _plain(now), str(then), status)


def _is_fact(stated: Any) -> bool:
    is_words = type(stated) in (models.CharField, models.TextField) and not stated.choices
    return stated.name not in _NOT_STATED and not is_words


def _plain(value: Any) -> int | str | None:
    return value if value is None or isinstance(value, int) else str(value)


def _place(row: Row) -> str:
    return f"fixtures/{row.file}, line {row.line}, {row.name}"
