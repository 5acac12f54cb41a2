"""Photos: as they are taken in, bare of everything but the picture, and as pages show them."""

import io
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

from civicforum.record.errors import RecordError
from committees.minutes.writing.photos import Photo, developed

#: How many pixels a photo may have; what unpacks to more is no photo of a meeting.
MOST_PIXELS = 80_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Metadata:
    """What the metadata of a photo told besides the picture; nothing of it is kept."""

    place: bool = False
    people: list[str] = field(default_factory=list)


def is_photo(head: bytes) -> bool:
    """Whether a file begins as a picture does that we take."""
    return head.startswith(_STARTS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def bare_photo(content: bytes, name: str) -> tuple[bytes, Metadata]:
    """Return a photo as JPEG without metadata, and what these told. Raises RecordError."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise RecordError(_("“%(name)s” has too many pixels.") % {"name": name})
            told = _told(image)
        return developed(Photo(content, "")).jpeg, told
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        text = _("“%(name)s” cannot be opened as a picture. Save it anew and upload it again.")
        raise RecordError(text % {"name": name}) from error


def _told(image: Image.Image) -> Metadata:
    """Where it was taken, and who took it or owns the camera, as far as the photo says so."""
    exif = image.getexif()
    named = [exif.get(tag) for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright)]
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    named.append(inner.get(ExifTags.Base.CameraOwnerName))
    named.append(_windows(exif.get(ExifTags.Base.XPAuthor)))
    people = [_readable(str(one)) for one in named if one]
    place = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return Metadata(place, list(dict.fromkeys(filter(None, people))))


def _readable(text: str) -> str:
    """The text of a field that should be Latin, and holds what the camera's owner typed."""
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode()
    return text.strip("\0 ")


def _windows(text: object) -> str:
    """The author as one operating system writes it."""
    return text.decode("utf-16-le", "ignore") if isinstance(text, bytes) else ""


def size_of(name: str) -> tuple[int, int] | None:
    """Return width and height of a stored photo, None where it is none or cannot be read."""
    try:
        return _size_of(name)
    except (OSError, UnidentifiedImageError):
        return None


@lru_cache(maxsize=1000)
def _size_of(name: str) -> tuple[int, int]:
    """The size, kept, for files do not change; a failure is not kept."""
    with default_storage.open(name) as file, Image.open(file) as photo:
        return photo.size
