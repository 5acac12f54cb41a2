"""Who holds a seat, and where mail to that person goes."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from civicforum.people.policy import Action, rows
from civicforum.people.services import account_for
from civicforum.record.services import save_row
from civicforum.record.version import record_write
from committees.models import Tenure

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_tenure(
    tenure: Tenure, *, email: str, actor: "User | None" = None, reason: str = ""
) -> None:
    """Store a term; mail to the member goes to `email`, and nowhere where that is "".

    Raises what `save_row` raises.
    """
    tenure.account = account_for(email, tenure.name) if email else None
    save_row(tenure, actor=actor, reason=reason)


def overlapping(tenure: Tenure) -> QuerySet[Tenure]:
    """Return the other terms in the same seat that have a day in common with a term."""
    begins_before = Q(starts_on__lte=tenure.ends_on) if tenure.ends_on else Q()
    ends_after = Q(ends_on__isnull=True) | Q(ends_on__gte=tenure.starts_on)
    others = Tenure.objects.filter(begins_before & ends_after, seat=tenure.seat_id)
    return others.exclude(pk=tenure.pk)


def terms_beside(tenure: Tenure, reader: Any) -> QuerySet[Tenure]:
    """Return the other terms of the same person, as far as the reader may see them.

    Two terms are of one person when mail goes to one account, or they have one name.
    """
    same = Q(name=tenure.name)
    if tenure.account_id:
        same |= Q(account=tenure.account_id)
    found = rows(reader, Action.VIEW, Tenure).filter(same, seat__body__city=tenure.seat.body.city)
    return found.exclude(pk=tenure.pk).select_related("seat__body", "seat__stands_for")
