"""Which rows a person can reach: declared on each model as lookup paths."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from civicforum.people.roles import CITY_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from civicforum.people.models import RoleGrant


@dataclass(frozen=True)
class Scope:
    """Lookup paths from a model to its city and, where it has one, its department.

    "self" means the model is that city or department itself. A model without a
    department path is out of reach for the roles that hold one department, except for
    their city itself.
    """

    city: str = ""
    department: str = ""

    def within(self, grants: "Iterable[RoleGrant]") -> Q:
        """Return the condition under which one of the grants reaches a row of the model."""
        reach = Q(pk__in=[])
        for grant in grants:
            if self.city == "self" or (grant.role in CITY_ROLES and self.city):
                reach |= self._is(self.city, grant.city_id)
            elif grant.department_id and self.department:
                reach |= self._is(self.department, grant.department_id)
        return reach

    @staticmethod
    def _is(path: str, pk: int) -> Q:
        return Q(pk=pk) if path == "self" else Q(**{path: pk})


@dataclass(frozen=True)
class ScopeOfPeople(Scope):
    """Rows of a person: everybody reaches the own, a clerk those of whoever has a role in the city.

    `user` is the lookup path from the model to the person.
    """

    user: str = "user"

    def within(self, grants: "Iterable[RoleGrant]") -> Q:
        """Return the condition under which one of the grants reaches a row of the model."""
        from civicforum.people.models import RoleGrant

        own = [grant.user_id for grant in grants]
        cities = [grant.city_id for grant in grants if grant.role == Role.CITY_CLERK]
        colleagues = RoleGrant.objects.filter(city__in=cities).values("user")
        return Q(**{f"{self.user}__in": own}) | Q(**{f"{self.user}__in": colleagues})
