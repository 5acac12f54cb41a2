"""The life of a file with minutes: uploaded, read by a worker, taken up again, discarded.

Each step is a guarded update on the state before it, so that of many at once one takes it.
"""

import datetime as dt
import logging
import re
import secrets
import unicodedata
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from civicforum.people.policy import rows_to_add_to
from civicforum.record.errors import ChangedMeanwhile, NotAllowed
from committees.minutes.reading import limits
from committees.minutes.reading.isolated import FAILED, read_isolated
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.transfer import as_data
from committees.models import Body, Meeting, MinutesFile, Tenure
from committees.states import FileState

if TYPE_CHECKING:
    from civicforum.people.models import User

LOST = _("Reading was broken off more than once. Try again, or save the file in another format.")
#: A reader of which nothing was heard for so long is lost, for it would have been ended by then.
STALE = dt.timedelta(seconds=limits.SECONDS + 60)
ATTEMPTS = 2
#: How long a worker has to fetch a file before it is handed over again.
FETCHED = dt.timedelta(seconds=20)
#: For how long what nobody needs is kept.
KEPT = {FileState.DISCARDED: dt.timedelta(days=7), FileState.FAILED: dt.timedelta(days=30)}
_NAME_LENGTH = 200
_log = logging.getLogger(__name__)


@transaction.atomic
def receive_file(body: Body, upload: UploadedFile, *, actor: "User") -> MinutesFile:
    """Keep an uploaded file under a name nobody guesses, to be read; return its row.

    Raises NotAllowed where the actor does not keep the body's minutes.
    """
    require_keeper(actor, body)
    name = clean_name(upload.name or "")
    file = MinutesFile(body=body, name=name, uploaded_by=actor)
    file.file.save(secrets.token_urlsafe(24) + _ending(name), upload, save=False)
    file.save()
    return file


def keeps_minutes(user: "User", body: Body) -> bool:
    """Whether the user adds meetings to the body."""
    return rows_to_add_to(user, Meeting, Body).filter(pk=body.pk).exists()


def require_keeper(user: "User", body: Body) -> None:
    """Raise NotAllowed unless the user adds meetings to the body."""
    if not keeps_minutes(user, body):
        raise NotAllowed(gettext("“%s” is outside your role.") % body)


def clean_name(name: str) -> str:
    """A file's name in composed letters, without signs that are not seen, and not too long."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    plain = re.sub(r"[\\/]+", "_", plain).strip(" .") or "minutes"
    ending = _ending(plain)
    return plain.removesuffix(ending)[: _NAME_LENGTH - len(ending)] + ending


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", name)
    return found[0] if found else ""


def read_file(pk: int) -> None:
    """Read a waiting file and keep what was understood, or why nothing was."""
    file = _claimed(pk)
    if file is None:
        return
    names = Tenure.objects.filter(seat__body=file.body_id).values_list("name", flat=True)
    try:
        reading = read_isolated(
            Path(file.file.path), roster=list(names), progress=partial(_tell, file)
        )
    except Unreadable as unreadable:
        message = unreadable.message
        _settle(file, FileState.FAILED, problem=[message.msgid, dict(message.values)])
    except Exception:
        _log.exception("A file with minutes could not be read: %s", pk)
        _settle(file, FileState.FAILED, problem=[FAILED, {}])
    else:
        _settle(file, FileState.READ, progress=100, reading=as_data(reading))


def _claimed(pk: int) -> MinutesFile | None:
    """Take the file if it still waits; reading it anew counts attempts anew, but claims go on."""
    with transaction.atomic():
        file = MinutesFile.objects.select_for_update().filter(pk=pk).first()
        if file is None or file.state != FileState.WAITING:
            return None
        file.state, file.progress, file.changed_at = FileState.READING, 0, timezone.now()
        file.claim, file.attempts = file.claim + 1, file.attempts + 1
        file.save(update_fields=["state", "progress", "changed_at", "claim", "attempts"])
    return file


def _own(file: MinutesFile) -> QuerySet[MinutesFile]:
    """The row while our claim holds."""
    return MinutesFile.objects.filter(pk=file.pk, state=FileState.READING, claim=file.claim)


def _tell(file: MinutesFile, hundredths: int) -> None:
    _own(file).update(progress=hundredths, changed_at=timezone.now())


def _settle(file: MinutesFile, state: FileState, **values: Any) -> None:
    _own(file).update(state=state, changed_at=timezone.now(), **values)


def sweep_files(now: dt.datetime) -> list[int]:
    """Take back files whose worker was lost; return those to hand to the workers (again)."""
    lost = MinutesFile.objects.filter(state=FileState.READING, changed_at__lt=now - STALE)
    lost.filter(attempts__gte=ATTEMPTS).update(
        state=FileState.FAILED, problem=[LOST, {}], changed_at=now
    )
    lost.update(state=FileState.WAITING, progress=0)
    waiting = MinutesFile.objects.filter(state=FileState.WAITING, changed_at__lt=now - FETCHED)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def read_again(file: MinutesFile, *, actor: "User") -> None:
    """Let a file be read anew that could not be, was discarded, or whose draft was deleted.

    Raises NotAllowed, or ChangedMeanwhile when it is in another state by now.
    """
    let_go = Q(state__in=(FileState.FAILED, FileState.DISCARDED))
    orphaned = Q(state=FileState.ACCEPTED, meeting=None)
    _move(file, let_go | orphaned, FileState.WAITING, actor, attempts=0, progress=0, problem=None)


def discard_file(file: MinutesFile, *, actor: "User") -> None:
    """Let go of a file that became no draft; it is deleted some days later. Raises the same."""
    _move(file, ~Q(state__in=(FileState.ACCEPTED, FileState.DISCARDED)), FileState.DISCARDED, actor)


def _move(file: MinutesFile, old: Q, new: FileState, actor: "User", **values: Any) -> None:
    require_keeper(actor, file.body)
    rows = MinutesFile.objects.filter(old, pk=file.pk)
    if not rows.update(state=new, changed_at=timezone.now(), **values):
        raise ChangedMeanwhile(gettext("“%s” was changed meanwhile. Reload and try again.") % file)


def forget_files(now: dt.datetime) -> None:
    """Delete what was discarded, or never could be read, some time ago: it may name people."""
    for state, kept in KEPT.items():
        for file in MinutesFile.objects.filter(state=state, changed_at__lt=now - kept):
            with transaction.atomic():
                gone, _kinds = MinutesFile.objects.filter(pk=file.pk, state=state).delete()
                if gone:
                    transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
