"""Who may hold which role, and what a role's scope is made of."""

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
