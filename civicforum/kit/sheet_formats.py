"""The files that clerks exchange: CSV that Korean Excel opens and writes, and XLSX.

Cells arrive as trimmed text and leave so that a spreadsheet never runs one as a formula.
"""

import datetime as dt
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import tablib
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
        sheet = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2)
        header = list(next(sheet, ()))
        while header and header[-1] is None:
            header.pop()
        return _read(header, [row[: len(header)] for row in sheet])

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        data: bytes = _harmless(dataset).export("xlsx")
        return data


FORMATS = [Xlsx, Csv]


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
    text = str(cell).replace("\r\n", "\n").replace("\x00", "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _harmless(dataset: tablib.Dataset) -> tablib.Dataset:
    safe = tablib.Dataset(headers=dataset.headers)
    for row in dataset:
        safe.append([_as_data(cell) for cell in row])
    return safe


def _as_data(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
