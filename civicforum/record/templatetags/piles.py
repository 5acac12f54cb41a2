"""What waits for the person on the admin's first page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from civicforum.record.models import Commitment, Discrepancy, Entry, Notice
from civicforum.record.recipients import reminding_nobody
from civicforum.record.states import EntryState

register = template.Library()


@dataclass(frozen=True)
class Pile:
    """Rows that wait: what they wait for, how many they are, and where they are listed."""

    label: str
    count: int
    url: str


@register.simple_tag
def piles(user: User) -> list[Pile]:
    """Return what waits within the person's reach; nothing for empty piles."""
    submitted = rows(user, Action.VIEW, Entry).filter(state=EntryState.SUBMITTED)
    undecided = rows(user, Action.CHANGE, Discrepancy).filter(decided=False)
    notices: Any = rows(user, Action.VIEW, Notice)
    nobody = reminding_nobody(timezone.localdate())
    unheard = rows(user, Action.VIEW, Commitment).filter(pk__in=nobody)
    found = [
        _pile(_("Waiting for approval"), submitted, f"state__exact={EntryState.SUBMITTED}"),
        _pile(_("Undecided discrepancies"), undecided, "decided__exact=0"),
        _pile(_("Reminders that did not arrive"), notices.unarrived(), "arrived=no"),
        _pile(_("Due, with nobody to remind"), unheard, "reminds=nobody"),
    ]
    return [pile for pile in found if pile.count]


def _pile(label: str, waiting: QuerySet[Any], filters: str) -> Pile:
    options = waiting.model._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return Pile(label, waiting.count(), f"{url}?{filters}")
