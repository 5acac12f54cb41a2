"""DOCX: Word's zip of XML."""

from collections.abc import Iterator

from committees.minutes.reading.files.archive import MACROS, Archive
from committees.minutes.reading.files.tables import Block, Cell, Table, lines_of
from committees.minutes.reading.files.xml import Element
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.source import Raw
from committees.minutes.reading.styles import is_speaker
from committees.minutes.reading.telling import Told, untold

#: Deleted or moved away, or a second copy of what stands beside it.
_SKIP = frozenset({"del", "delText", "moveFrom", "Fallback", "instrText", "sectPr"})
_IN_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_APART = ("footnotes.xml", "endnotes.xml")
_MARGINS = ("header", "footer")


def lines(data: bytes, told: Told = untold) -> Iterator[Raw]:
    """The lines of the text, then of the notes, then of what stands above and below the pages.

    Raises `Unreadable` when the file is broken or holds macros.
    """
    archive = Archive(data)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Unreadable(MACROS)
    styles = _styles(archive)
    names = sorted(name for name in archive.names if name.startswith("word/"))
    yield from _lines(archive, "word/document.xml", styles, told=told)
    for name in names:
        if name.endswith(_APART):
            yield from _lines(archive, name, styles)
    for name in names:
        if name.removeprefix("word/").startswith(_MARGINS) and name.endswith(".xml"):
            yield from _lines(archive, name, styles, margin=True)


def _lines(
    archive: Archive,
    name: str,
    styles: dict[str, str],
    *,
    margin: bool = False,
    told: Told = untold,
) -> Iterator[Raw]:
    blocks = list(_blocks(archive.xml(name, _SKIP, told), styles, margin=margin))
    return lines_of(blocks)


def _styles(archive: Archive) -> dict[str, str]:
    if "word/styles.xml" not in archive.names:
        return {}
    found: dict[str, str] = {}
    for element in archive.xml("word/styles.xml").walk():
        name = element.find("name") if element.tag == "style" else None
        if name:
            found[element.attributes.get("styleId", "")] = name.attributes.get("val", "")
    return found


def _blocks(parent: Element, styles: dict[str, str], *, margin: bool) -> Iterator[Block]:
    for element in parent.elements():
        if element.tag == "p":
            yield from _paragraph(element, styles, margin=margin)
        elif element.tag == "tbl":
            yield _table(element, styles)
        else:
            yield from _blocks(element, styles, margin=margin)


def _paragraph(element: Element, styles: dict[str, str], *, margin: bool) -> Iterator[Block]:
    """The paragraph's own text, then the text boxes anchored in it."""
    text: list[str] = []
    boxes: list[Element] = []
    _collect(element, text, boxes)
    style, speaker = styles.get(_style_of(element), ""), _speaker(element, styles)
    for line in "".join(text).split("\n"):
        yield Raw(line, style=style, speaker=speaker, margin=margin)
        speaker = ""
    for box in boxes:
        yield from _blocks(box, styles, margin=margin)


def _style_of(paragraph: Element) -> str:
    properties = paragraph.find("pPr")
    style = properties.find("pStyle") if properties else None
    return style.attributes.get("val", "") if style else ""


def _speaker(paragraph: Element, styles: dict[str, str]) -> str:
    """The text of the first run if it is in the style of a speaker."""
    run = paragraph.find("r")
    properties = run.find("rPr") if run else None
    style = properties.find("rStyle") if properties else None
    if (
        run is None
        or style is None
        or not is_speaker(styles.get(style.attributes.get("val", ""), ""))
    ):
        return ""
    text: list[str] = []
    _collect(run, text, [])
    return "".join(text)


def _collect(element: Element, text: list[str], boxes: list[Element]) -> None:
    for child in element.elements():
        if child.tag == "t":
            text.extend(piece for piece in child.children if isinstance(piece, str))
        elif child.tag in _IN_TEXT:
            text.append(_IN_TEXT[child.tag])
        elif child.tag == "txbxContent":
            boxes.append(child)
        elif child.tag != "pPr":
            _collect(child, text, boxes)


def _table(element: Element, styles: dict[str, str]) -> Table:
    table = Table()
    for number, row in enumerate(_rows(element, "tr")):
        column = _value(row.find("trPr"), "gridBefore", 0)
        for cell in _rows(row, "tc"):
            properties = cell.find("tcPr")
            width = _value(properties, "gridSpan", 1)
            blocks = list(_blocks(cell, styles, margin=False))
            table.cells.append(Cell(number, column, width, blocks))
            column += width
    return table


def _rows(parent: Element, tag: str) -> Iterator[Element]:
    """The rows or cells, also those inside a content control or a tracked insertion."""
    for element in parent.elements():
        if element.tag == tag:
            yield element
        elif element.tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml"}:
            yield from _rows(element, tag)


def _value(properties: Element | None, name: str, otherwise: int) -> int:
    element = properties.find(name) if properties else None
    text = element.attributes.get("val", "") if element else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise
