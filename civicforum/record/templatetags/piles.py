"""What waits for the person on the admin's first page."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from civicforum.record.models import Discrepancy, Entry
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
    """Return what waits within the person's reach; two queries, and nothing for empty piles."""
    waiting = rows(user, Action.VIEW, Entry).filter(state=EntryState.SUBMITTED).count()
    undecided = rows(user, Action.CHANGE, Discrepancy).filter(decided=False).count()
    found = [
        Pile(
            _("Waiting for approval"),
            waiting,
            reverse("admin:record_entry_changelist") + f"?state__exact={EntryState.SUBMITTED}",
        ),
        Pile(
            _("Undecided discrepancies"),
            undecided,
            reverse("admin:record_discrepancy_changelist") + "?decided__exact=0",
        ),
    ]
    return [pile for pile in found if pile.count]
