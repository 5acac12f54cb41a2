"""The formats: each module turns a file's bytes into lines, bounded by `limits`."""

from collections.abc import Callable, Iterable
from pathlib import Path

from committees.minutes.reading import limits
from committees.minutes.reading.files import docx, hwp, hwpx, pdf, text
from committees.minutes.reading.files.kinds import NOT_KNOWN, Kind, comes_as, kind_of, named_kind
from committees.minutes.reading.files.properties import properties
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Raw, Source
from committees.minutes.reading.telling import Told, untold

_READERS: dict[Kind, Callable[[bytes, Told], Iterable[Raw]]] = {
    Kind.TXT: text.lines,
    Kind.HWPX: hwpx.lines,
    Kind.HWP: hwp.lines,
    Kind.DOCX: docx.lines,
    Kind.PDF: pdf.lines,
}


def open_source(path: Path, kind: Kind | None = None, told: Told = untold) -> Source:
    """Read a file's lines; `kind` is what it is said to be, else its name says it.

    It tells how many of a PDF's pages are read, and how much of a part of any other file.

    Raises `Unreadable` with one sentence for every file that cannot be read.
    """
    data = _read(path)
    said = kind or named_kind(path.name)
    found = _kind_of(data, said)
    if said and said != found:
        raise Unreadable(
            _("The file is called %(said)s but is %(found)s inside: give it its right name."),
            said=said.value.upper(),
            found=found.value.upper(),
        )
    source = Source.of(_READERS[found](data, told))
    source.properties = properties(data, found)
    return source


def _kind_of(data: bytes, said: Kind | None) -> Kind:
    """The kind of a file; of one that is broken inside, say first that its name is wrong."""
    try:
        return kind_of(data)
    except Unreadable as error:
        if said is None or error.message.msgid not in NOT_KNOWN or comes_as(said, data):
            raise
        raise Unreadable(
            _("The file is called %(said)s but is something else inside: give it its right name."),
            said=said.value.upper(),
        ) from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise Unreadable(_("There is no file of that name.")) from error
    except OSError as error:
        raise Unreadable(_("The file cannot be opened: it is none, or may not be read.")) from error
    if len(data) > limits.FILE_BYTES:
        size = limits.FILE_BYTES // limits.MEGABYTE
        raise Unreadable(_("The file is larger than %(size)s MB."), size=size)
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(_("The file is empty: there is no text in it."))
    return data
