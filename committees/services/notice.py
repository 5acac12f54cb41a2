"""Sending the notice of a meeting, and keeping the promise that it is sent in time."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.models import Commitment
from civicforum.record.services import hold_entries
from civicforum.record.services.entries import store
from civicforum.record.states import EntryState, NoticeState
from civicforum.record.version import record_write
from committees.models import Convocation, Invitation, Meeting, Tenure
from committees.reports.notices import notice_due
from committees.reports.personal import open_in_notice
from committees.reports.terms import members_on_the_day
from committees.services.duties import duty_title
from committees.told import content_of

if TYPE_CHECKING:
    from civicforum.people.models import User

NOTICE = gettext_noop("Notice of %s")


@record_write
def send_notice(
    meeting: Meeting, *, actor: "User", now: dt.datetime, after: int, calls_off: bool = False
) -> Convocation:
    """Send the notice of a meeting, a correction of it, or that it is called off.

    Every member with an address is asked to answer; the ledger mails and reminds. What was
    asked before is asked no more. `after` is the number of the last notice that the sender knew
    of, so that nothing is sent twice. Raises RecordError or NotAllowed.
    """
    held = hold_entries(meeting)[meeting.pk]
    meeting.refresh_from_db()  # what goes out is what is stored by now
    require(actor, Action.CHANGE, meeting)
    if held.state != EntryState.DRAFT:
        raise RecordError(_("The minutes are already released: there is nothing to announce."))
    last = meeting.convocations.order_by("-number").first()
    if after != (last.number if last else 0):
        raise ChangedMeanwhile(_("A notice went out meanwhile. Look at it, then decide."))
    _refuse(meeting, last, timezone.localdate(now), calls_off=calls_off)
    convocation = Convocation.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        content=last.content if last and calls_off else content_of(meeting),
        is_cancelled=calls_off,
        sent_at=now,
        sent_by=actor,
    )
    _ask_no_more(meeting, actor, now)
    for tenure in members_on_the_day(meeting).exclude(account=None):
        _ask(convocation, tenure, actor, now)
    keep_deadline(meeting, now)
    return convocation


def _refuse(meeting: Meeting, last: Convocation | None, today: dt.date, *, calls_off: bool) -> None:
    if calls_off and (last is None or last.is_cancelled):
        raise RecordError(_("No notice is out that could be called off."))
    if meeting.date < today:
        raise RecordError(_("The day of the meeting is over. Correct the date first."))
    if not calls_off and not meeting.agenda.exists():
        raise RecordError(_("Enter the agenda first: the notice tells it."))
    if not calls_off and (found := open_in_notice(meeting)):
        text = _(
            "The notice would make this public: %(words)s. Open “Personal data” of the meeting, "
            "mask each or say why it stays, then send the notice."
        )
        raise RecordError(text % {"words": ", ".join(one.text for one in found)})


def _ask_no_more(meeting: Meeting, actor: "User", now: dt.datetime) -> None:
    """Whoever has not answered an earlier notice is not reminded of it any more."""
    for old in Invitation.objects.filter(convocation__meeting=meeting, done=""):
        old.done = timezone.localdate(now).isoformat()
        store(old, actor=actor, reason=_("A later notice is out."), allowed=True)


def _ask(convocation: Convocation, tenure: Tenure, actor: "User", now: dt.datetime) -> None:
    """Ask a member; that a meeting is called off is told once, and asks for nothing.

    For that there is time until the meeting, and at least until tomorrow: no sweep may come today.
    """
    meeting, today = convocation.meeting, timezone.localdate(now)
    due = meeting.date
    if convocation.is_cancelled:
        due = max(due, today + dt.timedelta(days=1))
    invitation = Invitation(
        kind=Invitation.KIND,
        title=meeting.title,
        city=meeting.city,
        department=meeting.body.department,
        owner=tenure.account,
        due=due.isoformat(),
        asked_on=today,
        convocation=convocation,
        tenure=tenure,
    )
    store(invitation, actor=actor, allowed=True)


@record_write
def settle_called_off(now: dt.datetime) -> None:
    """Nobody answers that a meeting is called off: it is done once it was told, or is past."""
    today = timezone.localdate(now)
    told = Q(notices__state__in=(NoticeState.SENT, NoticeState.UNCERTAIN))
    open_ones = Invitation.objects.filter(convocation__is_cancelled=True, done="")
    for one in open_ones.filter(told | Q(due_on__lt=today)).distinct():
        one.done = today.isoformat()
        store(one, allowed=True)


@record_write
def answer_invitation(
    invitation: Invitation, *, answer: str, delegated_to: str, note: str, now: dt.datetime
) -> None:
    """Keep what a member answers; until the meeting another answer may follow.

    Raises RecordError once there is nothing to answer any more.
    """
    hold_entries(invitation.convocation.meeting)  # so that no other notice goes out meanwhile
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not is_open(held, now):
        raise RecordError(_("This can be answered no more."))
    held.answer, held.note = answer, note
    held.delegated_to = delegated_to if answer == Invitation.Answer.DELEGATING else ""
    held.answered_at = now
    held.done = timezone.localdate(now).isoformat()
    store(held, actor=held.owner, allowed=True)


def is_open(invitation: Invitation, now: dt.datetime) -> bool:
    """Whether the member may answer: the notice is the last one, and the meeting is to come."""
    meeting = invitation.convocation.meeting
    last = meeting.convocations.order_by("-number").first()
    if last != invitation.convocation or last.is_cancelled:
        return False
    local = timezone.localtime(now)
    begins = meeting.starts or dt.time(23, 59)
    return (local.date(), local.time()) < (meeting.date, begins)


def _deadline_key(meeting: Meeting) -> str:
    return f"{meeting.city.slug}/notice/{meeting.pk}"


def keep_deadline(meeting: Meeting, now: dt.datetime) -> None:
    """Keep the department's promise to send the notice in time as the meeting now has it.

    It is the portal that promises, so nobody's rights are asked. A part of services that
    have asked whether the meeting itself may be written.
    """
    due, key = notice_due(meeting), _deadline_key(meeting)
    promise = Commitment.objects.filter(key=key).first() or Commitment(key=key)
    last = meeting.convocations.order_by("-number").first()
    today = timezone.localdate(now)
    if promise.pk is None and (due is None or meeting.date < today or last):
        return
    promise.title = duty_title(NOTICE, meeting)
    promise.kind, promise.city = Commitment.Kind.ACTION, meeting.city
    promise.department = meeting.body.department
    promise.due = due.isoformat() if due else ""
    promise.done = promise.done or (today.isoformat() if last else "")
    store(promise, allowed=True)


def drop_deadline(meeting: Meeting) -> None:
    """Let go of the promise with a meeting that is deleted; what reminded of it stays on record."""
    for promise in Commitment.objects.filter(key=_deadline_key(meeting)):
        promise.done = promise.done or timezone.localdate().isoformat()
        store(promise, allowed=True)
