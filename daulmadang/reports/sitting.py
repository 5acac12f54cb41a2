"""Who sits where on a day: what is looked at before somebody is appointed."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.people.policy import Action, rows
from daulmadang.existing import existing_on, lasting_on
from daulmadang.models import Member, Panel

if TYPE_CHECKING:
    from civicforum.people.models import User
    from committees.models import Person


def in_office(day: dt.date) -> QuerySet[Member]:
    """Return the members whose term includes a day, whatever became of the panel."""
    return Member.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def seated(day: dt.date) -> QuerySet[Member]:
    """Return the members in office on a day of panels not ended, also of one only proposed."""
    return in_office(day).filter(lasting_on(day.isoformat(), "seat__body__panel__"))


def sitting(day: dt.date) -> QuerySet[Member]:
    """Return the members who sit on a day: appointed, not released, of a panel that exists."""
    return in_office(day).filter(existing_on(day.isoformat(), "seat__body__panel__"))


@dataclass(frozen=True)
class Overlap:
    """On how many other panels of the city a person sits at once, and which the reader sees."""

    panels: int = 0
    seen: tuple[str, ...] = ()

    def __str__(self) -> str:
        count = ngettext("already on %d panel", "already on %d panels", self.panels) % self.panels
        hidden = self.panels - len(self.seen)
        named = list(self.seen)
        if hidden and named:
            named.append(ngettext("%d other", "%d others", hidden) % hidden)
        return f"{count} ({', '.join(named)})" if named else count


def overlap(
    person: "Person",
    since: dt.date,
    until: dt.date | None = None,
    *,
    panel: int | None = None,
    reader: "User | None" = None,
) -> Overlap:
    """Return on how many panels besides one a person sits at most on a day of a term.

    Those that the reader may not see are counted only; without a reader all are named.
    """
    begun = Q(starts_on__lte=until) if until else Q()
    terms = Member.objects.filter(
        begun, Q(ends_on=None) | Q(ends_on__gte=since), person=person
    ).exclude(seat__body=panel)
    days = {since, *(day for day in terms.values_list("starts_on", flat=True) if day > since)}
    most: set[int] = max((_on(person, day, panel) for day in sorted(days)), key=len)
    visible = Panel.objects.all() if reader is None else rows(reader, Action.VIEW, Panel)
    names = visible.filter(pk__in=most).order_by("title").values_list("title", flat=True)
    return Overlap(len(most), tuple(names))


def _on(person: "Person", day: dt.date, panel: int | None) -> set[int]:
    found = sitting(day).filter(person=person).exclude(seat__body=panel)
    return set(found.values_list("seat__body", flat=True))


def consecutive_terms(member: Member) -> int:
    """Count a member's terms on the panel that follow each other up to this one, with it.

    A term that was prolonged counts once more for each time.
    """
    terms = Member.objects.filter(
        seat__body=member.seat.body_id, person=member.person_id, starts_on__lte=member.starts_on
    )
    chain = list(_chain(list(terms.order_by("-starts_on"))))
    return len(chain) + _times_prolonged(chain)


def _times_prolonged(terms: Collection[Member]) -> int:
    """How often the last day for which somebody was appointed was put off in any of the terms."""
    versions = Member.history.filter(tenure_ptr__in=[one.pk for one in terms])
    versions = versions.order_by("tenure_ptr", "history_date", "history_id")
    days = list(versions.values_list("tenure_ptr", "term_ends"))
    return sum(
        term == before and is_prolonged(old, new) for (before, old), (term, new) in pairwise(days)
    )


def is_prolonged(old: dt.date | None, new: dt.date | None) -> bool:
    """Whether the last day of a term is put off, or left open."""
    return old is not None and (new is None or new > old)


def _chain(terms: list[Member]) -> Iterator[Member]:
    """The terms, the latest first, as long as each begins where the one before it ended."""
    next_start = None
    for term in terms:
        if next_start and (not term.ends_on or (next_start - term.ends_on).days > 1):
            return
        next_start = term.starts_on
        yield term


def over_limit(member: Member, found: Overlap, most: int) -> str:
    """Say why a person who sits on so many panels is appointed to another with a reason only."""
    text = _(
        "%(name)s is %(overlap)s. The city allows %(most)d for one person: "
        "give a reason to appoint nevertheless."
    )
    return text % {"name": member.name, "overlap": found, "most": most}
