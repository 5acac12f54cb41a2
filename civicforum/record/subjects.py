"""What the subject of a discrepancy names: one field of one row.

`title` is the entry's own field, `session-1/venue` and `points/5/text` are fields of rows
that its model names in `subject_rows`. A subject that names something else, such as a sum
or a spelling used in two places, leads nowhere.
"""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from civicforum.kit.dates import format_time
from civicforum.record.kinds import own_row
from civicforum.record.models import Discrepancy, Entry

#: What documents write behind a number that is not exact: 180여.
ABOUT = "여"
#: How a subject names a row: other ways to write a number would name it past those who compare.
_NAME = re.compile(r"\s*(?!\d*_)[\w-]+\s*", re.ASCII)


@dataclass(frozen=True)
class Point:
    """A field of a row, which holds what the statements dispute or has it among its words."""

    row: Any
    field: Any
    words_only: bool

    @property
    def names(self) -> tuple[str, str]:
        """The fields that say it: the value, and whether it is a round number."""
        return self.field.name, _about(self.field.name)

    @property
    def text(self) -> str:
        """The row's value as documents write it."""
        return as_stated(self.row, self.field.name)

    def said(self, values: Collection[str]) -> str | None:
        """Which of the statements the row says: of those among its words the longest."""
        if not self.words_only:
            return self.text if self.text in values else None
        return max((value for value in values if value in self.text), key=len, default=None)

    def repeats(self, value: str) -> bool:
        """Whether the words stand in the row more than once, so that nobody knows which."""
        return self.words_only and self.text.count(value) > 1

    def put(self, value: str, instead_of: str) -> None:
        """Set what a statement says, unsaved. Raises ValidationError when it does not fit."""
        text = self.text.replace(instead_of, value) if self.words_only else value
        about = _about(self.field.name)
        if hasattr(self.row, about):
            setattr(self.row, about, text.endswith(ABOUT))
            text = text.removesuffix(ABOUT)
        setattr(self.row, self.field.attname, self.field.to_python(text))


def point_of(discrepancy: Discrepancy) -> Point | None:
    """Return the field that the discrepancy's subject names, or None if it names none."""
    row, name = _end(own_row(discrepancy.entry), discrepancy.subject)
    field = _field(row, name)
    return Point(row, field, discrepancy.words_only) if field else None


def row_of(discrepancy: Discrepancy) -> Any:
    """Return the last row that the discrepancy's subject leads to."""
    return _end(own_row(discrepancy.entry), discrepancy.subject)[0]


def naming(row: Any, entry: Entry) -> list[Discrepancy]:
    """Return the discrepancies of the entry whose subjects lead to the row."""
    own = own_row(entry)
    return [one for one in entry.discrepancies.all() if _end(own, one.subject)[0] == row]


def as_stated(row: Any, name: str) -> str:
    """Return a row's value as documents write it: 14:00, 122, 180여."""
    value = getattr(row, name)
    if isinstance(value, dt.time):
        return format_time(value)
    about = ABOUT if getattr(row, _about(name), False) else ""
    return "" if value is None else f"{value}{about}"


def _about(name: str) -> str:
    return f"{name}_is_about"


def _end(row: Any, subject: str) -> tuple[Any, str]:
    """The last row on the way and what is named of it; "" where the way is lost.

    `session-1/…` and `session/1/…` name the same row.
    """
    subject = row.subject_names.get(subject, subject)
    first, _, rest = subject.partition("/")
    kind, dash, key = first.partition("-")
    if kind not in row.subject_rows:
        return row, subject
    if not dash:
        key, _, rest = rest.partition("/")
    try:
        part = row.subject_rows[kind](row, key).first() if _NAME.fullmatch(key) else None
    except ValueError:  # a word where the rows are numbered
        part = None
    return _end(own_row(part), rest) if part else (row, "")


def _field(row: Any, name: str) -> Any:
    """The field of that name, if people write it."""
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.editable and not (field.is_relation or field.primary_key) else None
