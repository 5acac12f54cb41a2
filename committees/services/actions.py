"""What a meeting leaves to be done: who, by when, and that it was done."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.models import Commitment
from civicforum.record.services import delete_row, hold_entries
from civicforum.record.services.entries import check_content, store
from civicforum.record.version import record_write
from committees.models import Meeting
from committees.reports.personal import unsettled
from committees.reports.texts import Text

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_action(action: Commitment, meeting: Meeting, *, actor: "User", reason: str = "") -> None:
    """Store what a meeting leaves to be done; whoever keeps the meeting keeps this as well.

    Raises ValidationError, NotAllowed, or RecordError while the meeting is closed to the actor,
    and for likely personal data in what would be public at once.
    """
    _require(action, meeting, actor)
    _check_names(action, meeting)
    store(action, actor=actor, reason=reason, allowed=True)


def _require(action: Commitment, meeting: Meeting, actor: "User") -> None:
    require(actor, Action.CHANGE, meeting)
    action.kind, action.city, action.entry = Commitment.Kind.ACTION, meeting.city, meeting
    check_content(action, actor)


def _check_names(action: Commitment, meeting: Meeting) -> None:
    """Nobody looks through public minutes again: what is added to them names nobody."""
    if not hold_entries(meeting)[meeting.pk].is_public:
        return
    texts = [Text(action, name, getattr(action, name)) for name in ("title", "owed_by")]
    roles = list(meeting.body.seats.values_list("role", flat=True))  # public, whatever they say
    data = [one.text for one in unsettled(meeting, texts)]
    if found := [word for word in data if not any(word in role for role in roles)]:
        text = _(
            "The minutes are public, and this looks like personal data: %(words)s. Write the role "
            "instead, and leave numbers and addresses out."
        )
        raise RecordError(text % {"words": ", ".join(found)})


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
