"""A document in the form of Korean offices (개조식): heads □, lines ○ and -, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from civicforum.kit.papers.text import one_line

#: What stands before a head, a line, a line below it, and so on.
MARKS = ("□", "○", "-", "·")

Value: TypeAlias = str | int | float | None


@dataclass(frozen=True)
class Line:
    """A head (level 0) or a line of the document, on one line."""

    text: str
    level: int = 1

    @property
    def marked(self) -> str:
        """The line with its mark."""
        return f"{MARKS[self.level]} {one_line(self.text)}"


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, and whether long texts stand in it."""

    head: str
    share: float = 1
    is_text: bool = False


@dataclass(frozen=True)
class Table:
    """A table under a title, a note below it; a cell of which nothing is known is empty."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A document: its title, what it says of its date (기준일), and what stands in it in order."""

    title: str
    as_of: str
    blocks: Sequence[Line | Table] = field(default_factory=tuple)


def head(text: str) -> Line:
    """Return a head: □."""
    return Line(text, 0)


def shown(value: Value) -> str:
    """Return a cell as it is printed."""
    if value is None:
        return ""
    return one_line(value) if isinstance(value, str) else f"{value:g}"
