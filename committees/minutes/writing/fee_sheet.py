"""The attendance-fee sheet (참석수당 지급명세서) as XLSX, to be completed and signed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from civicforum.kit.papers.archive import without_traces
from civicforum.kit.papers.text import one_line
from committees.minutes.document import Minutes
from committees.minutes.writing.form import meeting_name, schedule

TITLE = "참석수당 지급명세서"
COLUMNS = {
    "순번": 6,
    "구분": 18,
    "성명": 12,
    "소속": 22,
    "지급액(원)": 13,
    "계좌번호": 26,
    "서명": 14,
}
AMOUNT = list(COLUMNS).index("지급액(원)") + 1
TOTAL = "합계"
NOBODY = "수당을 받을 자리 가운데 참석으로 기록된 자리가 없습니다. 출석 기록을 확인해 주세요."
FONT = "맑은 고딕"
ROW_HEIGHT = 26

_THIN = Side(style="thin")
_LINED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADED = PatternFill("solid", start_color="EEEEEE")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Fee:
    """What somebody who was present is paid, in won."""

    seat: str
    name: str
    affiliation: str
    amount: int


def write_fee_sheet(minutes: Minutes, fees: Sequence[Fee]) -> bytes:
    """Return the sheet; account and signature are left for the people paid to fill in."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "지급명세"
    head = _add_top(sheet, [meeting_name(minutes), *schedule(minutes)])
    for number, fee in enumerate(fees, 1):
        texts = (fee.seat, fee.name, fee.affiliation)
        _add_row(sheet, [number, *map(one_line, texts), fee.amount, "", ""])
    if fees:
        _add_total(sheet, head + 1, sheet.max_row)
    else:
        _add_sentence(sheet, NOBODY)
    _set_paper(sheet, head)
    out = io.BytesIO()
    book.save(out)
    return without_traces(out.getvalue(), TITLE)


def _add_top(sheet: Worksheet, lines: list[str]) -> int:
    """Write the title, the meeting and the heads of the columns; return the row of the heads."""
    for row, text in enumerate([TITLE, *lines], 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
        _write(sheet.cell(row, 1), text)
    sheet["A1"].font = Font(name=FONT, size=16, bold=True)
    sheet["A1"].alignment = _CENTRED
    sheet.row_dimensions[1].height = 34
    row = _add_row(sheet, list(COLUMNS))
    for cell in sheet[row]:
        cell.font, cell.fill = Font(name=FONT, size=10, bold=True), _SHADED
    return row


def _add_row(sheet: Worksheet, values: Sequence[str | int]) -> int:
    row = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        _write(cell, value)
        cell.border, cell.alignment = _LINED, _CENTRED
    sheet.cell(row, AMOUNT).number_format = "#,##0"
    sheet.row_dimensions[row].height = ROW_HEIGHT
    return row


def _write(cell: Cell, value: str | int) -> None:
    """Write a value; a text stays a text even where it looks like a formula."""
    cell.value = value
    cell.font = Font(name=FONT, size=10)
    if isinstance(value, str):
        cell.data_type = "s"


def _add_total(sheet: Worksheet, first: int, last: int) -> None:
    letter = sheet.cell(first, AMOUNT).column_letter
    amounts = f"{letter}{first}:{letter}{last}"
    row = _add_row(sheet, [TOTAL, *[""] * (len(COLUMNS) - 1)])
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=AMOUNT - 1)
    sheet.cell(row, AMOUNT).value = f"=SUM({amounts})"
    sheet.cell(row, AMOUNT + 1).value = f'=COUNT({amounts})&"명"'
    for cell in sheet[row]:
        cell.font, cell.fill = Font(name=FONT, size=10, bold=True), _SHADED


def _add_sentence(sheet: Worksheet, text: str) -> None:
    """Say in place of rows why there are none: a sum over nothing would look like a result."""
    row = _add_row(sheet, [text, *[""] * (len(COLUMNS) - 1)])
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))


def _set_paper(sheet: Worksheet, head: int) -> None:
    for cell, width in zip(sheet[head], COLUMNS.values(), strict=True):
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P / &N"
