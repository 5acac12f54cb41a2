"""Uploaded sheets, between their preview and its confirmation."""

import contextlib
import datetime as dt
from typing import Any

from django.core.files.storage import default_storage
from import_export.tmp_storages import MediaStorage

FOLDER = "uploads"
KEPT = dt.timedelta(days=1)


class Upload(MediaStorage):
    """A sheet under a name nobody can guess; once confirmed it is removed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.MEDIA_FOLDER = FOLDER


def forget_old(now: dt.datetime) -> None:
    """Remove the sheets that nobody confirmed within a day; they may name people."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        with contextlib.suppress(FileNotFoundError):  # it was confirmed, or removed, just now
            if default_storage.get_modified_time(path) < now - KEPT:
                default_storage.delete(path)
