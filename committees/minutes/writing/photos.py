"""Photographs of a meeting, fit for a document: upright, not larger than paper shows, bare."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

LONGEST_SIDE = 1600
QUALITY = 85


@dataclass(frozen=True)
class Photo:
    """A picture file and what it shows, in words for those who cannot see it."""

    data: bytes
    description: str


@dataclass(frozen=True)
class Print:
    """A photo as it goes into a document: a JPEG, its size in pixels, its description."""

    jpeg: bytes
    width: int
    height: int
    description: str


def developed(photo: Photo) -> Print:
    """Return the photo without its metadata, which may tell the place and the camera's owner."""
    with Image.open(io.BytesIO(photo.data)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image.info.clear()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return Print(out.getvalue(), *image.size, photo.description)
