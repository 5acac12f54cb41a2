"""Who may do what with roundtables."""

from civicforum.people.policy import RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
}
