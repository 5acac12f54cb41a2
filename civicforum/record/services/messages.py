"""Messages: what takes notices along, claimed by workers, sent once or flagged."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone, translation

from civicforum.kit.channels import EMAIL, sender
from civicforum.kit.mail import Letter, Outcome
from civicforum.kit.working_days import is_office_hour
from civicforum.record.digest import letter_of
from civicforum.record.kinds import model_of_kind
from civicforum.record.message_ids import message_id
from civicforum.record.models import Commitment, Message, Notice
from civicforum.record.reminders import ASKED, LOST
from civicforum.record.services.ledger import (
    is_too_late,
    pass_on_news,
    still_called_for,
    tell_clerks,
    write_notices,
)
from civicforum.record.states import IN_TROUBLE, NoticeState

#: When a claim whose worker is gone is let go: nothing had been handed over yet.
CLAIM_LASTS = dt.timedelta(minutes=1)
#: When what was handed over and never settled is flagged: it may have arrived.
STALE_AFTER = dt.timedelta(minutes=10)
#: How long a message waits after each attempt that surely sent nothing; the last for all others.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 15, 60))
#: How long a notice is tried on one day after the other before it has failed.
GIVE_UP_AFTER = dt.timedelta(days=14)

_log = logging.getLogger(__name__)
_SETTLED_AS = {
    Outcome.ACCEPTED: NoticeState.SENT,
    Outcome.REFUSED: NoticeState.FAILED,
    Outcome.UNKNOWN: NoticeState.UNCERTAIN,
}
_UNCLAIMED = {"subject": "", "body": ""}


class TakenAway(Exception):
    """Another worker has the message by now."""


def sweep_reminders(now: dt.datetime) -> list[int]:
    """Write the notices the moment calls for; return the ids of the messages to be sent.

    Safe to run twice or at once. A waiting message is handed over at every sweep, once its time
    has come to be tried again, until it is settled. Digests wait for 09–18 h of a working day.
    """
    local = timezone.localtime(now)
    write_notices(local.date())
    waiting = _look_after(now, local.date())
    return sorted({*waiting, *_gather(local)})


def _look_after(now: dt.datetime, today: dt.date) -> list[int]:
    """See to what is not settled; return what waits and may be tried by now."""
    unsettled = Message.objects.filter(state__in=(NoticeState.PENDING, NoticeState.CLAIMED))
    lost, uncertain, old, ready = [], [], [], []
    for one in unsettled.only("state", "claimed_at", "attempts", "day", "subject"):
        is_claimed, since = one.state == NoticeState.CLAIMED, one.claimed_at or now
        if is_claimed and one.subject and since < now - STALE_AFTER:
            uncertain.append(one.pk)
        elif is_claimed and not one.subject and since < now - CLAIM_LASTS:
            lost.append(one.pk)
        elif not is_claimed and one.day < today:
            old.append(one.pk)
        elif not is_claimed and _is_ready(one, now):
            ready.append(one.pk)
    _let_go(lost)
    _flag_uncertain(uncertain, now)
    _put_off(old)
    return [*ready, *lost]


def _is_ready(message: Message, now: dt.datetime) -> bool:
    wait = WAITS[min(message.attempts, len(WAITS)) - 1] if message.attempts else dt.timedelta()
    return message.claimed_at is None or message.claimed_at <= now - wait


def _let_go(lost: Collection[int]) -> None:
    """What its worker had not handed over was not sent: let it wait again.

    At once, unless it was lost so often that it may be what its workers die of.
    """
    if lost:
        at_once = When(attempts__lt=len(WAITS), then=None)
        Message.objects.filter(pk__in=lost, state=NoticeState.CLAIMED, subject="").update(
            state=NoticeState.PENDING, claimed_at=Case(at_once, default=F("claimed_at"))
        )


@transaction.atomic
def _flag_uncertain(stale: Collection[int], now: dt.datetime) -> None:
    """A claim that never settled may or may not have gone out: say so, never repeat it."""
    held = Message.objects.filter(pk__in=stale, claimed_at__lt=now - STALE_AFTER)
    for message in held.exclude(subject=""):
        _settle(message, NoticeState.UNCERTAIN, now, message.problem)


@transaction.atomic
def _put_off(old: Collection[int]) -> None:
    """What could not be sent on its day joins what is told on the next."""
    if not old:
        return
    waiting = Message.objects.select_for_update().filter(pk__in=old, state=NoticeState.PENDING)
    held = [message.pk for message in waiting.order_by("pk")]
    Message.objects.filter(pk__in=held).update(state=NoticeState.DROPPED)
    Notice.objects.filter(message__in=held, state=NoticeState.PENDING).update(message=None)


def _gather(local: dt.datetime) -> list[int]:
    """Put what waits into messages; return those that got something.

    At any hour whoever is asked gets the letter; all else waits for the office's hours.
    """
    free = Notice.objects.filter(message=None, state=NoticeState.PENDING)
    alone = _told_alone()
    if not is_office_hour(local):
        return _gather_letters(free.filter(alone, moment__endswith=ASKED), local.date())
    is_alone = Case(When(alone, then=True), default=False)
    found = list(free.values_list("pk", "recipient_id", "channel", is_alone))
    with_others = [notice for *notice, by_itself in found if not by_itself]
    letters = len(with_others) < len(found)
    return [
        *(_gather_letters(free.filter(alone), local.date()) if letters else ()),
        *(_gather_digests(with_others, local.date()) if with_others else ()),
    ]


def _told_alone() -> Q:
    """The condition that a notice is told in a letter of its own."""
    kinds = [kind for kind, model in model_of_kind(Commitment).items() if model.told_alone]
    return Q(commitment__kind__in=kinds) & ~Q(moment__endswith=LOST)


@transaction.atomic
def _gather_digests(found: Collection[Any], today: dt.date) -> list[int]:
    """Add notices to the day's digest of their recipients; what comes too late stays free.

    Of each notice are given its id, its recipient's and its channel.
    """
    whose = sorted({(user, channel) for _pk, user, channel in found})
    Message.objects.bulk_create(
        [Message(recipient_id=user, channel=channel, day=today) for user, channel in whose],
        ignore_conflicts=True,
    )
    # Nobody claims them until the notices are in. A dropped one said nothing: it is used again.
    unsaid = Q(state__in=(NoticeState.PENDING, NoticeState.DROPPED), day=today, is_digest=True)
    digests = Message.objects.filter(unsaid, recipient__in={user for user, _channel in whose})
    held = [message.pk for message in digests.select_for_update().order_by("pk")]
    own = Message.objects.filter(
        pk__in=held, recipient=OuterRef("recipient"), channel=OuterRef("channel")
    )
    waiting = Notice.objects.filter(pk__in=[pk for pk, *_rest in found], message=None)
    waiting.filter(state=NoticeState.PENDING).update(message=Subquery(own.values("pk")[:1]))
    full = Exists(Notice.objects.filter(message=OuterRef("pk"), state=NoticeState.PENDING))
    again = Message.objects.filter(full, pk__in=held, state=NoticeState.DROPPED)
    again.update(state=NoticeState.PENDING, attempts=0, claimed_at=None, settled_at=None)
    return held


@transaction.atomic
def _gather_letters(free: Any, today: dt.date) -> list[int]:
    """Make a letter of its own for what is told alone: one for a commitment and recipient."""
    held = free.select_for_update(of=("self",), skip_locked=True)
    together: dict[tuple[int, int], list[Notice]] = defaultdict(list)
    for notice in held.order_by("pk"):
        together[notice.commitment_id, notice.recipient_id].append(notice)
    letters = Message.objects.bulk_create(
        Message(recipient_id=user, channel=EMAIL, day=today, is_digest=False)
        for _commitment, user in together
    )
    for letter, notices in zip(letters, together.values(), strict=True):
        for notice in notices:
            notice.message = letter
    Notice.objects.bulk_update([one for some in together.values() for one in some], ["message"])
    return [letter.pk for letter in letters]


def deliver_message(pk: int, now: dt.datetime) -> None:
    """Claim a waiting message, look again at what it takes along, and send it.

    Does nothing when another worker claimed it, its day is over or the office is closed. What
    surely was not sent waits for a later sweep, as does what broke before it was handed over; what
    can never be sent is marked failed, and what may have been sent is marked uncertain and never
    repeated. Raises what breaks after it was handed over.
    """
    message = _claim(pk, now)
    if message is None:
        return
    try:
        _send(message, now)
    except TakenAway:
        return
    except Exception as error:
        if not _held(message).filter(subject="").exists():
            raise
        _log.exception("Message %s was not sent", pk)
        _postpone(message, now, type(error).__name__)


def _send(message: Message, now: dt.datetime) -> None:
    """Send a claimed message and write down what became of it. Raises TakenAway."""
    notices = _needed(message, now)
    if not notices:
        _settle(message, NoticeState.DROPPED, now)
        return
    with translation.override(settings.LANGUAGE_CODE):
        letter = letter_of(message, notices, timezone.localdate(now))
    outcome, problem = sender(message.channel).send(
        letter,
        message.recipient.email if message.channel == EMAIL else message.recipient.phone,
        message_id=message_id(message.pk),
        hand_over=partial(_hand_over, message, letter),
    )
    if outcome == Outcome.POSTPONED:
        _postpone(message, now, problem)
    else:
        _settle(message, _SETTLED_AS[outcome], now, problem)


def _claim(pk: int, now: dt.datetime) -> Message | None:
    """Take a waiting message for this worker alone; None where another has it or it must wait."""
    claimed = Message.objects.filter(_claimable(now), pk=pk).update(
        state=NoticeState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1, **_UNCLAIMED
    )
    return Message.objects.select_related("recipient").get(pk=pk) if claimed else None


def _claimable(now: dt.datetime) -> Q:
    """The condition that a message of the day waits and its time has come."""
    local = timezone.localtime(now)
    ready = Q(claimed_at=None) | Q(claimed_at__lte=now - WAITS[-1])
    for attempts, wait in enumerate(WAITS, start=1):
        ready |= Q(attempts=attempts, claimed_at__lte=now - wait)
    if not is_office_hour(local):
        asked = Notice.objects.filter(message=OuterRef("pk"), moment__endswith=ASKED)
        ready &= Q(is_digest=False) & Q(Exists(asked))
    return ready & Q(state=NoticeState.PENDING, day=local.date())


def _needed(message: Message, now: dt.datetime) -> list[Notice]:
    """Look again at what a message takes along, and drop what is not to be told any more.

    What a clerk was to hear who is away by now is written for who stands in, before it is dropped.
    """
    waiting = message.notices.filter(state=NoticeState.PENDING)
    told_with = (f"commitment__{name}" for name in Commitment.told_with)
    notices = list(waiting.select_related(*told_with))
    needed = still_called_for(notices, timezone.localdate(now))
    too_late = [one.pk for one in notices if is_too_late(one, timezone.localdate(now))]
    _mark(waiting.filter(pk__in=too_late), NoticeState.FAILED, now, message.problem)
    pass_on_news((one for one in notices if one.pk not in needed), timezone.localdate(now))
    waiting.exclude(pk__in=needed).update(state=NoticeState.DROPPED, settled_at=now)
    return [notice for notice in notices if notice.pk in needed]


def _hand_over(message: Message, letter: Letter) -> None:
    """Write down that the letter goes out now: from here on it may have arrived.

    Raises TakenAway where the claim is not ours any more.
    """
    body = letter.body if message.is_digest else ""
    ours = _held(message).update(subject=letter.subject[:300], body=body)
    if not ours:
        raise TakenAway


def _held(message: Message) -> Any:
    """The message as long as it is as its worker claimed it."""
    return Message.objects.filter(
        pk=message.pk, state=NoticeState.CLAIMED, attempts=message.attempts,
        claimed_at=message.claimed_at,
    )  # fmt: skip


@transaction.atomic
def _postpone(message: Message, now: dt.datetime, problem: str) -> None:
    """Let a message wait that surely was not sent; what waited for weeks has failed."""
    if not _held(message).update(state=NoticeState.PENDING, problem=problem, **_UNCLAIMED):
        return
    old = message.notices.filter(state=NoticeState.PENDING, created_at__lt=now - GIVE_UP_AFTER)
    _mark(old, NoticeState.FAILED, now, problem)


@transaction.atomic
def _settle(message: Message, state: NoticeState, now: dt.datetime, problem: str = "") -> None:
    """Write down what became of a claimed message and of all that it took along."""
    if _held(message).update(state=state, settled_at=now, problem=problem):
        _mark(message.notices.filter(state=NoticeState.PENDING), state, now, problem)


def _mark(notices: Any, state: NoticeState, now: dt.datetime, problem: str) -> None:
    """Write down what became of notices; of what went wrong the clerks hear."""
    found: Iterable[Notice] = list(notices.select_related("commitment"))
    pks = [notice.pk for notice in found]
    Notice.objects.filter(pk__in=pks).update(state=state, settled_at=now, problem=problem)
    if state in IN_TROUBLE:
        tell_clerks(found, timezone.localdate(now))


@transaction.atomic
def bounce_message(pk: int, now: dt.datetime, problem: str) -> bool:
    """Write down that a message came back; return whether that is new. The clerks hear of it."""
    sent = (NoticeState.SENT, NoticeState.UNCERTAIN, NoticeState.CLAIMED)
    came_back = {"state": NoticeState.BOUNCED, "settled_at": now, "problem": problem}
    if not Message.objects.filter(pk=pk, state__in=sent).update(**came_back):
        return False
    notices = Notice.objects.filter(message=pk)
    told = notices.filter(state__in=(NoticeState.PENDING, NoticeState.SENT, NoticeState.UNCERTAIN))
    _mark(told, NoticeState.BOUNCED, now, problem)
    return True
