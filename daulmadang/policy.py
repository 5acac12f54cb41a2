"""Who may do what with panels, their duties and outcomes."""

from typing import TYPE_CHECKING

from civicforum.people.policy import KEEP, RUN, VIEW_ONLY, Action, AppPolicy
from civicforum.people.roles import CITY_ROLES, Role

if TYPE_CHECKING:
    from civicforum.people.models import City, User

#: A department writes its sheets and hands them in; the clerk returns and accepts them.
_SHEETS = {"inspectionsheet": VIEW_ONLY | {Action.CHANGE, Action.SUBMIT}, "sheetmove": VIEW_ONLY}
_ROUNDS = {
    "inspectionround": VIEW_ONLY | {Action.ADD, Action.PUBLISH},
    "inspectionsheet": _SHEETS["inspectionsheet"] | {Action.PUBLISH},
    "sheetmove": VIEW_ONLY,
}
_KEEP = VIEW_ONLY | {Action.CHANGE, Action.SUBMIT}
#: The words of the city that stand on many pages.
_WORDS = ("field", "formername", "termofoffice")
#: Whoever owes a duty says that it is done; what is owed when is the city's decision.
_OWE = VIEW_ONLY | {Action.SUBMIT}

POLICY: AppPolicy = {
    Role.CITY_CLERK: {**_ROUNDS, "*": RUN},
    Role.APPROVER: {
        "duty": KEEP,
        **{word: VIEW_ONLY | {Action.CHANGE, Action.DELETE} for word in _WORDS},
        "inspectionround": VIEW_ONLY,
        "inspectionsheet": VIEW_ONLY,
        "*": VIEW_ONLY | {Action.PUBLISH},
    },
    # Which panels there are is the city's decision; the department keeps its own current.
    Role.DEPARTMENT_OFFICER: {
        "panel": _KEEP,
        "member": VIEW_ONLY | {Action.ADD, Action.CHANGE},
        "outcome": _KEEP | {Action.ADD},
        "outcomelink": KEEP,
        "duty": _OWE,
        **_SHEETS,
    },
    **{
        role: {
            "panel": VIEW_ONLY,
            "member": VIEW_ONLY,
            "outcome": VIEW_ONLY,
            "duty": _OWE,
            **_SHEETS,
        }
        for role in (Role.TEAM_LEAD, Role.DEPARTMENT_HEAD)
    },
}


def sees_whole_city(user: "User", city: "City") -> bool:
    """Whether the user sees what the city itself owes, besides what its departments do."""
    return user.is_superuser or any(
        one.role in CITY_ROLES and one.city_id == city.pk for one in user.current_grants
    )


def approves_in(user: "User", city: "City") -> bool:
    """Whether the user approves what the public of a city sees."""
    return user.is_superuser or any(
        one.role == Role.APPROVER and one.city_id == city.pk for one in user.current_grants
    )
