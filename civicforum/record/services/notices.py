"""The ledger of notices: written before the broker hears of them, claimed by workers."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone, translation

from civicforum.kit.mail import Outcome, send_mail
from civicforum.record.kinds import own_row
from civicforum.record.models import Commitment, Notice
from civicforum.record.recipients import recipients
from civicforum.record.reminders import HORIZON, due_reminders, owes_for
from civicforum.record.states import NoticeState

#: The commitment, the moment as the ledger names it, and the user of a notice.
_Key: TypeAlias = tuple[int, str, int]

STALE_AFTER = dt.timedelta(minutes=10)
#: How long a notice waits after each attempt that surely sent nothing; the last for all others.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 15, 60))
MOST_ATTEMPTS = 50  # two days

_SETTLED_AS = {
    Outcome.ACCEPTED: NoticeState.SENT,
    Outcome.REFUSED: NoticeState.FAILED,
    Outcome.UNKNOWN: NoticeState.UNCERTAIN,
}


def sweep_reminders(now: dt.datetime) -> list[int]:
    """Write the notices the moment calls for; return the ids of all that wait to be sent.

    Safe to run twice or at once: the ledger's constraint keeps one row per
    commitment, moment, recipient and channel. A waiting notice is handed over at every
    sweep, once its time has come to be tried again, until it is settled.
    """
    today = timezone.localdate(now)
    _flag_uncertain(now)
    commitments = Commitment.objects.telling_on(today, HORIZON).select_related("city")
    called_for = _called_for(commitments, today)
    _call_again(called_for)
    Notice.objects.bulk_create(
        [
            Notice(commitment_id=commitment, moment=moment, recipient_id=user)
            for commitment, moment, user in called_for
        ],
        ignore_conflicts=True,
    )
    return list(Notice.objects.filter(_waits(now)).values_list("pk", flat=True))


def deliver_notice(pk: int, now: dt.datetime) -> None:
    """Claim a waiting notice, look again whether it is called for, and send it.

    Does nothing when another worker claimed it. What surely was not sent waits for a later
    sweep, some times; what can never be sent is marked failed, and what may have been sent
    is marked uncertain and never repeated.
    """
    claimed = Notice.objects.filter(_waits(now), pk=pk).update(
        state=NoticeState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("commitment__city", "recipient").get(pk=pk)
    today = timezone.localdate(now)
    if _key(notice) not in _called_for([notice.commitment], today):
        _settle(notice, _given_up(notice, today), notice.problem)
        return
    outcome, problem = _send(notice)
    if outcome == Outcome.POSTPONED and notice.attempts < MOST_ATTEMPTS:
        Notice.objects.filter(pk=pk).update(state=NoticeState.PENDING, problem=problem)
    else:
        _settle(notice, _SETTLED_AS.get(outcome, NoticeState.FAILED), problem)


def _waits(now: dt.datetime) -> Q:
    """The condition that a notice waits to be sent and its time has come."""
    ready = Q(claimed_at=None) | Q(claimed_at__lte=now - WAITS[-1])
    for attempts, wait in enumerate(WAITS, start=1):
        ready |= Q(attempts=attempts, claimed_at__lte=now - wait)
    return ready & Q(state=NoticeState.PENDING)


def _called_for(commitments: Iterable[Commitment], today: dt.date) -> set[_Key]:
    """The notices that the day calls for: one for each reminder and user who is told."""
    reminders = due_reminders(commitments, today)
    told = recipients([reminder.commitment for reminder in reminders], today)
    return {
        (reminder.commitment.pk, reminder.ledger_name, user)
        for reminder in reminders
        for user in told[reminder.commitment.pk]
    }


def _key(notice: Notice) -> _Key:
    return notice.commitment_id, notice.moment, notice.recipient_id


def _call_again(called_for: set[_Key]) -> None:
    """Let those wait again that were dropped before the day called for them anew."""
    commitments = {commitment for commitment, _moment, _user in called_for}
    dropped = Notice.objects.filter(state=NoticeState.DROPPED, commitment__in=commitments)
    again = [notice.pk for notice in dropped if _key(notice) in called_for]
    # Looked at again while it is written: of two sweeps at once, one brings it back.
    dropped.filter(pk__in=again).update(
        state=NoticeState.PENDING, attempts=0, claimed_at=None, settled_at=None, problem=""
    )


def _given_up(notice: Notice, today: dt.date) -> NoticeState:
    """Failed if its moment passed before it was sent, dropped if nobody needs it any more."""
    commitment = notice.commitment
    told = recipients([commitment], today)[commitment.pk]
    missed = owes_for(commitment, notice.moment) and notice.recipient_id in told
    return NoticeState.FAILED if missed else NoticeState.DROPPED


def _send(notice: Notice) -> tuple[Outcome, str]:
    with translation.override(settings.LANGUAGE_CODE):
        return send_mail(own_row(notice.commitment).letter(), notice.recipient.email)


def _settle(notice: Notice, state: NoticeState, problem: str = "") -> None:
    Notice.objects.filter(pk=notice.pk).update(
        state=state, settled_at=timezone.now(), problem=problem
    )


def _flag_uncertain(now: dt.datetime) -> None:
    """A claim that never settled may or may not have gone out: say so, never repeat it."""
    Notice.objects.filter(state=NoticeState.CLAIMED, claimed_at__lt=now - STALE_AFTER).update(
        state=NoticeState.UNCERTAIN, settled_at=now
    )
