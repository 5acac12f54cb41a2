"""What kind of file it is, by its content; a name may be wrong."""

from enum import StrEnum

from committees.minutes.reading.files import archive, compound
from committees.minutes.reading.files.archive import ENCRYPTED, MACROS, Archive
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _


class Kind(StrEnum):
    """The kinds of file that are read."""

    TXT = "txt"
    HWPX = "hwpx"
    HWP = "hwp"
    DOCX = "docx"
    PDF = "pdf"


OLD = _("The file is of an old kind: save it as HWPX, DOCX or PDF and try again.")
OTHER = _("The file is no document of a kind that is read: HWPX, HWP, DOCX, PDF or TXT.")
IMAGE = _("The file is a picture: text is read from HWPX, HWP, DOCX, PDF or TXT only.")

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLD = (b"HWP Document File", b"{\\rtf", b"<?xml version", b"<!DOCTYPE", b"<html", b"<HTML")
#: What is said of a file whose beginning is all that is known of its kind.
NOT_KNOWN = frozenset({archive.BROKEN, compound.BROKEN, OTHER})
_ZIP = b"PK"
#: What files of a kind begin with, where they all begin alike.
_BEGIN = {Kind.HWPX: _ZIP, Kind.DOCX: _ZIP, Kind.HWP: compound.MAGIC}
#: Where a PDF may begin: some programs put a few bytes before it.
_PDF_WITHIN = 1024


def named_kind(name: str) -> Kind | None:
    """The kind a file's name says it is; None where the ending is none of ours."""
    ending = name.rpartition(".")[2].lower()
    return Kind(ending) if ending in set(Kind) else None


def comes_as(kind: Kind, data: bytes) -> bool:
    """Whether a file begins as those of a kind do."""
    return kind in _BEGIN and data.startswith(_BEGIN[kind])


def kind_of(data: bytes) -> Kind:
    """The kind of a file by its first bytes and its parts.

    Raises `Unreadable` for kinds that are not read.
    """
    if data.startswith(_ZIP):
        return _archived(Archive(data))
    if data.startswith(compound.MAGIC):
        return _compound(compound.names(data))
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith(_IMAGES):
        raise Unreadable(IMAGE)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_OLD):
        raise Unreadable(OLD)
    return Kind.TXT


def _archived(archive: Archive) -> Kind:
    if any("vbaproject" in name.lower() for name in archive.names):
        raise Unreadable(MACROS)
    if "Contents/content.hpf" in archive.names or "Contents/section0.xml" in archive.names:
        return Kind.HWPX
    if "word/document.xml" in archive.names:
        return Kind.DOCX
    raise Unreadable(OTHER)


def _compound(names: set[str]) -> Kind:
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise Unreadable(ENCRYPTED)
    if "FileHeader" in names:
        return Kind.HWP
    raise Unreadable(OLD if "WordDocument" in names else OTHER)
