"""Bringing draft minutes to the members, and taking what they answer."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from civicforum.kit.working_days import is_working_day
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from committees.models import Circulation, Confirmation, Meeting, Tenure
from committees.reports.terms import members_on_the_day
from committees.services.minutes import move_minutes
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def circulate(meeting: Meeting, due: dt.date, *, actor: "User") -> Circulation:
    """Bring the draft to everybody who held a seat on the day, to answer by a working day.

    Who has an account gets a mail with an address of their own; of the others staff write down
    what they say. Raises RecordError for a day that does not do, and what `move_minutes` does.
    """
    today = timezone.localdate()
    _check_day(due, today)
    members = list(members_on_the_day(meeting))
    if not members:
        raise RecordError(
            _("Nobody held a seat on the day of the meeting. Enter the terms of the seats first.")
        )
    move_minutes(meeting, MinutesState.CIRCULATED, actor=actor)
    number = Circulation.objects.filter(meeting=meeting).count() + 1
    circulation = Circulation.objects.create(
        meeting=meeting, number=number, due=due, opened_at=timezone.now(), opened_by=actor
    )
    for tenure in members:
        store(_question(circulation, tenure, today), actor=actor, allowed=True)
    return circulation


def _check_day(due: dt.date, today: dt.date) -> None:
    if due <= today:
        raise RecordError(_("Choose a day after today, so that the members have time to read."))
    if not is_working_day(due):
        text = _("%s is no working day. Choose one on which the office can be asked.")
        raise RecordError(text % format_date(due))


def _question(circulation: Circulation, tenure: Tenure, today: dt.date) -> Confirmation:
    """What a member is asked; who has no account gets no mail, so nothing falls due."""
    meeting = circulation.meeting
    asked = tenure.account_id is not None
    return Confirmation(
        circulation=circulation,
        tenure=tenure,
        kind=Confirmation.KIND,
        title=_("Confirm the minutes: %s") % meeting.title[:150],
        city=meeting.city,
        department=meeting.body.department,
        owed_by=tenure.seat.role,
        owner=tenure.account,
        asked_on=today if asked else None,
        due=circulation.due.isoformat() if asked else "",
    )


@record_write
def answer_minutes(
    confirmation: Confirmation, answer: str, wish: str = "", *, actor: "User | None" = None
) -> None:
    """Take a member's answer; it can be changed until the round is closed.

    Without an actor it is the member who answers, at an address of their own; staff write down
    what somebody told them, with a note. Raises RecordError when the round is closed.
    """
    meeting = confirmation.circulation.meeting
    if actor is not None:
        require(actor, Action.SUBMIT, meeting)
    hold_entries(meeting)
    if not Circulation.objects.filter(pk=confirmation.circulation_id, closed_at=None).exists():
        raise RecordError(_("These minutes are no longer with the members."))
    _check_answer(answer, wish, by_staff=actor is not None)
    held = Confirmation.objects.select_for_update(of=("self",)).get(pk=confirmation.pk)
    held.answer, held.wish = answer, wish.strip()
    held.answered_at = timezone.now()
    held.done = timezone.localdate().isoformat()
    store(held, actor=actor, reason=_("Written down by staff") if actor else "", allowed=True)


def _check_answer(answer: str, wish: str, *, by_staff: bool) -> None:
    if answer not in (Confirmation.Answer.CONFIRMED, Confirmation.Answer.CHANGE):
        raise RecordError(_("Choose an answer."))
    if answer == Confirmation.Answer.CHANGE and not wish.strip():
        raise RecordError(_("Write what should be changed."))
    if by_staff and not wish.strip():
        raise RecordError(_("Note how and when the member said so, such as “by phone”."))
