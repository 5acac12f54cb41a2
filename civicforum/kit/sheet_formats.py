"""The files that clerks exchange: CSV that Korean Excel opens and writes, and XLSX.

Cells arrive as trimmed text and leave so that a spreadsheet never runs one as a formula.

Excel makes a date of "2021-12" as soon as it is typed into a cell, or read from CSV. A
workbook can say that its cells are text, and its date cells say how exact they are; CSV can
do neither.
"""

import datetime as dt
import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import tablib
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as CONTROL_CHARACTERS
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils.exceptions import InvalidFileException

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: In a number format: what stands in quotes, in brackets or behind a backslash.
_NO_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_BYTE_ORDER_MARK = "\ufeff"
#: More than a city's largest table; a mistaken file ends here and not in the memory.
MOST_ROWS = 5000


class UnreadableFile(Exception):
    """The file is not what it should be; the message says what to do."""


class Csv(base_formats.CSV):
    """CSV in UTF-8 or in the older Korean encoding; written with a mark that Excel knows."""

    def get_title(self) -> str:
        return "csv"

    def is_binary(self) -> bool:
        """The bytes are decoded here, not by the library."""
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        """Return the rows. Raises UnreadableFile."""
        try:
            rows = tablib.import_set(_decoded(in_stream), format="csv")
        except tablib.InvalidDimensions as error:
            raise UnreadableFile(_("A row has more cells than the header.")) from error
        return _read(rows.headers, rows)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        text: str = _harmless(dataset).export("csv")
        return (_BYTE_ORDER_MARK + text).encode()


class Xlsx(base_formats.XLSX):
    """The first sheet of an Excel workbook."""

    def get_title(self) -> str:
        return "xlsx"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        """Return the rows. Raises UnreadableFile."""
        try:
            book = load_workbook(BytesIO(in_stream), read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise UnreadableFile(_("This is no Excel workbook (.xlsx).")) from error
        cells = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2)
        sheet = ([_known(cell) for cell in row] for row in cells)
        header = list(next(sheet, ()))
        while header and header[-1] is None:
            header.pop()
        return _read(header, [row[: len(header)] for row in sheet])

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        book = Workbook()
        sheet = book.active
        sheet.title = dataset.title or _("Table")
        for row in (dataset.headers, *_harmless(dataset)):
            sheet.append([cell if cell != "" else None for cell in row])
        for column in sheet.columns:
            if not any(isinstance(cell.value, int | float) for cell in column):
                for cell in column:
                    cell.number_format = FORMAT_TEXT
                sheet.column_dimensions[column[0].column_letter].number_format = FORMAT_TEXT
        data = BytesIO()
        book.save(data)
        return data.getvalue()


FORMATS: list[type[Xlsx] | type[Csv]] = [Xlsx, Csv]


def _known(cell: Any) -> Any:
    """Return the cell's value; of a date only as much as the cell shows: 2021-12, not its first."""
    if not isinstance(cell.value, dt.date):
        return cell.value
    shown = _NO_CODE.sub("", cell.number_format).lower()
    if "d" in shown:
        return cell.value
    return cell.value.strftime("%Y-%m" if "m" in shown else "%Y")


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The text is neither UTF-8 nor CP949. Save the file as “CSV UTF-8”."))


def _read(header: Any, rows: Any) -> tablib.Dataset:
    names = [as_text(name) for name in header or []]
    if not any(names):
        raise UnreadableFile(_("The first row must hold the names of the columns."))
    found = tablib.Dataset(headers=names)
    for row in rows:
        cells = [as_text(cell) for cell in row]
        found.append([*cells, *[""] * (len(names) - len(cells))])
    while found.height and not any(found[-1]):
        del found[-1]
    if found.height > MOST_ROWS:
        raise UnreadableFile(_("At most %d rows can be read at once.") % MOST_ROWS)
    return found


def as_text(cell: Any) -> str:
    """Return what a person sees in the cell, without what `_harmless` may have put before it."""
    match cell:
        case None:
            return ""
        case dt.datetime():
            return cell.date().isoformat()
        case dt.date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    text = CONTROL_CHARACTERS.sub("", str(cell).replace("\r\n", "\n")).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _harmless(dataset: tablib.Dataset) -> tablib.Dataset:
    safe = tablib.Dataset(headers=dataset.headers)
    for row in dataset:
        safe.append([_as_data(cell) for cell in row])
    return safe


def _as_data(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    text: str = CONTROL_CHARACTERS.sub("", cell)  # nobody sees them, and no workbook holds them
    return f"'{text}" if text.startswith(_FORMULA) else text
