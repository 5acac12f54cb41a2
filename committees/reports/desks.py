"""Where what meetings leave to be done is seen to."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.record.desks import Desk
from civicforum.record.models import Commitment
from committees.models import Meeting

#: What has no entry, so that no public page lists it, names its meeting in its key alone
#: (`services/duties.py`, `services/notice.py`).
_OF_MEETING = re.compile(r"/(?:publication/minutes-|notice/)(\d+)$", re.ASCII)


def meeting_of(commitment: Commitment) -> int | None:
    """Return the key of the meeting a commitment is about, if it is about one."""
    entry = commitment.entry
    if entry:
        return entry.pk if entry.kind == Meeting.KIND else None
    found = _OF_MEETING.search(commitment.key)
    return int(found[1]) if found else None


def desk_of_meeting(commitment: Commitment) -> Desk | None:
    """Return the staff page of the meeting a commitment is about."""
    meeting = meeting_of(commitment)
    if meeting is None:
        return None
    return Desk(_("See to it at the meeting"), reverse("committees_staff:meeting", args=[meeting]))
