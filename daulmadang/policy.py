"""Who may do what with panels, their duties and outcomes."""

from civicforum.people.policy import KEEP, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

#: A department writes its sheets and hands them in; the clerk returns and accepts them.
_SHEETS = {"inspectionsheet": VIEW_ONLY | {Action.CHANGE, Action.SUBMIT}, "sheetmove": VIEW_ONLY}
_ROUNDS = {
    "inspectionround": VIEW_ONLY | {Action.ADD, Action.PUBLISH},
    "inspectionsheet": _SHEETS["inspectionsheet"] | {Action.PUBLISH},
    "sheetmove": VIEW_ONLY,
}
_KEEP = VIEW_ONLY | {Action.CHANGE, Action.SUBMIT}

POLICY: AppPolicy = {
    Role.CITY_CLERK: {**_ROUNDS, "*": RUN},
    Role.APPROVER: {
        "duty": KEEP,
        "field": VIEW_ONLY | {Action.CHANGE, Action.DELETE},
        "inspectionround": VIEW_ONLY,
        "inspectionsheet": VIEW_ONLY,
        "*": VIEW_ONLY | {Action.PUBLISH},
    },
    # Which panels there are is the city's decision; the department keeps its own current.
    Role.DEPARTMENT_OFFICER: {
        "panel": _KEEP,
        "member": VIEW_ONLY | {Action.ADD, Action.CHANGE},
        "outcome": _KEEP | {Action.ADD},
        **_SHEETS,
    },
    Role.TEAM_LEAD: _SHEETS,
    Role.DEPARTMENT_HEAD: _SHEETS,
}
