"""Lines that stand below one another: as a tree, and as a text with two spaces a level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

INDENT = "  "


@dataclass(slots=True)
class Line:
    """A line with the lines that stand under it."""

    text: str
    children: list["Line"] = field(default_factory=list)


def nest(rows: Iterable[Any]) -> list[Line]:
    """Return flat rows (`pk`, `parent_id`, `text`, in order) as top lines with their children.

    A row whose parent does not come before it stands at the top, so that none is lost.
    """
    top: list[Line] = []
    known: dict[int, Line] = {}
    for row in rows:
        line = Line(row.text)
        (known[row.parent_id].children if row.parent_id in known else top).append(line)
        known[row.pk] = line
    return top


def as_text(rows: Iterable[Any]) -> str:
    """Return the flat rows as a text: a line a row, indented below its parent."""
    return "\n".join(_indented(nest(rows)))


def _indented(lines: Iterable[Line], above: str = "") -> Iterator[str]:
    for line in lines:
        yield above + line.text
        yield from _indented(line.children, above + INDENT)
