"""PDF with text in it, read in the order in which it was written."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from committees.minutes.reading import limits
from committees.minutes.reading.files.archive import ENCRYPTED, MACROS
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Part, Raw

BROKEN = _("The file is broken: its pages cannot be opened.")
#: Where the columns of attendance are worth knowing.
_COLUMNS = re.compile(r"참\s*석.*(?:불\s*참|위\s*임|결\s*석)|출\s*석.*(?:결\s*석|불\s*참)")
_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\S+")


def lines(data: bytes) -> Iterator[Raw]:
    """The lines of every page. Raises `Unreadable` when protected, scripted or only pictures."""
    document = _opened(data)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Unreadable(MACROS)
    if len(document) > limits.PAGES:
        raise Unreadable(_("The file has more pages than are read: %(limit)s."), limit=limits.PAGES)
    found = False
    columns = False
    for number in range(len(document)):
        page = _text_of(document, number)
        text = page.get_text_range()
        found = found or bool(text.strip())
        # A table goes on on the next page without its head.
        columns, before = bool(_COLUMNS.search(text)), columns
        yield from _lines(page, text, placed=columns or before)
        page.close()
    if not found:
        raise Unreadable(
            _("The file holds pictures of pages and no text: make it anew from the document.")
        )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Unreadable(ENCRYPTED if locked else BROKEN) from error


def _text_of(document: pdfium.PdfDocument, number: int) -> pdfium.PdfTextPage:
    try:
        return document[number].get_textpage()
    except pdfium.PdfiumError as error:
        raise Unreadable(BROKEN) from error


def _lines(page: pdfium.PdfTextPage, text: str, *, placed: bool) -> Iterator[Raw]:
    """The lines of a page; with `placed`, the words of each with where they stand across it."""
    if not placed:
        yield from (Raw(line, wraps=True) for line in _BREAK.split(text))
        return
    characters = [raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    whole = "".join(map(chr, characters))
    start = 0
    for end in [*(found.start() for found in _BREAK.finditer(whole)), len(whole)]:
        line = whole[start:end]
        parts = tuple(
            Part(_middle(page, start + word.start(), start + word.end()), word[0])
            for word in _WORD.finditer(line)
        )
        yield Raw(line.strip("\r\n"), parts, wraps=True)
        start = end


def _middle(page: pdfium.PdfTextPage, start: int, end: int) -> float:
    left, right = _sides(page, start)[0], _sides(page, end - 1)[1]
    return (left + right) / 2


def _sides(page: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    sides = [ctypes.c_double() for _side in range(4)]  # left, right, bottom, top
    raw.FPDFText_GetCharBox(page, index, *sides)
    return sides[0].value, sides[1].value
