"""Who is told of what falls due, and who stands in for whoever is away."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Case, CharField, F, Value, When
from django.db.models.functions import Cast

from civicforum.people.models import Leave, RoleGrant
from civicforum.people.roles import Held, Role, can_stand_in
from civicforum.record.models import Commitment
from civicforum.record.reminders import USUAL, Reminder, is_told_alone

#: Of what supporters are told where their department has no officer: what comes of meetings.
#: What panels owe is out of their reach.
SUPPORTED = frozenset(
    {
        Commitment.Kind.ACTION,
        Commitment.Kind.PUBLICATION,
        Commitment.Kind.INVITATION,
        Commitment.Kind.CONFIRMATION,
    }
)
#: Who is told as well of what is overdue, by the topic: from how many working days on.
ESCALATION: Mapping[str, tuple[tuple[int, Role], ...]] = {
    "inspection": ((3, Role.TEAM_LEAD), (6, Role.DEPARTMENT_HEAD), (9, Role.CITY_CLERK)),
}
_AWAY = "away"


@dataclass
class Offices:
    """Who holds which office on a day, and who is away with which deputy."""

    holders: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    deputies: dict[int, int | None] = field(default_factory=dict)

    def told(self, commitment: Commitment, working_days_late: int = 0) -> list[int]:
        """Return the users who are told: the owner, the department's, or the city's clerks.

        Of what is overdue, those to whom it escalates as well. Whoever is away is replaced.
        """
        if commitment.owner_id and is_told_alone(commitment):
            return [commitment.owner_id]
        told = self._first(commitment)
        for since, role in ESCALATION.get(commitment.topic, ()):
            if 0 < since <= working_days_late:
                told += self._climbed(commitment, role)
        return list(dict.fromkeys(told))

    def clerks(self, city: int) -> list[int]:
        """Return a city's clerks or who stands in for them; if all are away, themselves."""
        clerks = self.holders[Role.CITY_CLERK, city]
        return self.present(clerks) or list(clerks)

    def present(self, users: Iterable[int]) -> list[int]:
        """Return the users, each one who is away replaced by the deputy, or by nobody."""
        found = (self._stand_in(user) for user in users)
        return list(dict.fromkeys(user for user in found if user is not None))

    def _climbed(self, commitment: Commitment, role: Role) -> list[int]:
        """Those of a role who hear of what is overdue; of clerks somebody always does."""
        if role == Role.CITY_CLERK:
            return self.clerks(commitment.city_id)
        return self.present(self.holders[role, commitment.department_id or 0])

    def _first(self, commitment: Commitment) -> list[int]:
        owner = self.present([commitment.owner_id]) if commitment.owner_id else []
        return owner or self._of_department(commitment) or self.clerks(commitment.city_id)

    def _of_department(self, commitment: Commitment) -> list[int]:
        """Those told for a department: its officers; without any, of some things, supporters."""
        department = commitment.department_id
        if department is None:
            return []
        told = self.present(self.holders[Role.DEPARTMENT_OFFICER, department])
        if told or commitment.kind not in SUPPORTED:
            return told
        return self.present(self.holders[Role.SUPPORTER, department])

    def _stand_in(self, user: int | None) -> int | None:
        """Follow the deputies until one is there; whoever comes round in a circle is nobody."""
        seen = set()
        while user is not None and user in self.deputies:
            if user in seen:
                return None
            seen.add(user)
            user = self.deputies[user]
        return user


def offices_on(on: dt.date) -> Offices:
    """Read who holds which office on a day and who is away; one query.

    Who does not reach what falls to somebody, be it that a role has ended, is no deputy.
    """
    grants = RoleGrant.objects.current(on).filter(user__is_active=True).order_by()
    leaves = Leave.objects.filter(starts_on__lte=on, ends_on__gte=on).order_by()
    nothing = Cast(Value(None), BigIntegerField())
    held = grants.values_list("role", "user_id", "city_id", "department_id")
    away = leaves.annotate(
        what=Value(_AWAY, CharField()), nothing=nothing, present=_if_active("deputy")
    ).values_list("what", "user_id", "nothing", "present")
    found, roles = Offices(), defaultdict[int, list[Held]](list)
    rows = sorted(held.union(away), key=str)
    for role, user, city, department in rows:
        if role != _AWAY:
            found.holders[role, department or city].append(user)
            roles[user].append(Held(role, city, department))
    for role, user, _nothing, deputy in rows:
        if role == _AWAY:
            fits = deputy is not None and can_stand_in(roles[deputy], roles[user])
            found.deputies[user] = found.deputies.get(user) or (deputy if fits else None)
    return found


def _if_active(link: str) -> Case:
    return Case(When(**{f"{link}__is_active": True}, then=F(f"{link}_id")))


def recipients(commitments: Iterable[Commitment], on: dt.date) -> dict[int, list[int]]:
    """Map each commitment to the users who are told of it before it is overdue."""
    offices = offices_on(on)
    return {one.pk: offices.told(one) for one in commitments}


def told_of(reminder: Reminder, offices: Offices) -> list[int]:
    """Return the users who are told by a reminder."""
    return offices.told(reminder.commitment, reminder.working_days_late)


def reminding_nobody(on: dt.date) -> list[int]:
    """Return the ids of the open commitments, due by now or soon, of which nobody is told."""
    due = Commitment.objects.live().filter(due_on__lte=on + _SOON)
    return [pk for pk, told in recipients(due, on).items() if not told]


_SOON = dt.timedelta(days=max(USUAL.days_before))
