"""PDF with text in it, read in the order in which it was written."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from committees.minutes.reading import limits
from committees.minutes.reading.files.archive import ENCRYPTED, MACROS
from committees.minutes.reading.files.pdf_lines import own_lines
from committees.minutes.reading.heads import HEADS, section_of
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Part, Raw
from committees.minutes.reading.telling import Told, untold

BROKEN = _("The file is broken: its pages cannot be opened.")
#: Where the columns of attendance are worth knowing.
_COLUMNS = re.compile(r"참\s*석.*(?:불\s*참|위\s*임|결\s*석)|출\s*석.*(?:결\s*석|불\s*참)")
#: Heads that may stand in a column of their own, with what they are the head of beside them.
_HEADED = re.compile(
    r"^\s*(?:{})\s+\S".format("|".join(r"\s?".join(word) for word in HEADS if len(word) > 1)),
    re.MULTILINE,
)
_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\S+")
_ALONE = re.compile(r"\d+[.명인]?|[^가-힣\d()]")
#: A blank narrower than so much of a letter parts words and no columns.
_NARROW = 0.7
#: A blank wider than so many letters parts columns; a head has at most so many words.
_WIDE, _HEAD_WORDS = 1.2, 4
#: More than a page is high, so that what stands on the next page stands further down.
_HEIGHT = 20_000.0


def lines(data: bytes, told: Told = untold) -> Iterator[Raw]:
    """The lines of every page. Raises `Unreadable` when protected, scripted or only pictures."""
    document = _opened(data)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Unreadable(MACROS)
    if len(document) > limits.PAGES:
        raise Unreadable(_("The file has more pages than are read: %(limit)s."), limit=limits.PAGES)
    own = own_lines(document, told)
    yield from own if own is not None else _lines_of_pages(document, told)


def _lines_of_pages(document: pdfium.PdfDocument, told: Told) -> Iterator[Raw]:
    found = False
    columns = False
    for number in range(len(document)):
        page = _text_of(document, number)
        text = page.get_text_range()
        found = found or bool(text.strip())
        # A table goes on on the next page without its head.
        columns, before = bool(_COLUMNS.search(text)), columns
        placed = columns or before or bool(_HEADED.search(text))
        yield from _lines(page, text, number * _HEIGHT, placed=placed)
        page.close()
        told(number + 1, len(document))
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


def _lines(page: pdfium.PdfTextPage, text: str, above: float, *, placed: bool) -> Iterator[Raw]:
    """The lines of a page; with `placed`, the words of each with where they stand on it."""
    if not placed:
        yield from (Raw(line, wraps=True) for line in _BREAK.split(text))
        return
    characters = [raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    whole = "".join(map(chr, characters))
    start = 0
    for end in [*(found.start() for found in _BREAK.finditer(whole)), len(whole)]:
        words = [_Word.of(page, found, start) for found in _WORD.finditer(whole[start:end])]
        parts = tuple(Part(one.middle, one.text, above + one.down) for one in _together(words))
        yield Raw(_with_head_apart(whole[start:end].strip("\r\n"), words), parts, wraps=True)
        start = end


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    right: float
    down: float

    @classmethod
    def of(cls, page: pdfium.PdfTextPage, found: re.Match[str], start: int) -> "_Word":
        first = _box(page, start + found.start())
        last = _box(page, start + found.end() - 1)
        # Letters of a line differ in height; the middle of all differs least.
        return cls(found[0], first[0], last[1], _HEIGHT - (first[2] + first[3]) / 2)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def goes_on_with(self, word: "_Word") -> bool:
        letter = (self.right - self.left) / len(self.text)
        apart = _ALONE.fullmatch(word.text) or _ALONE.fullmatch(self.text)
        return not apart and 0 <= word.left - self.right < _NARROW * letter


def _together(words: list[_Word]) -> Iterator[_Word]:
    """Words that an ordinary blank parts, as one; counts and marks stay by themselves."""
    before: _Word | None = None
    for word in words:
        if before and before.goes_on_with(word):
            before = replace(before, text=f"{before.text} {word.text}", right=word.right)
        else:
            yield from [before] if before else []
            before = word
    yield from [before] if before else []


def _box(page: pdfium.PdfTextPage, index: int) -> tuple[float, ...]:
    """Left, right, bottom and top of a character."""
    sides = [ctypes.c_double() for _side in range(4)]
    raw.FPDFText_GetCharBox(page, index, *sides)
    return tuple(side.value for side in sides)


def _with_head_apart(text: str, words: list[_Word]) -> str:
    """A head in a column of its own is parted from what stands beside it by a wide blank."""
    for count, (word, following) in enumerate(pairwise(words[:_HEAD_WORDS]), 1):
        letter = (word.right - word.left) / len(word.text)
        head = " ".join(one.text for one in words[:count])
        if following.left - word.right > _WIDE * letter and section_of(head):
            return f"{head}  {text.lstrip().removeprefix(head).lstrip()}"
    return text
