"""Publishing minutes: now, at a time to come, or no longer at that time."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_datetime
from civicforum.kit.errors import Refused
from civicforum.record.editions import editions
from civicforum.record.errors import ChangedMeanwhile, NotAllowed, RecordError
from civicforum.record.policy import can_move
from civicforum.record.services import hold_entries, move_entries, require_read
from civicforum.record.services.entries import store
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Meeting
from committees.services.duties import keep_publication_duty
from committees.services.outputs import prepare_soon

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def release_minutes(
    meeting: Meeting, to: EntryState, *, actor: "User", read: Collection[str], reason: str = ""
) -> None:
    """Publish the minutes, or submit them for approval, in the edition in which they were read.

    Raises RecordError with all that is missing, and what `move_entries` raises.
    """
    move_entries([meeting], to, actor=actor, reason=reason, read=read)


def settle_move(meeting: Meeting, actor: "User") -> None:
    """Do what a person's move of the minutes brings about, by whichever button.

    What was to be published at a time is not any more: the time was set for what stood then.
    """
    if _is_out(meeting):
        _keep_time(meeting, None, None, actor, _("Published"))
        prepare_soon(meeting.pk)
    else:
        _keep_time(meeting, None, None, actor, _("Not published on time, by choice"))
    keep_publication_duty(meeting)


@record_write
def schedule_publication(
    meeting: Meeting, at: dt.datetime, *, actor: "User", read: Collection[str]
) -> None:
    """Have the minutes published at a time to come, as they were read and with one's own rights.

    Raises RecordError when they could not be published now, or the time has passed, and
    ChangedMeanwhile when they have another edition by now.
    """
    hold_entries(meeting)
    meeting.refresh_from_db()
    require_read([meeting], read)
    if not can_move(actor, meeting, EntryState.PUBLISHED) or _is_out(meeting):
        raise NotAllowed(_("You may not publish “%s” now.") % meeting)
    if at <= timezone.now():
        raise RecordError(_("Choose a time to come, or publish now."))
    missing = list(meeting.hindrances())
    if missing:
        raise RecordError(" ".join(missing))
    _keep_time(meeting, at, actor, actor, _("To be published on %s") % format_datetime(at))
    # The time is a version of the meeting: what was read is kept as the edition that it makes.
    Meeting.objects.filter(pk=meeting.pk).update(publish_edition=editions([meeting])[meeting.pk])
    meeting.refresh_from_db()


@record_write
def unschedule_publication(meeting: Meeting, *, actor: "User") -> None:
    """Leave the minutes unpublished for now. Raises ChangedMeanwhile when nothing is scheduled."""
    hold_entries(meeting)
    meeting.refresh_from_db()
    if not can_move(actor, meeting, EntryState.PUBLISHED):
        raise NotAllowed(_("You may not publish “%s” now.") % meeting)
    if meeting.publish_at is None or _is_out(meeting):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % meeting)
    _keep_time(meeting, None, None, actor, _("Not published on time, by choice"))


def publish_due(now: dt.datetime) -> None:
    """Publish what is due; what cannot be published is not scheduled any more, and says why.

    Safe to run twice or at once: whoever holds the entry first settles its time.
    """
    for pk in Meeting.objects.filter(publish_at__lte=now).values_list("pk", flat=True):
        _publish_on_time(pk, now)


@record_write
def _publish_on_time(pk: int, now: dt.datetime) -> None:
    hold_entries(Meeting(pk=pk))
    meeting = Meeting.objects.filter(pk=pk, publish_at__lte=now).first()
    if meeting is None:  # published by hand, called off, or settled by another worker
        return
    try:
        with transaction.atomic():
            _publish_as_read(meeting)
    except Refused as refusal:
        why = Truncator(str(refusal)).chars(100)  # as much as a history keeps
        _keep_time(Meeting.objects.get(pk=pk), None, None, None, why)


def _publish_as_read(meeting: Meeting) -> None:
    """Publish the edition that was read when the time was set, by who set it."""
    actor, read = meeting.publish_by, [meeting.publish_edition]
    if actor is None or not actor.is_active:
        raise NotAllowed(_("Whoever set the time may not sign in any more."))
    move_entries([meeting], EntryState.PUBLISHED, actor=actor, reason=_("As scheduled"), read=read)


def _is_out(meeting: Meeting) -> bool:
    return meeting.state == EntryState.PUBLISHED


def _keep_time(
    meeting: Meeting,
    at: dt.datetime | None,
    by: "User | None",
    actor: "User | None",
    reason: str,
) -> None:
    """Store when the minutes are to be published; the history says who wanted it, and why."""
    changed = Meeting.objects.filter(pk=meeting.pk).exclude(publish_at=at, publish_by=by)
    if changed.update(publish_at=at, publish_by=by):
        meeting.refresh_from_db()
        store(meeting, actor=actor, reason=reason, allowed=True)
