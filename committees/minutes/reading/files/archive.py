"""Archives of XML (HWPX, DOCX), opened with bounds on what they unpack to."""

import io
import zipfile
import zlib

from committees.minutes.reading import limits
from committees.minutes.reading.files import xml
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.telling import Told, untold

BROKEN = _("The file is broken: its archive cannot be opened.")
ENCRYPTED = _("The file is protected by a password: save it without one and try again.")
MACROS = _("The file holds a macro or a script: save it without and try again.")
TOO_LARGE = _("The file unpacks to more than a document can be.")


class Archive:
    """A zip file's parts by name."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises `Unreadable` for what is no sound, plain, bounded archive."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
            raise Unreadable(BROKEN) from error
        entries = self._zip.infolist()
        if len(entries) > limits.ARCHIVE_PARTS:
            raise Unreadable(TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(ENCRYPTED)
        self.names = {entry.filename for entry in entries}
        self._left = limits.UNPACKED_BYTES

    def read(self, name: str) -> bytes:
        """Unpack a part, never more than the limits, whatever its header says."""
        limit = min(self._left, limits.PART_BYTES)
        try:
            with self._zip.open(name) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise Unreadable(BROKEN) from error
        if len(data) > limit:
            raise Unreadable(TOO_LARGE)
        self._left -= len(data)
        return data

    def xml(
        self, name: str, skip: frozenset[str] = frozenset(), told: Told = untold
    ) -> xml.Element:
        """Unpack and parse a part."""
        return xml.parse(self.read(name), skip, told)
