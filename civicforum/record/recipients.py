"""Who is told of what falls due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from civicforum.people.models import RoleGrant
from civicforum.people.roles import Role
from civicforum.record.models import Commitment
from civicforum.record.reminders import HORIZON

#: Those who are told for a department; where it has none, the city's clerks.
DEPARTMENT_ROLES = frozenset({Role.DEPARTMENT_OFFICER, Role.SUPPORTER})


def recipients(commitments: Iterable[Commitment], on: dt.date) -> dict[int, list[int]]:
    """Map each commitment to the users who are told: its owner, the department's, or the clerks."""
    commitments = list(commitments)
    officers: dict[int | None, list[int]] = defaultdict(list)
    clerks: dict[int, list[int]] = defaultdict(list)
    cities = {commitment.city_id for commitment in commitments}
    for grant in RoleGrant.objects.current(on).filter(city__in=cities, user__is_active=True):
        if grant.role in DEPARTMENT_ROLES:
            officers[grant.department_id].append(grant.user_id)
        elif grant.role == Role.CITY_CLERK:
            clerks[grant.city_id].append(grant.user_id)
    return {
        one.pk: [one.owner_id]
        if one.owner_id
        else officers.get(one.department_id) or clerks[one.city_id]
        for one in commitments
    }


def reminding_nobody(on: dt.date) -> list[int]:
    """Return the ids of the open commitments, due by now or soon, of which nobody is told."""
    due = Commitment.objects.live().filter(due_on__lte=on + HORIZON)
    return [pk for pk, told in recipients(due, on).items() if not told]
