"""Who may do what with panels, their duties and outcomes."""

from civicforum.people.policy import KEEP, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import Role

_KEEP = VIEW_ONLY | {Action.CHANGE, Action.SUBMIT}
#: The words of the city that stand on many pages.
_WORDS = ("field", "formername", "termofoffice")

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"*": RUN},
    Role.APPROVER: {
        "duty": KEEP,
        **{word: VIEW_ONLY | {Action.CHANGE, Action.DELETE} for word in _WORDS},
        "*": VIEW_ONLY | {Action.PUBLISH},
    },
    # Which panels there are is the city's decision; the department keeps its own current.
    Role.DEPARTMENT_OFFICER: {
        "panel": _KEEP,
        "member": VIEW_ONLY | {Action.ADD, Action.CHANGE},
        "outcome": _KEEP | {Action.ADD},
        "outcomelink": KEEP,
    },
    **{
        role: {"panel": VIEW_ONLY, "member": VIEW_ONLY, "outcome": VIEW_ONLY}
        for role in (Role.TEAM_LEAD, Role.DEPARTMENT_HEAD)
    },
}
