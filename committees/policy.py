"""Who may do what with bodies, their meetings, plans and events, and with minutes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civicforum.people.policy import EDIT, KEEP, NOTHING, RUN, VIEW_ONLY, Action, AppPolicy, can
from civicforum.people.roles import Role
from civicforum.record.policy import frozen_because, is_approver, is_frozen
from civicforum.record.states import EntryState
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User
    from committees.models import Meeting

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
    # A supporter writes, what is public already at once; its first release is the clerk's.
    # Where the city wants approval, what is public is closed (`record.policy.is_frozen`).
    # The people of a city are listed for those alone who reach the whole of it.
    Role.SUPPORTER: {"person": NOTHING, "*": EDIT},
    # Which bodies and panels there are is the city's decision; the department holds the meetings
    # of its own. Plans, projects and events are none of its business here.
    Role.DEPARTMENT_OFFICER: {
        "body": VIEW_ONLY,
        "seat": KEEP,
        "tenure": VIEW_ONLY | {Action.ADD, Action.CHANGE},
        "meeting": EDIT,
        "agendaitem": KEEP,
        "reference": KEEP,
        "attendance": KEEP,
        "observer": KEEP,
        "speech": KEEP,
        "attachedlist": KEEP,
        "paper": KEEP,
        "convocation": VIEW_ONLY,
        "circulation": VIEW_ONLY,
        "correction": VIEW_ONLY,
        "minutesfile": VIEW_ONLY,
        "namedecision": VIEW_ONLY,
    },
}

#: What must be allowed with a meeting to make a move of its minutes: whoever writes them brings
#: them to the members and back; that they are agreed, and no longer, says who releases.
MINUTES_RIGHTS: Mapping[tuple[MinutesState, MinutesState], Action] = {
    (MinutesState.DRAFT, MinutesState.CIRCULATED): Action.SUBMIT,
    (MinutesState.CIRCULATED, MinutesState.DRAFT): Action.SUBMIT,
    (MinutesState.CIRCULATED, MinutesState.APPROVED): Action.PUBLISH,
    (MinutesState.DRAFT, MinutesState.APPROVED): Action.PUBLISH,
    (MinutesState.APPROVED, MinutesState.DRAFT): Action.PUBLISH,
}


def can_move_minutes(user: "User", meeting: "Meeting", to: MinutesState) -> bool:
    """Whether the user may bring the minutes from the state they are in to another."""
    right = MINUTES_RIGHTS.get((MinutesState(meeting.minutes_state), to))
    return right is not None and can(user, right, type(meeting), meeting)


def who_releases() -> str:
    """Name the roles that agree the minutes of a meeting and publish them."""
    roles = [
        role.label
        for role, rules in POLICY.items()
        if Action.PUBLISH in rules.get("meeting", rules.get("*", frozenset()))
    ]
    return ", ".join(map(str, roles))


def can_correct(user: "User", meeting: "Meeting") -> bool:
    """Whether the user may correct published minutes: who releases them; so the approver, too."""
    if meeting.state != EntryState.PUBLISHED:
        return False
    if meeting.city.needs_approval and not is_approver(user, meeting):
        return False
    return can(user, Action.PUBLISH, type(meeting), meeting)


def closed_to_writing(user: "User", meeting: "Meeting") -> str:
    """Say why the user may not write the minutes of a meeting now; "" when they are open."""
    if not can(user, Action.CHANGE, type(meeting), meeting):
        return _("You may read these minutes. The clerk or the supporter of the body writes them.")
    return frozen_because(meeting) if is_frozen(user, meeting) else ""
