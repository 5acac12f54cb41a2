"""The lines that our own PDFs hold beside their pages, believed where the pages say the same.

A page does not tell whether a line was wrapped within a word; these lines do.
"""

import ctypes
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from committees.minutes.reading import limits
from committees.minutes.reading.source import Part, Raw
from committees.minutes.reading.telling import Told
from committees.minutes.vocabulary import LINES_OF_PDF

#: A character that our typeface lacks is printed as its code.
_CODE = re.compile(r"〔U\+([0-9A-F]{4,6})〕")
_DEEP = 60


def own_lines(document: pdfium.PdfDocument, told: Told) -> list[Raw] | None:
    """The lines a PDF of ours was made of; None for any other, and where its pages differ."""
    lines = _held(document)
    if lines is None:
        return None
    heads = {_bare(line.text) for line in lines if line.parts}
    shown: list[str] = []
    for number in range(len(document)):
        page = document[number]
        tagged, besides = _said_on(page)
        page.close()
        if not _is_furniture(besides, heads, f"{number + 1}/{len(document)}"):
            return None
        shown.append(tagged)
        told(number + 1, len(document))
    return lines if _bare("".join(shown)) == _bare("".join(line.text for line in lines)) else None


def _held(document: pdfium.PdfDocument) -> list[Raw] | None:
    """The lines in the file attached for them."""
    for index in range(raw.FPDFDoc_GetAttachmentCount(document)):
        held = raw.FPDFDoc_GetAttachment(document, index)
        name = _utf16(partial(raw.FPDFAttachment_GetName, held))
        if name == LINES_OF_PDF:
            return _lines_in(_file(held))
    return None


def _file(held: Any) -> bytes:
    size = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(held, None, 0, size)
    if not 0 < size.value <= limits.PART_BYTES:
        return b""
    data = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(held, data, size.value, size)
    return data.raw


def _lines_in(data: bytes) -> list[Raw] | None:
    try:
        return [
            Raw(str(text), tuple(Part(float(at), str(one)) for at, one in parts),
                style=str(style), speaker=str(speaker))
            for text, style, speaker, parts in json.loads(data)
        ]  # fmt: skip
    except (ValueError, TypeError, RecursionError):
        return None


def _is_furniture(text: str, heads: set[str], number: str) -> bool:
    """Whether the text is the page's number and heads that a table repeats there."""
    rest = _bare(text)
    for head in sorted(heads, key=len, reverse=True):
        if rest.startswith(head) and rest != number:
            rest = rest.removeprefix(head)
    return rest == number


def _bare(text: str) -> str:
    """The text without blanks and shapeless signs, which a page sets as it likes."""
    plain = _CODE.sub(lambda found: _character(found[1]), unicodedata.normalize("NFC", text))
    return "".join(one for one in "".join(plain.split()) if unicodedata.category(one) != "Cf")


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _said_on(page: pdfium.PdfPage) -> tuple[str, str]:
    """The text of a page in the order of its tags, and what no tag holds."""
    text_page = page.get_textpage()
    texts: dict[int, list[str]] = {}
    for shown in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(shown.raw)
        texts.setdefault(mark, []).append(_text_of(shown.raw, text_page))
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return "", "".join(map("".join, texts.values()))
    try:
        said = [
            text
            for at in range(raw.FPDF_StructTree_CountChildren(tree))
            for text in _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at), texts, _DEEP)
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)
        text_page.close()
    return "".join(said), "".join(map("".join, texts.values()))


def _text_of(shown: Any, text_page: pdfium.PdfTextPage) -> str:
    short = ctypes.POINTER(ctypes.c_ushort)
    return _utf16(
        lambda buffer, size: raw.FPDFTextObj_GetText(
            shown, text_page.raw, ctypes.cast(buffer, short) if buffer else None, size
        )
    )


def _walk(element: Any, texts: dict[int, list[str]], deep: int) -> Iterator[str]:
    """The texts below a tag; each is taken away from those that none holds."""
    for at in range(raw.FPDF_StructElement_CountChildren(element) if deep else 0):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _walk(child, texts, deep - 1)
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
        yield from texts.pop(mark, ()) if mark >= 0 else ()


def _utf16(read: Callable[[Any, int], int]) -> str:
    size = read(None, 0)
    if not 2 < size < limits.PART_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
