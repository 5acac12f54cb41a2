"""What staff see of reminders: who was told what, when, by which channel, and what is next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from civicforum.people.models import RoleGrant, User
from civicforum.people.policy import Action, rows
from civicforum.people.roles import Role
from civicforum.record.models import Commitment, Message, Notice
from civicforum.record.recipients import offices_on, told_of
from civicforum.record.reminders import coming_reminders, lost_notice, rule_in_words, rule_of
from civicforum.record.rules import stored_rules
from civicforum.record.states import NoticeState

#: What a duty is looked for by: its own words, the panel or body it is about, who owes it.
_NAMED_BY = ("title", "entry__title", "entry__within__title", "department__name")


def outbox(person: User, wanted: Mapping[str, str], on: dt.date) -> QuerySet[Message]:
    """Return the messages that take along a notice in the person's reach, the latest first.

    Each with those notices (`in_reach`), and with `is_mixed` where it says more than those: then
    its text is not for the person's eyes.
    """
    reach = rows(person, Action.VIEW, Notice)
    own = reach.filter(message=OuterRef("pk"))
    others = Notice.objects.filter(message=OuterRef("pk")).exclude(pk__in=reach.values("pk"))
    found = Message.objects.filter(Exists(own)).annotate(is_mixed=Exists(others))
    if state := wanted.get("state"):
        found = found.filter(state=state)
    if words := wanted.get("q"):
        named = [Q(**{f"commitment__{path}__icontains": words}) for path in _NAMED_BY]
        about = Exists(own.filter(reduce(or_, named)))
        found = found.filter(Q(recipient__name__icontains=words) | about)
    told_with = (f"commitment__{name}" for name in Commitment.told_with)
    told = reach.select_related(*told_with).order_by("commitment__due_on", "commitment", "pk")
    return (
        found.select_related("recipient")
        .prefetch_related(_grants(on), Prefetch("notices", told, to_attr="in_reach"))
        .order_by("-created_at", "-pk")
    )


def waiting(person: User) -> int:
    """Count of how many duties recipients are still to be told, in a person's reach; one query."""
    free = rows(person, Action.VIEW, Notice).filter(state=NoticeState.PENDING, message=None)
    return free.order_by().values("commitment", "recipient").distinct().count()


@dataclass
class Said:
    """What a message says of a duty: by which rules, or, where it left them out, did not say."""

    duty: Commitment
    rules: list[str]
    is_left_out: bool


def said(notices: Iterable[Notice]) -> list[Said]:
    """Return what a message says, a line per duty; last what it left out as needed no more."""
    found: dict[tuple[bool, int], Said] = {}
    for notice in notices:
        is_left_out = notice.state == NoticeState.DROPPED
        line = Said(notice.commitment, [], is_left_out)
        line = found.setdefault((is_left_out, notice.commitment_id), line)
        line.rules.append(in_words(notice.moment))
    return sorted(found.values(), key=lambda one: one.is_left_out)


def told(person: User, commitment: Commitment, on: dt.date) -> QuerySet[Notice]:
    """Return who was told of a commitment, as far as the person may see it, the latest first."""
    found = rows(person, Action.VIEW, Notice).filter(commitment=commitment.pk)
    joined = found.select_related("recipient", "message", "commitment")
    return joined.prefetch_related(_grants(on)).order_by("-created_at", "-pk")


def _grants(on: dt.date) -> Prefetch:
    current = RoleGrant.objects.current(on).order_by("role")
    return Prefetch("recipient__grants", current, to_attr="held")


def who(user: Any) -> str:
    """A recipient as others see it: the role and the name, never the address."""
    roles = dict.fromkeys(str(Role(grant.role).label) for grant in user.held)
    held = ", ".join(roles) or _("Member")
    return f"{held} · {user.name}"


def in_words(moment: str) -> str:
    """What a moment of the ledger is called: the rule, and that another did not arrive."""
    rule = rule_in_words(rule_of(moment))
    return _("%s did not arrive") % rule if lost_notice(moment) else rule


@dataclass(frozen=True)
class Next:
    """A reminder that comes: on which day, by which rule, and who would be told as of today."""

    day: dt.date
    rule: str
    names: tuple[str, ...]


def what_is_next(commitment: Commitment, today: dt.date) -> list[Next]:
    """Return what comes after today; nothing where it is done or owes nothing."""
    coming = coming_reminders(commitment, today, stored_rules())
    offices = offices_on(today)
    users = {one.rule: told_of(one, offices) for _day, one in coming}
    found = User.objects.filter(pk__in={pk for some in users.values() for pk in some})
    names = dict(found.values_list("pk", "name"))
    return [
        Next(day, one.rule, tuple(names[pk] for pk in users[one.rule] if pk in names))
        for day, one in coming
    ]
