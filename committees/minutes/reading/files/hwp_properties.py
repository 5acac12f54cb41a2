"""What an HWP 5 file says beside its text: its summary, who changed it, hidden comments."""

import re
import struct
from collections.abc import Iterator

from committees.minutes.reading.files import hwp
from committees.minutes.reading.files.compound import Compound
from committees.minutes.reading.files.labels import CHANGED_BY, REMARK, label_of

#: Hancom's own name for it, and that of Word.
_SUMMARIES = ("\x05HwpSummaryInformation", "\x05SummaryInformation")
#: The numbers of the properties in it.
_NAMES = {2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 8: "lastsaveby"}
_CHANGED_BY, _MEMOS = 97, 93
_HIDDEN_COMMENT = b"tmct"
_SECTION = re.compile(r"BodyText/Section\d+")
#: The record is not described: the name is what can be read in it.
_READABLE = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z .]+")


def of_hwp(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each property with its label. Raises `Unreadable` when the file is broken."""
    file = Compound(data)
    for stream in filter(file.names.__contains__, _SUMMARIES):
        for number, text in file.summary(stream).items():
            yield label_of(_NAMES.get(number, "")), text
    flags = struct.unpack_from("<I", file.read("FileHeader"), 36)[0]
    for name in sorted(file.names):
        if name == "DocInfo" or _SECTION.fullmatch(name):
            yield from _of_records(hwp.tree(hwp.unpacked(file.read(name), flags)))


def _of_records(records: list[hwp.Record]) -> Iterator[tuple[str, str]]:
    waiting = [(record, False) for record in reversed(records)]
    while waiting:
        record, hidden = waiting.pop()
        if record.tag == _CHANGED_BY:
            text = record.data[: len(record.data) // 2 * 2].decode("utf-16-le", "ignore")
            yield CHANGED_BY, " ".join(_READABLE.findall(text))
        if hidden and record.tag == hwp.PARA_TEXT:
            yield REMARK, hwp.text_of(record.data)
        comment = record.tag == hwp.CTRL_HEADER and record.data[:4] == _HIDDEN_COMMENT
        hidden = hidden or comment or record.tag == _MEMOS
        waiting.extend((below, hidden) for below in reversed(record.below))
