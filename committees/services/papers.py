"""Papers and photos of a meeting: taken in, put in order, exchanged, and their text read."""

import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.places import naming, trading_places
from civicforum.record.errors import RecordError
from civicforum.record.services import delete_row, hold_entries, save_row
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from committees.minutes.reading.isolated import FAILED, read_isolated
from committees.minutes.reading.messages import Unreadable
from committees.models import AgendaItem, Meeting, Paper
from committees.pictures import Metadata, bare_photo, is_photo
from committees.services.typed import keep_typed

if TYPE_CHECKING:
    from civicforum.people.models import User

MEGABYTE = 1024 * 1024
PAPER_BYTES = 30 * MEGABYTE
PHOTO_BYTES = 20 * MEGABYTE
#: What a paper may be: only what can be read can be looked through for names.
KINDS = {"pdf": (b"%PDF",), "hwpx": (b"PK",), "docx": (b"PK",), "hwp": (b"\xd0\xcf\x11\xe0",),
         "txt": ()}  # fmt: skip
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Taken:
    """An uploaded file as it is stored, and what the metadata of a photo told."""

    kind: Paper.Kind
    content: bytes
    ending: str
    told: Metadata


class KeptAlready(RecordError):
    """A file of the same content is a paper of the meeting."""

    def __init__(self, name: str, paper: Paper) -> None:
        text = _("“%(name)s” is here already as “%(paper)s”: it is not stored a second time.")
        super().__init__(text % {"name": name, "paper": paper.title})


@record_write
def add_paper(
    meeting: Meeting,
    file: UploadedFile,
    *,
    item: AgendaItem | None = None,
    once_more: bool = False,
    actor: "User | None" = None,
) -> tuple[Paper, Metadata]:
    """Store a paper or a photo of the meeting; return it and what the photo's metadata told.

    Raises RecordError, in words for whoever uploaded it, when the file is not fit, and
    KeptAlready when it is there by now and is not wanted `once_more`.
    """
    hold_entries(meeting)
    taken = _take_in(file)
    if not once_more and (same := _same_as(meeting, taken.content)):
        raise KeptAlready(str(file.name), same)
    last = max(meeting.papers.values_list("order", flat=True), default=0)
    paper = Paper(meeting=meeting, agenda_item=item, order=last + 1)
    paper.title = Path(file.name or "").stem[:200] or str(taken.kind.label)
    _put(paper, file, taken)
    save_row(paper, actor=actor)
    return paper, taken.told


@record_write
def replace_file(paper: Paper, file: UploadedFile, *, actor: "User | None" = None) -> Metadata:
    """Exchange the file of a paper; what was read in the old one goes. Raises RecordError."""
    hold_entries(paper)
    keep_typed(paper, ())  # the file that goes is the one that is stored by now
    taken = _take_in(file)
    if taken.kind != paper.kind:
        raise RecordError(_("Replace a paper by a paper, and a photo by a photo."))
    forget_file(paper)
    _put(paper, file, taken)
    save_row(paper, actor=actor)
    return taken.told


@record_write
def save_papers(
    papers: Sequence[Paper], gone: Sequence[Paper] = (), *, actor: "User | None" = None
) -> None:
    """Store titles and order, and let go of others with their files.

    Raises what `save_row` and `delete_row` raise.
    """
    hold_entries(*papers, *gone)
    for paper in papers:
        keep_typed(paper, ("order", "title", "agenda_item_id"))
    for paper in gone:
        keep_typed(paper, ())
        forget_file(paper)
        delete_row(paper, actor=actor)
    with trading_places(papers):
        for paper in papers:
            with naming(paper):
                save_row(paper, actor=actor)


def _same_as(meeting: Meeting, content: bytes) -> Paper | None:
    """The paper or photo of the meeting that has this very content; only its size is a column."""
    digest = hashlib.sha256(content).digest()
    for paper in meeting.papers.filter(size=len(content)).order_by("order"):
        try:
            with paper.file.open("rb") as stored:
                if hashlib.file_digest(stored, "sha256").digest() == digest:
                    return paper
        except FileNotFoundError:  # then nothing is there twice
            continue
    return None


