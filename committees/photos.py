"""What a page must know of a stored photo before the browser has it."""

from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError


@lru_cache(maxsize=1000)
def size_of(name: str) -> tuple[int, int] | None:
    """Return width and height of a stored photo, None where it is none; files do not change."""
    try:
        with default_storage.open(name) as file, Image.open(file) as photo:
            return photo.size
    except (OSError, UnidentifiedImageError):
        return None
