"""What a meeting leaves to be done: who, by when, and that it was done."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.models import Commitment
from civicforum.record.services import delete_row
from civicforum.record.services.entries import check_content, store
from civicforum.record.version import record_write
from committees.models import Meeting

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_action(action: Commitment, meeting: Meeting, *, actor: "User", reason: str = "") -> None:
    """Store what a meeting leaves to be done; whoever keeps the meeting keeps this as well.

    Raises ValidationError, NotAllowed, or RecordError while the meeting is closed to the actor,
    and for likely personal data in what would be public at once.
    """
    _require(action, meeting, actor)
    store(action, actor=actor, reason=reason, allowed=True)


def _require(action: Commitment, meeting: Meeting, actor: "User") -> None:
    require(actor, Action.CHANGE, meeting)
    action.kind, action.city, action.entry = Commitment.Kind.ACTION, meeting.city, meeting
    check_content(action, actor)


@record_write
def mark_done(action: Commitment, meeting: Meeting, *, actor: "User", done: bool = True) -> None:
    """Say that it was done today, or that it is open after all. Raises what `save_action` does."""
    action.done = timezone.localdate().isoformat() if done else ""
    _require(action, meeting, actor)
    store(action, actor=actor, allowed=True)


@record_write
def remove_action(action: Commitment, meeting: Meeting, *, actor: "User") -> None:
    """Delete what was noted by mistake. Raises Refused where somebody was reminded of it."""
    require(actor, Action.CHANGE, meeting)
    check_content(action, actor, going=True)
    if meeting.has_been_public():
        raise RecordError(_("“%s” has been public. Mark it as done instead.") % action)
    delete_row(action)
