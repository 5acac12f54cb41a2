"""The people every test speaks of, each with a browser that is signed in as them.

Two cities with a department or two; nobody's rights reach into the other city.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from civicforum.people.models import City, Department, RoleGrant, User
from civicforum.people.roles import Role
from tests import making

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Town:
    """The two cities and the departments that the personas belong to."""

    jeonju: City
    transport: Department
    yeongdeungpo: City
    governance: Department


def town(*, needs_approval: bool = False) -> Town:
    """Make both cities; `needs_approval` is Jeonju's."""
    jeonju = making.city(needs_approval=needs_approval)
    yeongdeungpo = making.city("yeongdeungpo", "영등포구", kind=City.Kind.DISTRICT)
    return Town(
        jeonju,
        making.department(jeonju, "citizen-transport", "시민교통과"),
        yeongdeungpo,
        making.department(yeongdeungpo, "local-governance", "지역협치팀"),
    )


def person(
    name: str, role: Role | None, city: City | None = None, department: Department | None = None
) -> User:
    """An account with one role; without a role it may do nothing."""
    user = User.objects.create_user(f"{name}@example.org", name=name)
    if role:
        assert city
        # Long ago, so that tests may speak of any day of the portal's life.
        since = dt.date(2015, 1, 1)
        RoleGrant.objects.create(
            user=user, role=role, city=city, department=department, starts_on=since
        )
    return user


#: Every persona by name; a visitor has no account.
PERSONAS: dict[str, Callable[[Town], User | None]] = {
    "superuser": lambda _: User.objects.create_superuser("root@example.org", name="root"),
    "jeonju_clerk": lambda t: person("jeonju_clerk", Role.CITY_CLERK, t.jeonju),
    "approver": lambda t: person("approver", Role.APPROVER, t.jeonju),
    "taxi_officer": lambda t: person(
        "taxi_officer", Role.DEPARTMENT_OFFICER, t.jeonju, t.transport
    ),
    "yeongdeungpo_clerk": lambda t: person("yeongdeungpo_clerk", Role.CITY_CLERK, t.yeongdeungpo),
    "supporter": lambda t: person("supporter", Role.SUPPORTER, t.yeongdeungpo, t.governance),
    "visitor": lambda _: None,
}


def browser(name: str, of: Town) -> Client:
    """A browser in which the persona is signed in."""
    client = Client()
    user = PERSONAS[name](of)
    if user:
        client.force_login(user, backend=BACKEND)
    return client
