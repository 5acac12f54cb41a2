"""Collecting static files, only when that would change anything."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Collect the static files, unless neither they nor what was made of them has changed."""
    stamp = Path(settings.HOME) / "static.stamp"
    if stamp.is_file() and stamp.read_text() == _fingerprint():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(_fingerprint())


def _fingerprint() -> str:
    """A digest of name, size and time of every file, and of what else decides the outcome."""
    made_by = (settings.STORAGES["staticfiles"], version("django"), version("whitenoise"))
    seen = [repr(made_by), *_marks(_sources()), *_marks(_below(Path(settings.STATIC_ROOT)))]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(None):
            yield storage.path(path)


def _below(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield from (os.path.join(parent, name) for name in names)


def _marks(paths: Iterable[str]) -> list[str]:
    stats = ((path, os.stat(path)) for path in paths)
    return sorted(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
