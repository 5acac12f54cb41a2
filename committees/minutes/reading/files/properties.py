"""What a file says of itself beside its text: who wrote it, and what it is about."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium

from committees.minutes.reading.files.archive import Archive
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.files.xml import Element

#: What the kinds of file call a property, in lower case, and the label that it gets here.
_LABELS = {
    "author": "작성자", "creator": "작성자", "lastmodifiedby": "마지막 작성자",
    "lastsaveby": "마지막 작성자", "manager": "담당자", "company": "기관",
    "title": "제목", "subject": "주제", "keywords": "핵심어", "keyword": "핵심어",
    "category": "분류", "description": "설명", "comments": "설명",
}  # fmt: skip
#: The parts of an archive (DOCX, HWPX) that tell it.
_PARTS = re.compile(r"docProps/.*\.xml|META-INF/.*\.xml|Contents/content\.hpf")


def properties(data: bytes, kind: Kind) -> list[str]:
    """Return the properties of a file, each behind its label. Raises `Unreadable` when broken."""
    found: Iterator[tuple[str, str]] = iter(())
    if kind is Kind.PDF:
        found = iter(pdfium.PdfDocument(data).get_metadata_dict().items())
    elif kind in (Kind.DOCX, Kind.HWPX):
        found = _of_archive(Archive(data))
    told = ((_LABELS.get(name.lower()), " ".join(text.split())) for name, text in found)
    return [f"{label}: {text}" for label, text in told if label and text]


def _of_archive(archive: Archive) -> Iterator[tuple[str, str]]:
    for part in sorted(filter(_PARTS.fullmatch, archive.names)):
        for element in archive.xml(part).walk():
            # HWPX calls most of them <meta name="…">, Word gives each an element of its own.
            name = element.attributes.get("name", "") if element.tag == "meta" else element.tag
            yield name, _text(element)


def _text(element: Element) -> str:
    return "".join(piece for piece in element.children if isinstance(piece, str))
