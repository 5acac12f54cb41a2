"""Who may hold which role, and what a role's scope is made of."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles of people with an account; facilitators and visitors have none."""

    CITY_CLERK = "city_clerk", _("City clerk")
    APPROVER = "approver", _("Approver")
    DEPARTMENT_OFFICER = "department_officer", _("Department officer")
    TEAM_LEAD = "team_lead", _("Team lead")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    SUPPORTER = "supporter", _("Local-governance supporter")


#: Roles that reach a whole city; the others reach one department of it.
CITY_ROLES = frozenset({Role.CITY_CLERK, Role.APPROVER})


class Held(NamedTuple):
    """A role that somebody holds, with the ids of its city and of its department, if it has one."""

    role: str
    city: int
    department: int | None


def can_stand_in(deputy: Collection[Held], absent: Collection[Held]) -> bool:
    """Whether who holds some roles reaches all that falls to who holds the others."""
    return all(any(_covers(own, held) for own in deputy) for held in absent)


def _covers(own: Held, held: Held) -> bool:
    """A clerk stands in for the whole city, a department's own people for each other.

    What panels owe is out of the reach of supporters, so they stand in for supporters only.
    """
    if held.role in CITY_ROLES:
        return own.role in CITY_ROLES and own.city == held.city
    if own.role == Role.CITY_CLERK:
        return own.city == held.city
    fits = own.role != Role.SUPPORTER or held.role == Role.SUPPORTER
    return fits and own.department == held.department
