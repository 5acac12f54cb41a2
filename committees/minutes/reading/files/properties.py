"""What a file says beside its text: who wrote it, what it is about, who commented on what.

All of that is public with the file, so it is looked through for names with its text.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from committees.minutes.reading import limits
from committees.minutes.reading.files.archive import Archive
from committees.minutes.reading.files.hwp_properties import of_hwp
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.files.labels import CHANGED_BY, DELETED, PICTURE, REMARK, label_of
from committees.minutes.reading.files.pdf_properties import of_pdf
from committees.minutes.reading.files.xml import Element
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _

Told = Iterator[tuple[str, str]]

#: The parts of an archive (DOCX, HWPX) that tell its properties.
_PARTS = re.compile(r"docProps/.*\.xml|META-INF/.*\.xml|Contents/content\.hpf")
#: The parts that hold text, comments, changes and pictures, or who made them.
_DOCX_PARTS = re.compile(
    r"word/(?:document|comments\w*|people|footnotes|endnotes|header\d*|footer\d*)\.xml"
)
_HWPX_PARTS = re.compile(r"Contents/(?:header|section\d+|masterpage\d+)\.xml")
_COMMENTS = re.compile(r"word/comments\w*\.xml")


def properties(data: bytes, kind: Kind) -> list[str]:
    """Return what a file says beside its text, each behind its label, and none of it twice.

    Raises `Unreadable` when the file is broken, or says more of itself than a document would.
    """
    readers: dict[Kind, Callable[[bytes], Told]] = {
        Kind.PDF: of_pdf, Kind.DOCX: _of_docx, Kind.HWPX: _of_hwpx, Kind.HWP: of_hwp,
    }  # fmt: skip
    found: dict[str, None] = {}
    size = 0
    for label, text in readers[kind](data) if kind in readers else ():
        told = " ".join(text.split())
        size += len(told)
        if size > limits.CHARACTERS:
            raise Unreadable(_("The file holds more text than the minutes of a meeting can."))
        if label and told:
            found[f"{label}: {told}"] = None
    return list(found)


def _of_docx(data: bytes) -> Told:
    archive = Archive(data)
    yield from _of_archive(archive)
    for part in sorted(filter(_DOCX_PARTS.fullmatch, archive.names)):
        is_comment = bool(_COMMENTS.fullmatch(part))
        for element in archive.xml(part).walk():
            yield CHANGED_BY, element.attributes.get("author", "")
            if element.tag == "docPr":
                yield PICTURE, element.attributes.get("title", "")
                yield PICTURE, element.attributes.get("descr", "")
            elif element.tag == "del":
                yield DELETED, "".join(_text(one) for one in element.walk() if one.tag == "delText")
            elif element.tag == "p" and is_comment:
                yield REMARK, "".join(_text(one) for one in element.walk() if one.tag == "t")


def _of_hwpx(data: bytes) -> Told:
    archive = Archive(data)
    yield from _of_archive(archive)
    for part in sorted(filter(_HWPX_PARTS.fullmatch, archive.names)):
        root = archive.xml(part)
        for element in root.walk():
            name = element.attributes.get("name", "")
            if element.tag == "trackChangeAuthor":
                yield CHANGED_BY, name
            elif element.tag == "stringParam" and name.lower() == "author":
                yield CHANGED_BY, _text(element)
            elif element.tag == "shapeComment":
                yield PICTURE, _text(element)
        yield DELETED, "".join(_deleted(root))


def _deleted(root: Element) -> Iterator[str]:
    """The text that is marked as deleted, which the file still holds."""
    deleted = False
    for child in chain.from_iterable(one.children for one in root.walk() if one.tag == "t"):
        if isinstance(child, str):
            yield child if deleted else ""
        elif child.tag in {"deleteBegin", "deleteEnd"}:
            deleted = child.tag == "deleteBegin"
            yield "" if deleted else " "


def _of_archive(archive: Archive) -> Told:
    for part in sorted(filter(_PARTS.fullmatch, archive.names)):
        for element in archive.xml(part).walk():
            # HWPX calls most of them <meta name="…">, Word gives each an element of its own.
            name = element.attributes.get("name", "") if element.tag == "meta" else element.tag
            yield label_of(name), _text(element)


def _text(element: Element) -> str:
    return "".join(piece for piece in element.children if isinstance(piece, str))
