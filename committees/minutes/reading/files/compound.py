"""Compound files (OLE), the boxes in which HWP and old Word documents come."""

import io

import olefile

from committees.minutes.reading import limits
from committees.minutes.reading.files.archive import TOO_LARGE
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _

MAGIC = olefile.MAGIC
BROKEN = _("The file is broken: its parts cannot be found.")


class Compound:
    """A compound file's streams by name, such as `BodyText/Section0`."""

    def __init__(self, data: bytes) -> None:
        """Open it. Raises `Unreadable` when it is broken."""
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            self.names = {"/".join(entry) for entry in self._ole.listdir()}
        except Exception as error:  # olefile raises what it meets in a broken file
            raise Unreadable(BROKEN) from error
        if len(self.names) > limits.ARCHIVE_PARTS:
            raise Unreadable(TOO_LARGE)

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        try:
            with self._ole.openstream(name) as stream:
                return bytes(stream.read(limits.PART_BYTES))
        except Exception as error:  # as above
            raise Unreadable(BROKEN) from error

    def summary(self, name: str) -> dict[int, str]:
        """The texts of a stream of properties by their numbers."""
        try:
            found = self._ole.getproperties(name)
        except Exception as error:  # as above
            raise Unreadable(BROKEN) from error
        texts = {
            number: text.decode("cp949", "ignore") if isinstance(text, bytes) else text
            for number, text in found.items()
            if isinstance(text, str | bytes)
        }
        return {number: text.partition("\0")[0] for number, text in texts.items()}


def names(data: bytes) -> set[str]:
    """The names of the streams in a compound file."""
    return Compound(data).names
