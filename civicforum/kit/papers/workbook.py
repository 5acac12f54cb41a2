"""A document as a workbook: its lines on the first sheet, each table on one of its own."""

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from civicforum.kit.papers.archive import without_traces
from civicforum.kit.papers.document import Line, Paper, Table, Value
from civicforum.kit.papers.text import one_line

FONT = "맑은 고딕"
SUMMARY = "보고"
#: How wide all columns of a sheet are together, and what no name of a sheet holds.
_WIDTH = 150
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_THIN = Side(style="thin")
_LINED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADED = PatternFill("solid", start_color="EEEEEE")


def write_workbook(paper: Paper) -> bytes:
    """Return the document as an XLSX file; no text in it is ever run as a formula."""
    book = Workbook()
    _add_lines(book.worksheets[0], paper)
    for block in paper.blocks:
        if isinstance(block, Table):
            _add_table(book.create_sheet(_name(block.title, book.sheetnames)), block)
    out = io.BytesIO()
    book.save(out)
    return without_traces(out.getvalue(), one_line(paper.title))


def _name(title: str, taken: Sequence[str]) -> str:
    name = _NO_NAME.sub(" ", one_line(title))[:28]
    return name if name not in taken else f"{name} {len(taken)}"


def _add_lines(sheet: Worksheet, paper: Paper) -> None:
    sheet.title = SUMMARY
    sheet.column_dimensions["A"].width = _WIDTH
    _write(sheet.cell(1, 1), one_line(paper.title), size=16, bold=True)
    _write(sheet.cell(2, 1), one_line(paper.as_of))
    for block in paper.blocks:
        if isinstance(block, Line):
            cell = sheet.cell(sheet.max_row + 1, 1)
            _write(cell, block.marked, size=11 if block.level else 12, bold=not block.level)
            cell.alignment = Alignment(indent=2 * block.level, vertical="top", wrap_text=True)
    _set_paper(sheet)


def _add_table(sheet: Worksheet, table: Table) -> None:
    whole = sum(column.share for column in table.columns)
    for place, column in enumerate(table.columns, 1):
        cell = sheet.cell(1, place)
        _write(cell, one_line(column.head), bold=True)
        cell.fill, cell.border = _SHADED, _LINED
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTH * column.share / whole
    for number, row in enumerate(table.rows, 2):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            cell = sheet.cell(number, place)
            _write(cell, value)
            across = "left" if column.is_text else "center"
            cell.border = _LINED
            cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    if table.note:
        _write(sheet.cell(sheet.max_row + 2, 1), f"※ {one_line(table.note)}")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _set_paper(sheet)


def _write(cell: Cell, value: Value, *, size: float = 10, bold: bool = False) -> None:
    """Write a value; a text stays a text even where it looks like a formula."""
    cell.font = Font(name=FONT, size=size, bold=bold)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", one_line(value))
        cell.data_type = "s"
    elif value is not None:
        cell.value = value


def _set_paper(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
