"""Who may do what with bodies, their meetings, plans and events."""

from civicforum.people.policy import EDIT, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
    # A supporter writes; releasing it is the clerk's or the approver's.
    Role.SUPPORTER: {"*": EDIT},
}
