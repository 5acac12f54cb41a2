"""Withholding minutes, or parts of them, on a legal ground."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civicforum.record.errors import RecordError
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from committees.models import AgendaItem, Meeting, Paper, Speech
from committees.services.naming import check_unreleased

if TYPE_CHECKING:
    from civicforum.people.models import User

#: What can be withheld: all of the minutes, or a part.
Part = Meeting | AgendaItem | Speech | Paper


@record_write
def withhold(meeting: Meeting, part: Part, ground: str, *, actor: "User") -> None:
    """Withhold the meeting or a part of it on a legal ground; "" shows it again.

    Only what is not public yet. Raises RecordError otherwise.
    """
    check_unreleased(meeting, actor)
    owner = part if isinstance(part, Meeting) else part.meeting
    if owner.pk != meeting.pk:
        raise RecordError(_("“%s” is no part of these minutes.") % part)
    part.refresh_from_db()
    part.withheld = " ".join(ground.split())
    reason = _("Withheld") if part.withheld else _("Shown again")
    store(part, actor=actor, reason=reason, allowed=True)
