"""HWP 5: Hancom's compound file of compressed records, as its published format describes it."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from committees.minutes.reading import limits
from committees.minutes.reading.files.archive import ENCRYPTED, MACROS, TOO_LARGE
from committees.minutes.reading.files.compound import BROKEN, Compound
from committees.minutes.reading.files.hwpx import has_script
from committees.minutes.reading.files.tables import Block, Cell, Table, lines_of
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Raw
from committees.minutes.reading.telling import Told, untold

SIGNATURE = b"HWP Document File"
COMPRESSED, PASSWORD, DISTRIBUTION, DRM = 1 << 0, 1 << 1, 1 << 2, 1 << 4

PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER = 66, 67, 71, 72
TABLE, HEADER, FOOTER = b" lbt", b"daeh", b"toof"
#: Not shown on the page: fields' commands, bookmarks, hidden comments.
_HIDDEN = frozenset({b"tmct"})
_SECTION = re.compile(r"BodyText/Section(\d+)")
#: Characters below 32 that stand alone; every other one takes the room of eight.
_SINGLE = {0: "", 10: "\n", 13: "", 24: "-", **dict.fromkeys(range(25, 30), ""), 30: " ", 31: " "}
_TAB = 9
_FULL = 0xFFF


@dataclass
class Record:
    """A record with those that lie below it."""

    tag: int
    data: bytes
    below: list["Record"] = field(default_factory=list)


def lines(data: bytes, told: Told = untold) -> Iterator[Raw]:
    """The lines of every section. Raises `Unreadable` when protected, scripted or broken."""
    file = Compound(data)
    header = file.read("FileHeader")
    if not header.startswith(SIGNATURE) or len(header) < 40:
        raise Unreadable(BROKEN)
    flags = struct.unpack_from("<I", header, 36)[0]
    if flags & (PASSWORD | DRM):
        raise Unreadable(ENCRYPTED)
    if flags & DISTRIBUTION:
        raise Unreadable(
            _("The file is locked for distribution (배포용): save it as an ordinary document.")
        )
    script = "Scripts/DefaultJScript"
    if script in file.names and _has_script(unpacked(file.read(script), flags)):
        raise Unreadable(MACROS)
    sections = sorted(
        (int(found[1]), name) for name in file.names if (found := _SECTION.fullmatch(name))
    )
    if not sections:
        raise Unreadable(BROKEN)
    for done, (_number, name) in enumerate(sections, 1):
        records = tree(unpacked(file.read(name), flags))
        yield from lines_of(list(_blocks(records, margin=False)))
        told(done, len(sections))


def tree(data: bytes) -> list[Record]:
    """The records of a section, each below the last one of a lower level."""
    root = Record(0, b"")
    path = [root]
    at = count = 0
    while at + 4 <= len(data):
        head = struct.unpack_from("<I", data, at)[0]
        at += 4
        size = head >> 20
        if size == _FULL:
            if at + 4 > len(data):
                break
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        count += 1
        level = head >> 10 & 0x3FF
        if count > limits.RECORDS or level > limits.XML_DEPTH:
            raise Unreadable(_("The file is larger or deeper inside than a document can be."))
        record = Record(head & 0x3FF, data[at : at + size])
        at += size
        del path[level + 1 :]
        path[-1].below.append(record)
        path.append(record)
    return root.below


def unpacked(data: bytes, flags: int) -> bytes:
    """The bytes of a stream as they were before they were packed. Raises `Unreadable`."""
    if not flags & COMPRESSED:
        return data
    unpacker = zlib.decompressobj(-15)
    try:
        plain = unpacker.decompress(data, limits.PART_BYTES)
    except zlib.error as error:
        raise Unreadable(BROKEN) from error
    if unpacker.unconsumed_tail:
        raise Unreadable(TOO_LARGE)
    return plain


def _has_script(data: bytes) -> bool:
    """The stream holds lengths, each followed by that much of UTF-16."""
    texts, at = [], 0
    while at + 4 <= len(data):
        size = struct.unpack_from("<I", data, at)[0]
        at += 4
        if size == 0xFFFFFFFF:
            break
        texts.append(data[at : at + 2 * size])
        at += 2 * size
    return any(has_script(text) for text in texts)


def _blocks(records: list[Record], *, margin: bool) -> Iterator[Block]:
    for record in records:
        if record.tag == PARA_HEADER:
            yield from _paragraph(record, margin=margin)


def _paragraph(record: Record, *, margin: bool) -> Iterator[Block]:
    """The paragraph's own text, then what is anchored in it: tables, boxes, notes."""
    text = "".join(text_of(below.data) for below in record.below if below.tag == PARA_TEXT)
    yield from (Raw(line, margin=margin) for line in text.split("\n"))
    for control in record.below:
        kind = control.data[:4]
        if control.tag != CTRL_HEADER or kind in _HIDDEN:
            continue
        if kind == TABLE:
            yield _table(control)
        else:
            yield from _anchored(control, margin=margin or kind in {HEADER, FOOTER})


def _anchored(control: Record, *, margin: bool) -> Iterator[Block]:
    """The paragraphs of a box, however deep its drawing records nest."""
    for record in control.below:
        if record.tag == PARA_HEADER:
            yield from _paragraph(record, margin=margin)
        elif record.tag != CTRL_HEADER:
            yield from _anchored(record, margin=margin)


def _table(control: Record) -> Table:
    table = Table()
    for record in control.below:
        if record.tag == LIST_HEADER:
            column, row, columns = (
                struct.unpack_from("<3H", record.data, 8)
                if len(record.data) >= 14
                else (0, len(table.cells), 1)
            )
            table.cells.append(Cell(row, column, columns))
            table.cells[-1].blocks.extend(_blocks(record.below, margin=False))
        elif table.cells and record.tag == PARA_HEADER:
            table.cells[-1].blocks.extend(_paragraph(record, margin=False))
    return table


def text_of(data: bytes) -> str:
    """The text of a paragraph, without what is anchored in it."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    pieces: list[str] = []
    at = start = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            at += 1
            continue
        pieces.append(_decoded(data, start, at))
        pieces.append(_SINGLE.get(unit, " " if unit == _TAB else ""))
        at += 1 if unit in _SINGLE else 8
        start = at
    pieces.append(_decoded(data, start, len(units)))
    return "".join(pieces)


def _decoded(data: bytes, start: int, end: int) -> str:
    return data[2 * start : 2 * end].decode("utf-16-le", "replace")
