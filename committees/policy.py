"""Who may do what with bodies, their meetings, plans and events."""

from civicforum.people.policy import EDIT, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
    # A supporter writes, what is public already at once; its first release is the clerk's.
    # Where the city wants approval, what is public is closed (`record.policy.is_frozen`).
    Role.SUPPORTER: {"*": EDIT},
}