def _take_in(file: UploadedFile) -> _Taken:
    """Look at a file, and take everything from a photo but what is to be seen."""
    name = str(file.name)
    head = file.read(16)
    file.seek(0)
    photo = is_photo(head)
    most = PHOTO_BYTES if photo else PAPER_BYTES
    if not file.size:
        raise RecordError(_("“%(name)s” is empty.") % {"name": name})
    if file.size > most:
        raise RecordError(too_large_sentence(name, most))
    if photo:
        content, told = bare_photo(file.read(), name)
        return _Taken(Paper.Kind.PHOTO, content, "jpg", told)
    return _Taken(Paper.Kind.PAPER, file.read(), _ending(name, head), Metadata())


def too_large_sentence(name: str, most: int = PAPER_BYTES) -> str:
    """Return what is said of a file that is larger than the most that is taken."""
    text = _("“%(name)s” is larger than %(most)d MB. Make it smaller and upload it again.")
    return text % {"name": name, "most": most // MEGABYTE}


def _ending(name: str, head: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending not in KINDS:
        text = _("“%(name)s” cannot be taken: papers are PDF, HWPX, HWP, DOCX or TXT, photos JPEG, "
                 "PNG or WebP. Save it as one of these and upload it again.")  # fmt: skip
        raise RecordError(text % {"name": name})
    starts = KINDS[ending]
    if starts and not head.startswith(starts):
        text = _("“%(name)s” is not what its name says. Save it anew and upload it again.")
        raise RecordError(text % {"name": name})
    return ending


def _put(paper: Paper, file: UploadedFile, taken: _Taken) -> None:
    """Give the paper its file, under a name that tells nothing and nobody guesses."""
    stem = Path(file.name or "").stem[:180]
    paper.kind, paper.size = taken.kind, len(taken.content)
    paper.file_name = f"{stem}.{taken.ending}"
    paper.content, paper.problem = "", None
    paper.read_at = timezone.now() if taken.kind == Paper.Kind.PHOTO else None
    name = f"{secrets.token_urlsafe(16)}.{taken.ending}"
    paper.file.save(name, ContentFile(taken.content), save=False)


def forget_file(paper: Paper) -> None:
    """Delete the file once it is certain that the row lets go of it."""
    storage, name = paper.file.storage, str(paper.file.name)
    transaction.on_commit(partial(storage.delete, name))


def read_paper(pk: int) -> None:
    """Read the text of a paper in a process of its own, and keep it, or why it cannot be read.

    What the file says of itself is public with it, so that is kept with the text.
    """
    paper = Paper.objects.filter(pk=pk, read_at=None).first()
    if paper is None:
        return
    name = str(paper.file.name)
    try:
        reading = read_isolated(Path(paper.file.path))
    except Unreadable as refusal:
        _keep_text(pk, name, "", [refusal.message.msgid, dict(refusal.message.values)])
    except Exception:
        _log.exception("A paper could not be read: %s", pk)
        _keep_text(pk, name, "", [FAILED, {}])
    else:
        text = [*(line.text for line in reading.lines), *reading.properties]
        _keep_text(pk, name, "\n".join(text), None)


@record_write
def _keep_text(pk: int, name: str, text: str, problem: list[Any] | None) -> None:
    """Keep what was read, unless the file was exchanged or another reader told of it meanwhile."""
    waiting = Paper.objects.filter(pk=pk, file=name, read_at=None)
    paper = waiting.select_for_update(of=("self",)).first()
    if paper is None:
        return
    paper.content, paper.problem, paper.read_at = text, problem, timezone.now()
    store(paper, allowed=True, index=False)


def papers_to_read() -> list[int]:
    """Return the keys of the papers whose text still waits to be read."""
    waiting = Paper.objects.filter(read_at=None).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:50])
