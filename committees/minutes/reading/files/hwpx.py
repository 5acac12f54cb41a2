"""HWPX: the Korean standard for documents (KS X 6101), a zip of XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from committees.minutes.reading.files.archive import BROKEN, ENCRYPTED, MACROS, Archive
from committees.minutes.reading.files.tables import Block, Cell, Table, lines_of
from committees.minutes.reading.files.xml import Element
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.source import Raw
from committees.minutes.reading.styles import is_speaker
from committees.minutes.reading.telling import Told, untold

_SECTION = re.compile(r"Contents/section(\d+)\.xml")
#: How the lines were laid out on paper, and names for what is drawn: much, and no text.
_SKIP = frozenset({"linesegarray", "shapeComment", "equation"})
_MARGINS = frozenset({"header", "footer"})
_IN_TEXT = {"tab": " ", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
#: What the word processor itself writes into a document without scripts.
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NO_SCRIPT = re.compile(
    r"function\s+OnDocument_\w+\s*\(\s*\)\s*\{\s*\}|var\s+\w+\s*=\s*[\w.]+\s*;|\s"
)


def lines(data: bytes, told: Told = untold) -> Iterator[Raw]:
    """The lines of every section. Raises `Unreadable` when protected, scripted or broken."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive.names and _encrypted(archive):
        raise Unreadable(ENCRYPTED)
    if any(has_script(archive.read(name)) for name in archive.names if "sourceScripts" in name):
        raise Unreadable(MACROS)
    styles = _Styles.of(archive)
    sections = sorted(
        (int(found[1]), name) for name in archive.names if (found := _SECTION.fullmatch(name))
    )
    if not sections:
        raise Unreadable(BROKEN)
    for _number, name in sections:
        yield from lines_of(list(_blocks(archive.xml(name, _SKIP, told), styles)))


def has_script(code: bytes) -> bool:
    """Whether a script does anything beyond the empty functions every document has."""
    text = code.decode("utf-16-le" if b"\0" in code else "utf-8", "replace")
    bare = _COMMENT.sub("", text.replace("\ufeff", ""))
    return bool(_NO_SCRIPT.sub("", bare).strip("\0"))


def _encrypted(archive: Archive) -> bool:
    return any(e.tag == "encryption-data" for e in archive.xml("META-INF/manifest.xml").walk())


@dataclass
class _Styles:
    """The names of the paragraphs' styles, and the look of the characters of a speaker."""

    names: dict[str, str] = field(default_factory=dict)
    speaker: str = ""

    @classmethod
    def of(cls, archive: Archive) -> "_Styles":
        styles = cls()
        if "Contents/header.xml" in archive.names:
            for element in archive.xml("Contents/header.xml").walk():
                if element.tag == "style":
                    name, own = element.attributes.get("name", ""), element.attributes
                    styles.names[own.get("id", "")] = name
                    if own.get("type") == "CHAR" and is_speaker(name):
                        styles.speaker = own.get("charPrIDRef", "")
        return styles


def _blocks(parent: Element, styles: _Styles, *, margin: bool = False) -> Iterator[Block]:
    for element in parent.elements():
        if element.tag == "p":
            yield from _paragraph(element, styles, margin=margin)
        else:
            yield from _blocks(element, styles, margin=margin or element.tag in _MARGINS)


def _paragraph(element: Element, styles: _Styles, *, margin: bool) -> Iterator[Block]:
    """The paragraph's own text, then what is anchored in it: tables, boxes, notes."""
    style = styles.names.get(element.attributes.get("styleIDRef", ""), "")
    text: list[str] = []
    speaker = ""
    anchored: list[Block] = []
    deleted = False
    for run in element.elements():
        by = run.attributes.get("charPrIDRef", "")
        begins = not text and bool(by) and by == styles.speaker
        for child in run.elements():
            if child.tag == "t":
                deleted = _text(child, text, deleted=deleted)
            elif child.tag == "tbl":
                anchored.append(_table(child, styles))
            else:
                anchored.extend(_blocks(child, styles, margin=margin))
        speaker = "".join(text) if begins else speaker
    for line in "".join(text).split("\n"):
        yield Raw(line, style=style, speaker=speaker, margin=margin)
        speaker = ""
    yield from anchored


def _text(element: Element, into: list[str], *, deleted: bool) -> bool:
    """Add the text that is not marked as deleted; return whether a deletion is still open."""
    for child in element.children:
        if isinstance(child, str):
            if not deleted:
                into.append(child)
        elif child.tag in {"deleteBegin", "deleteEnd"}:
            deleted = child.tag == "deleteBegin"
        elif not deleted:
            into.append(_IN_TEXT.get(child.tag, ""))
    return deleted


def _table(element: Element, styles: _Styles) -> Table:
    table = Table()
    for row, line in enumerate(child for child in element.elements() if child.tag == "tr"):
        for column, cell in enumerate(child for child in line.elements() if child.tag == "tc"):
            address, span = cell.find("cellAddr"), cell.find("cellSpan")
            table.cells.append(
                Cell(
                    _number(address, "rowAddr", row),
                    _number(address, "colAddr", column),
                    _number(span, "colSpan", 1),
                    list(_blocks(cell, styles)),
                )
            )
    return table


def _number(element: Element | None, name: str, otherwise: int) -> int:
    text = element.attributes.get(name, "") if element else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
