"""Moving minutes on their way to publication: with the members, agreed, and back."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.record.errors import ChangedMeanwhile, IllegalMove, NotAllowed, RecordError
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Circulation, Confirmation, Meeting
from committees.policy import can_move_minutes
from committees.reports.circulation import needs_reason
from committees.states import MINUTES_MOVES, MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def approve_minutes(meeting: Meeting, *, actor: "User", reason: str = "") -> None:
    """Say that the minutes are agreed.

    Without a reason only what the members have confirmed, or had their time for; raises
    RecordError otherwise, and what `move_minutes` does.
    """
    hold_entries(meeting)
    if meeting.date > timezone.localdate():
        raise RecordError(_("The meeting has not been held yet: there is nothing to agree on."))
    if needs_reason(meeting) and not reason.strip():
        raise RecordError(_("Not everybody has confirmed the minutes. Say why they are agreed."))
    move_minutes(meeting, MinutesState.APPROVED, actor=actor, reason=reason)
    close_circulation(meeting, actor)


@record_write
def reopen_minutes(meeting: Meeting, *, actor: "User", reason: str = "") -> None:
    """Take the minutes back to draft, so that they can be changed. Raises as `move_minutes`."""
    move_minutes(meeting, MinutesState.DRAFT, actor=actor, reason=reason)
    close_circulation(meeting, actor)


def move_minutes(meeting: Meeting, to: MinutesState, *, actor: "User", reason: str = "") -> None:
    """Move the minutes of a meeting to another state, as a part of a service.

    Who, when and why stand in the meeting's history. What was to be published at a time is not
    any more. Raises IllegalMove, NotAllowed, or ChangedMeanwhile when somebody was faster.
    """
    hold_entries(meeting)
    old = MinutesState(meeting.minutes_state)
    what = {"meeting": meeting, "old": old.label, "new": to.label}
    if (old, to) not in MINUTES_MOVES or not _is_unreleased(meeting):
        raise IllegalMove(
            _("The minutes of “%(meeting)s” cannot go from “%(old)s” to “%(new)s”.") % what
        )
    if not can_move_minutes(actor, meeting, to):
        raise NotAllowed(_("You may not move the minutes of “%(meeting)s” to “%(new)s”.") % what)
    unmoved = Meeting.objects.filter(pk=meeting.pk, minutes_state=old)
    if not unmoved.update(minutes_state=to, publish_at=None, publish_by=None):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % meeting)
    meeting.refresh_from_db()
    store(meeting, actor=actor, reason=reason, allowed=True)


def _is_unreleased(meeting: Meeting) -> bool:
    """Whether the entry is a draft now, whatever it was when it was read."""
    return Meeting.objects.filter(pk=meeting.pk, state=EntryState.DRAFT).exists()


def close_circulation(meeting: Meeting, actor: "User") -> None:
    """End the round that is open, if there is one: nobody is asked or reminded any more."""
    Circulation.objects.filter(meeting=meeting, closed_at=None).update(closed_at=timezone.now())
    waiting = Confirmation.objects.filter(circulation__meeting=meeting, done="").exclude(due="")
    for one in waiting.select_related("city"):
        one.due = ""
        store(one, actor=actor, reason=_("The round is closed."), allowed=True)
