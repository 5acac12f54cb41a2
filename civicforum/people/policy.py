"""What a role may do with a kind of row; where it may do it is the scope's matter.

Each app says it as data in its own `policy.py`:

    POLICY = {Role.CITY_CLERK: {"roundtable": EDIT, "*": VIEW_ONLY}}

Model names are lower case; "*" stands for every model of the app not named.
Whatever is not said is refused.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.db.models import Model, QuerySet

from civicforum.people.roles import Role

if TYPE_CHECKING:
    from civicforum.people.models import RoleGrant, User


class Action(StrEnum):
    """What can be done with a row."""

    VIEW = "view"
    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"
    SUBMIT = "submit"
    PUBLISH = "publish"


_CHANGES = frozenset({Action.CHANGE, Action.DELETE})
NOTHING: frozenset[Action] = frozenset()
VIEW_ONLY = frozenset({Action.VIEW})
KEEP = frozenset({Action.VIEW, Action.ADD, Action.CHANGE, Action.DELETE})
EDIT = KEEP | {Action.SUBMIT}
RUN = EDIT | {Action.PUBLISH}

AppPolicy: TypeAlias = Mapping[Role, Mapping[str, frozenset[Action]]]

#: Who may do what with people's own rows; accounts and roles are the superuser's alone.
POLICY: AppPolicy = {
    Role.CITY_CLERK: {"city": VIEW_ONLY | {Action.CHANGE}, "department": EDIT},
    Role.APPROVER: {"city": VIEW_ONLY, "department": VIEW_ONLY | _CHANGES},
    Role.DEPARTMENT_OFFICER: {"city": VIEW_ONLY, "department": VIEW_ONLY},
    Role.TEAM_LEAD: {"city": VIEW_ONLY, "department": VIEW_ONLY},
    Role.DEPARTMENT_HEAD: {"city": VIEW_ONLY, "department": VIEW_ONLY},
    Role.SUPPORTER: {"city": VIEW_ONLY, "department": VIEW_ONLY},
}


@cache
def _policy_of(app_label: str) -> AppPolicy:
    name = apps.get_app_config(app_label).name
    try:
        return import_module(f"{name}.policy").POLICY
    except ModuleNotFoundError as missing:
        if missing.name != f"{name}.policy":
            raise
        return {}


def _allowed(role: str, model: type[Model]) -> frozenset[Action]:
    rules = _policy_of(model._meta.app_label).get(Role(role), {})
    return rules.get(model._meta.model_name or "", rules.get("*", NOTHING))


def is_evidence(model: type[Model]) -> bool:
    """True for rows that are evidence: nobody edits them, not even a superuser."""
    return bool(getattr(model, "is_evidence", False))


def rows(user: "User", action: Action, model: type[Model]) -> QuerySet[Any]:
    """Return the rows of the model with which the user may do the action."""
    found = model._default_manager.all()
    if action != Action.VIEW and is_evidence(model):
        return found.none()
    if user.is_superuser:
        return found
    grants = _grants_for(user, action, model)
    return found.filter(model.scope.within(grants)) if grants else found.none()  # type: ignore[attr-defined]


def rows_to_add_to(user: "User", part: type[Model], whole: type[Model]) -> QuerySet[Any]:
    """Return the rows of a model to which the user may add such a part: bodies for a meeting."""
    found = whole._default_manager.all()
    if user.is_superuser:
        return found
    grants = _grants_for(user, Action.ADD, part)
    return found.filter(whole.scope.within(grants)) if grants else found.none()  # type: ignore[attr-defined]


def can(user: "User", action: Action, model: type[Model], row: Model | None = None) -> bool:
    """Whether the user may do the action with some row of the model, or with this very row."""
    if action != Action.VIEW and is_evidence(model):
        return False
    if user.is_superuser:
        return True
    if row is not None and row.pk is not None:
        return rows(user, action, model).filter(pk=row.pk).exists()
    return bool(_grants_for(user, action, model))


def _grants_for(user: "User", action: Action, model: type[Model]) -> list["RoleGrant"]:
    """The grants that let the user do the action.

    A word of the city that stands on many pages, such as the name of a department, would change
    what was approved: where the city wants approval (결재), it is the approver's to change.
    """
    found = [grant for grant in _grants(user) if action in _allowed(grant.role, model)]
    if action not in _CHANGES or not getattr(model, "is_vocabulary", False):
        return found
    return [one for one in found if one.role == Role.APPROVER or not one.city.needs_approval]


def _grants(user: "User") -> list["RoleGrant"]:
    """The roles in force; a visitor has none."""
    return user.current_grants if user.is_authenticated else []
