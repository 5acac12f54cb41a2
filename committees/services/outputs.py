"""Files of published minutes: made once per edition, kept, and given out until the next one.

They lie in a folder per meeting, named by the digest of what they hold, so a file can never be
that of another edition; whoever makes one removes what older editions left.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from committees.minutes.document import Minutes
from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from committees.minutes.writing.photos import Photo
from committees.models import Meeting
from committees.reports.edition import Edition, public_edition

logger = logging.getLogger(__name__)

Write = Callable[[Minutes, Sequence[Photo]], bytes]
WRITERS: dict[str, Write] = {"hwpx": write_hwpx, "pdf": write_pdf, "docx": write_docx}
#: What a visitor waits for; what is longer is made by a worker.
MOST_SPEECHES, MOST_PHOTOS = 300, 12
#: How long nobody asks a worker again for a file that it has not made yet.
ASKED_SECONDS = 120
TASK = "committees.tasks.prepare_files"


def opened(edition: Edition, kind: str) -> IO[bytes] | None:
    """Open the file of an edition as `file_of` finds it, for whoever gives it out.

    Whoever makes another edition's files may remove it right before: then it is made anew.
    """
    for _attempt in range(2):
        path = file_of(edition, kind)
        if path is None:
            return None
        with suppress(FileNotFoundError):
            return path.open("rb")
    return None


def file_of(edition: Edition, kind: str) -> Path | None:
    """Return the file of an edition in one of the WRITERS' forms; None while it has to be made.

    Short minutes are made at once, for long ones a worker is asked.
    """
    path = _path(edition, kind)
    if path.exists():
        return path
    short = len(edition.minutes.speeches) <= MOST_SPEECHES and len(edition.pictures) <= MOST_PHOTOS
    if short and make(edition, [kind]):
        return path
    if not short:
        _ask_for(edition, path)
    return None


def make(edition: Edition, kinds: Sequence[str]) -> bool:
    """Make what is missing of an edition's files; False while another process is at it."""
    with _alone(edition.meeting) as alone:
        if alone:
            _forget_others(edition)
            for kind in kinds:
                if not _path(edition, kind).exists():
                    _store(_path(edition, kind), WRITERS[kind](edition.minutes, edition.photos()))
    return alone


def prepare(meeting: int) -> None:
    """Make what is missing of the files of a meeting's minutes, if they are public."""
    row = Meeting.public.select_related("body").filter(pk=meeting).first()
    if row is not None:
        make(public_edition(row), list(WRITERS))


def prepare_soon(meeting: int) -> None:
    """Have a worker make the files of a meeting's minutes, once this transaction is over."""
    transaction.on_commit(lambda: _send(meeting))


def _send(meeting: int) -> None:
    """Ask a worker; where the broker is away, whoever wants a file asks again."""
    try:
        current_app.send_task(TASK, [meeting], retry=False, expires=3600)
    except OperationalError:
        logger.exception("Nobody could be asked to make the files of meeting %s.", meeting)


def _ask_for(edition: Edition, path: Path) -> None:
    asked = path.with_suffix(f"{path.suffix}.asked")
    if asked.exists() and time.time() - asked.stat().st_mtime < ASKED_SECONDS:
        return
    asked.parent.mkdir(parents=True, exist_ok=True)
    asked.touch()
    _send(edition.meeting)


def _path(edition: Edition, kind: str) -> Path:
    return _folder(edition) / f"{edition.digest}.{kind}"


def _folder(edition: Edition) -> Path:
    return Path(settings.MEDIA_ROOT) / "editions" / str(edition.meeting)


@contextmanager
def _alone(meeting: int) -> Iterator[bool]:
    """Whether no other process makes files of the meeting while the block runs."""
    with transaction.atomic(), connection.cursor() as cursor:
        key = f"files of meeting {meeting}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        yield cursor.fetchone()[0]


def _forget_others(edition: Edition) -> None:
    """Remove the files of other editions: they may hold what a correction took away."""
    for path in _folder(edition).glob("*"):
        if not path.name.startswith(edition.digest):
            path.unlink(missing_ok=True)


def _store(path: Path, data: bytes) -> None:
    """Let the file appear whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.stem}.", delete=False) as part:
        part.write(data)
    os.replace(part.name, path)
