"""Who may do what with bodies, their meetings, plans and events."""

from civicforum.people.policy import EDIT, KEEP, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {"*": VIEW_ONLY | {Action.PUBLISH}},
    # A supporter writes, what is public already at once; its first release is the clerk's.
    # Where the city wants approval, what is public is closed (`record.policy.is_frozen`).
    Role.SUPPORTER: {"*": EDIT},
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
