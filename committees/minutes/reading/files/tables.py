"""Paragraphs and tables as word processors nest them, laid out as lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from committees.minutes.reading.heads import ASIDE, section_of
from committees.minutes.reading.source import Part, Raw
from committees.minutes.reading.styles import is_text

#: A cell with more or longer paragraphs is text, not a word in a narrow column.
_NARROW = 3
_SHORT = 14
#: From so many filled cells on, a row is one of columns.
_COLUMNS = 3


@dataclass
class Cell:
    """A cell at its place in the grid, with how far it spreads and what stands in it."""

    row: int
    column: int
    columns: int = 1
    blocks: list["Raw | Table"] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The middle of the columns it covers."""
        return self.column + (self.columns - 1) / 2

    def texts(self) -> list[str] | None:
        """Its paragraphs; None where it holds a table."""
        if any(isinstance(block, Table) for block in self.blocks):
            return None
        texts = (block.text.strip() for block in self.blocks if isinstance(block, Raw))
        return [text for text in texts if text]

    def word(self) -> str:
        """What a narrow cell says, be it broken over paragraphs; "" for any other."""
        texts = self.texts() or []
        narrow = len(texts) <= _NARROW and all(len(text) <= _SHORT for text in texts)
        return " ".join(texts) if narrow else ""

    def value(self, *, narrow: bool) -> str | None:
        """What it says as one piece of its row; None where it says more than that."""
        texts = self.texts()
        if texts is None or (len(texts) > 1 and not narrow):
            return None
        return "".join(texts) if len(texts) < 2 else self.word() or None


@dataclass
class Table:
    """A table as its cells in the order of the file."""

    cells: list[Cell] = field(default_factory=list)


Block = Raw | Table


def lines_of(blocks: Sequence[Block]) -> Iterator[Raw]:
    """Every paragraph in reading order; the short cells of a row as one line with columns."""
    for block in blocks:
        if isinstance(block, Raw):
            yield block
        else:
            rows: dict[int, list[Cell]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell)
            for number in sorted(rows):
                yield from _row(sorted(rows[number], key=lambda cell: cell.column))


def _row(cells: list[Cell]) -> Iterator[Raw]:
    """The heads in the row each on a line of their own, before what they are the head of."""
    waiting: list[Cell] = []
    for index, cell in enumerate(cells):
        section = section_of(cell.word())
        following = cells[index + 1].word() if index + 1 < len(cells) else ""
        column = len(cells) >= _COLUMNS and section_of(following)  # one of a row of column heads
        heads = section and (index == 0 or section in ASIDE) and not column
        if heads:
            yield from _values(waiting)
            waiting = []
            yield Raw(cell.word(), style="head")
        else:
            waiting.append(cell)
    yield from _values(waiting)


def _values(cells: list[Cell]) -> Iterator[Raw]:
    filled = [cell for cell in cells if cell.texts() is None or cell.texts()]
    values = [cell.value(narrow=len(filled) >= _COLUMNS) for cell in filled]
    parts = tuple(
        Part(cell.middle, value) for cell, value in zip(filled, values, strict=True) if value
    )
    blocks = [block for cell in filled for block in cell.blocks if isinstance(block, Raw)]
    if len(parts) < len(filled) or any(is_text(block.style) for block in blocks):
        for cell in cells:
            yield from lines_of(cell.blocks)
    elif parts:
        yield Raw(" ".join(part.text for part in parts), parts, style=blocks[0].style)
