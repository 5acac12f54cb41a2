"""Who may do what with bodies, their meetings, plans and events."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civicforum.people.policy import EDIT, RUN, VIEW_ONLY, Action, AppPolicy, can
from civicforum.people.roles import Role
from civicforum.record.policy import frozen_because, is_frozen
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User
    from committees.models import Meeting

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
    # A supporter writes, what is public already at once; its first release is the clerk's.
    # Where the city wants approval, what is public is closed (`record.policy.is_frozen`).
    Role.SUPPORTER: {"*": EDIT},
}


def closed_to_writing(user: "User", meeting: "Meeting") -> str:
    """Say why the user may not write the minutes of a meeting now; "" when they are open."""
    if not can(user, Action.CHANGE, type(meeting), meeting):
        return _("You may read these minutes. The clerk or the supporter of the body writes them.")
    if is_frozen(user, meeting):
        return frozen_because(meeting)
    if meeting.minutes_state == MinutesState.CIRCULATED:
        return _(
            "The minutes are with the members, who confirm what they read. "
            "Bring them back to be written first, then change them."
        )
    if meeting.minutes_state == MinutesState.APPROVED:
        return _("The minutes are agreed. Bring them back to be written first, then change them.")
    return ""
