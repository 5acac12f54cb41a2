"""A document as HWPX, the form that Korean offices edit."""

from collections.abc import Iterator, Sequence

from civicforum.kit.papers.document import Column, Line, Paper, Table, Value, shown
from civicforum.kit.papers.hwpx_drawing import PAGE, TEXT_WIDTH, Cell, Pen
from civicforum.kit.papers.hwpx_package import (
    DECLARATION,
    NAMESPACES,
    SHADED_CELL,
    Styles,
    hwpx,
)
from civicforum.kit.papers.styles import Style
from civicforum.kit.papers.text import one_line

NORMAL = Style("바탕글", "Normal")
TITLE = Style("제목", "Title", 17, bold=True, align="CENTER", before=6, after=10)
AS_OF = Style("기준일", "As of", 10.5, align="CENTER", after=8)
LINES = (
    Style("큰 항목", "Heading 1", 13, bold=True, before=12, after=4, outline=0),
    Style("항목", "Line 1", 11, align="JUSTIFY", left=24, first=-14, before=3),
    Style("작은 항목", "Line 2", 10.5, align="JUSTIFY", left=38, first=-12, before=2),
    Style("더 작은 항목", "Line 3", 10, align="JUSTIFY", left=50, first=-10, before=1),
)
TABLE_TITLE = Style("표 제목", "Table title", 10, bold=True, align="CENTER", before=8, after=3)
COLUMN_HEAD = Style("칸 머리", "Column head", 9.5, bold=True, align="CENTER")
CELL_TEXT = Style("칸 글", "Cell text", 9.5)
CELL_VALUE = Style("칸", "Cell", 9.5, align="CENTER")
STYLES = (NORMAL, TITLE, AS_OF, *LINES, TABLE_TITLE, COLUMN_HEAD, CELL_TEXT, CELL_VALUE)

_PEN = Pen(STYLES)


def write_hwpx(paper: Paper) -> bytes:
    """Return the document as an HWPX file."""
    title = one_line(paper.title)
    section = (
        f"{DECLARATION}<hs:sec {NAMESPACES}>"
        + _PEN.styled(TITLE, _PEN.run(TITLE, PAGE) + _PEN.text(TITLE, title))
        + _PEN.paragraph(AS_OF, one_line(paper.as_of))
        + "".join(_blocks(paper.blocks))
        + "</hs:sec>"
    )
    return hwpx(title, section, Styles(STYLES))


def _blocks(blocks: Sequence[Line | Table]) -> Iterator[str]:
    tables = 0
    for block in blocks:
        if isinstance(block, Line):
            yield _PEN.paragraph(LINES[block.level], block.marked)
            continue
        tables += 1
        yield _PEN.paragraph(TABLE_TITLE, one_line(block.title))
        yield _PEN.styled(NORMAL, _PEN.run(NORMAL, _table(block, tables)))
        if block.note:
            yield _PEN.paragraph(CELL_TEXT, f"※ {one_line(block.note)}")


def _table(table: Table, number: int) -> str:
    heads = [
        Cell(place, [_PEN.paragraph(COLUMN_HEAD, one_line(column.head))], fill=SHADED_CELL)
        for place, column in enumerate(table.columns)
    ]
    rows = [heads, *(_row(table.columns, row) for row in table.rows)]
    return _PEN.table(rows, _widths(table.columns), empty=CELL_VALUE, number=number, heads=1)


def _row(columns: Sequence[Column], row: Sequence[Value]) -> list[Cell]:
    return [
        Cell(place, [_PEN.paragraph(CELL_TEXT if column.is_text else CELL_VALUE, shown(value))])
        for place, (column, value) in enumerate(zip(columns, row, strict=True))
    ]


def _widths(columns: Sequence[Column]) -> list[int]:
    whole = sum(column.share for column in columns)
    widths = [int(TEXT_WIDTH * column.share / whole) for column in columns[:-1]]
    return [*widths, TEXT_WIDTH - sum(widths)]
