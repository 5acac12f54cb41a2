"""Who holds a seat, and where mail to that person goes."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.places import naming
from civicforum.people.policy import Action, rows
from civicforum.people.services import account_for
from civicforum.record.services import save_row
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from committees.models import Body, Confirmation, Invitation, Meeting, Tenure
from committees.models.circulation import new_token
from committees.reports.terms import members_on_the_day
from committees.services.people import settle_person

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_tenure(
    tenure: Tenure, *, email: str, actor: "User | None" = None, reason: str = ""
) -> None:
    """Store a term; mail to the member goes to `email`, and nowhere where that is "".

    What the member is asked by now goes there as well. A term without a person gets one. Raises
    what `save_row` raises.
    """
    if type(tenure) is Tenure and tenure._state.adding and _is_of_panel(tenure):
        text = _("Who sits on a panel is entered as its member.")
        raise ValidationError({"seat": text})
    tenure.account = account_for(email, tenure.name) if email else None
    # First what is to be said of the fields of the form, of which the person is none.
    tenure.clean_fields(exclude=["person"])
    settle_person(tenure, actor=actor, reason=reason)
    save_row(tenure, actor=actor, reason=reason)
    for row in _asked(Invitation, tenure, convocation__meeting__date__gte=timezone.localdate()):
        meeting = row.convocation.meeting
        _redirect(row, meeting, meeting.date, actor)
    for row in _asked(Confirmation, tenure, circulation__closed_at=None):
        _redirect(row, row.circulation.meeting, row.circulation.due, actor)


def _is_of_panel(tenure: Tenure) -> bool:
    return Body.objects.filter(seats=tenure.seat_id, form=Body.Form.PANEL).exists()


@record_write
def save_terms(entries: Sequence[tuple[Tenure, str]], *, actor: "User | None" = None) -> None:
    """Store several terms with the address of each, or none of them.

    Raises what `save_row` raises, with the term it is about.
    """
    for tenure, email in entries:
        with naming(tenure):
            save_tenure(tenure, email=email, actor=actor)


@record_write
def hand_over(former: Tenure, now: Tenure, *, actor: "User | None" = None) -> None:
    """Ask the next term what the former one was asked of meetings that fall into the next."""
    for row in _asked(Invitation, former, convocation__meeting__date__gte=now.starts_on):
        row.tenure_id = now.pk
        row.owner = now.account
        store(row, actor=actor, reason=_("The term in the seat was changed."), allowed=True)


def _asked(model: Any, tenure: Tenure, **still_open: Any) -> QuerySet[Any]:
    """What the member may still answer, held so that no answer is lost."""
    return model.objects.select_for_update(of=("self",)).filter(tenure=tenure, **still_open)


def _redirect(
    row: Invitation | Confirmation, meeting: Meeting, due: dt.date, actor: "User | None"
) -> None:
    """Ask the member at the address as it is now; the link that went to another leads nowhere.

    Nobody is asked who holds no seat on the day of the meeting, or has no address.
    """
    member = members_on_the_day(meeting).filter(pk=row.tenure_id).first()
    account = member.account if member else None
    if row.owner == account:
        return
    row.owner, row.token = account, new_token()
    # Without an owner the ledger would tell the office in the member's place.
    row.asked_on = timezone.localdate() if account else None
    row.due = due.isoformat() if account else ""
    store(row, actor=actor, reason=_("The term in the seat was changed."), allowed=True)


def overlapping(tenure: Tenure) -> QuerySet[Tenure]:
    """Return the other terms in the same seat that have a day in common with a term."""
    begins_before = Q(starts_on__lte=tenure.ends_on) if tenure.ends_on else Q()
    ends_after = Q(ends_on__isnull=True) | Q(ends_on__gte=tenure.starts_on)
    others = Tenure.objects.filter(begins_before & ends_after, seat=tenure.seat_id)
    return others.exclude(pk=tenure.pk)


def terms_beside(tenure: Tenure, reader: Any) -> QuerySet[Tenure]:
    """Return the other terms of the same person, as far as the reader may see them.

    Where a term has no person, those of one name or of one account may be.
    """
    same = Q(person=tenure.person_id) if tenure.person_id else Q(name=tenure.name)
    if tenure.account_id:
        same |= Q(account=tenure.account_id)
    found = rows(reader, Action.VIEW, Tenure).filter(same, seat__body__city=tenure.seat.body.city)
    return found.exclude(pk=tenure.pk).select_related("seat__body", "seat__stands_for")
