"""What a PDF says beside its text: its information, its XMP metadata, the notes on its pages."""

import ctypes
import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from committees.minutes.reading import limits
from committees.minutes.reading.files import xml
from committees.minutes.reading.files.archive import TOO_LARGE
from committees.minutes.reading.files.labels import CHANGED_BY, REMARK, label_of
from committees.minutes.reading.messages import Unreadable

#: XMP is a stream of its own, with its dictionary before it; it may be compressed.
_METADATA = re.compile(rb"obj\b(?P<about>[^\0]{0,400}?/(?:Metadata|XML)\b[^\0]{0,400}?)stream\r?\n")
_END = b"endstream"
_PACKET_BYTES = 4 * limits.MEGABYTE
_NOTES = 20_000


def of_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each property with its label. Raises `Unreadable` past the limits."""
    document = pdfium.PdfDocument(data)
    for name, text in document.get_metadata_dict().items():
        yield label_of(name), text
    for packet in _packets(data):
        yield from _of_packet(packet)
    yield from _notes(document)


def _packets(data: bytes) -> Iterator[bytes]:
    for found in _METADATA.finditer(data):
        end = data.find(_END, found.end())
        packet = data[found.end() : end if end >= 0 else len(data)]
        if b"FlateDecode" in found["about"]:
            packet = _unpacked(packet)
        if len(packet) > _PACKET_BYTES:
            raise Unreadable(TOO_LARGE)
        yield packet


def _unpacked(packet: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packet, _PACKET_BYTES + 1)
    except zlib.error:
        return b""


def _of_packet(packet: bytes) -> Iterator[tuple[str, str]]:
    start, end = packet.find(b"<"), packet.rfind(b">")
    try:
        root = xml.parse(packet[start : end + 1])
    except Unreadable:  # whatever it is, it is looked through
        yield label_of("description"), re.sub(r"<[^>]*>", " ", packet.decode("utf-8", "ignore"))
        return
    waiting = [(root, "")]
    while waiting:
        element, above = waiting.pop()
        label = label_of(element.tag) or above
        yield label, "".join(piece for piece in element.children if isinstance(piece, str))
        for name, text in element.attributes.items():
            yield label_of(name), text
        waiting.extend((child, label) for child in element.elements())


def _notes(document: pdfium.PdfDocument) -> Iterator[tuple[str, str]]:
    """Who commented on the pages, and what."""
    left = _NOTES
    for number in range(min(len(document), limits.PAGES)):
        page = document[number]
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            left -= 1
            if left < 0:
                raise Unreadable(TOO_LARGE)
            note = raw.FPDFPage_GetAnnot(page, index)
            yield CHANGED_BY, _said(note, b"T")
            yield REMARK, _said(note, b"Contents")
            raw.FPDFPage_CloseAnnot(note)
        page.close()


def _said(note: object, name: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, name, None, 0)
    if not 2 < size < limits.PART_BYTES:
        return ""
    text = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        note, name, ctypes.cast(text, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return text.raw[: size - 2].decode("utf-16-le", "ignore")
