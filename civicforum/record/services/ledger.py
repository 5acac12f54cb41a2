"""The ledger of notices: a row for each moment and recipient, before anything is sent."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from civicforum.kit.channels import EMAIL, open_channels
from civicforum.people.models import User
from civicforum.record.models import Commitment, Notice
from civicforum.record.recipients import Offices, offices_on, told_of
from civicforum.record.reminders import (
    Reminder,
    Rules,
    horizon,
    is_owed,
    is_told_alone,
    lost_notice,
    missed_reminders,
    nearness,
    news_of,
    rule_of,
    stands,
)
from civicforum.record.rules import stored_rules
from civicforum.record.states import NoticeState

#: The commitment, the moment as the ledger names it, the user and the channel of a notice.
Key: TypeAlias = tuple[int, str, int, str]

_BATCH = 1000


def write_notices(today: dt.date) -> None:
    """Write a row for whatever is called for by now and not in the ledger yet.

    Safe to run twice or at once: the ledger's constraint keeps one row per commitment, moment,
    recipient and channel. A moment of which somebody was told is over for all; one that was
    dropped, because it was not needed or its recipient went away, is looked at again.
    """
    rules = stored_rules()
    new, dropped = list[Reminder](), list[Reminder]()
    for commitment in _open(today, rules):
        for reminder in missed_reminders(commitment, today, rules):
            if reminder.ledger_name in commitment.dropped:
                dropped.append(reminder)
            elif reminder.ledger_name not in commitment.told:
                new.append(reminder)
    if not new and not dropped:
        return
    offices = offices_on(today)
    if dropped:
        _call_again(_keys(dropped, offices))
    _write(_keys([*new, *dropped], offices))


def _open(today: dt.date, rules: Rules) -> Any:
    """The open commitments that may call for something, each with its moments in the ledger."""
    dropped = Q(state=NoticeState.DROPPED)
    found = Commitment.objects.telling_on(today, horizon(rules)).select_related("city")
    return found.annotate(told=_moments(~dropped), dropped=_moments(dropped))


def _moments(which: Q) -> ArraySubquery:
    own = Notice.objects.filter(which, commitment=OuterRef("pk")).order_by()
    return ArraySubquery(own.values("moment").distinct())


def _keys(reminders: Collection[Reminder], offices: Offices) -> set[Key]:
    """The rows that reminders call for: one for each user who is told, and channel."""
    told = [(one, user) for one in reminders for user in told_of(one, offices)]
    with_phone = _with_phone({user for _one, user in told})
    return {
        (one.commitment.pk, one.ledger_name, user, channel)
        for one, user in told
        for channel in _channels(one.commitment, user, with_phone)
    }


def _with_phone(users: Collection[int]) -> set[int]:
    """Those who can be told by phone; nobody is asked for where that is off."""
    if open_channels() == [EMAIL]:
        return set()
    return set(User.objects.filter(pk__in=users).exclude(phone="").values_list("pk", flat=True))


def _channels(commitment: Commitment, user: int, with_phone: Collection[int]) -> list[str]:
    """By which channels a user is told; a letter that is told alone goes by mail."""
    by_mail_only = is_told_alone(commitment) or user not in with_phone
    return [EMAIL] if by_mail_only else open_channels()


def _write(keys: Iterable[Key]) -> None:
    """Store the rows, in one order, so that two sweeps at once do not wait in a circle."""
    fresh = [
        Notice(commitment_id=commitment, moment=moment, recipient_id=user, channel=channel)
        for commitment, moment, user, channel in sorted(keys, key=_in_order)
    ]
    Notice.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)


def _in_order(key: Key) -> tuple[int, tuple[int, int], Key]:
    """By the commitment, and of one by the order in which its moments come."""
    commitment, moment, *_rest = key
    return commitment, nearness(rule_of(moment)), key


def key_of(notice: Notice) -> Key:
    """What a row of the ledger is unique by."""
    return notice.commitment_id, notice.moment, notice.recipient_id, notice.channel


def _call_again(called_for: Collection[Key]) -> None:
    """Let those wait again that were dropped before the day called for them anew."""
    commitments = {commitment for commitment, *_rest in called_for}
    dropped = Notice.objects.filter(state=NoticeState.DROPPED, commitment__in=commitments)
    again = [notice.pk for notice in dropped if key_of(notice) in called_for]
    # Looked at again while it is written: of two sweeps at once, one brings it back.
    dropped.filter(pk__in=again).update(
        state=NoticeState.PENDING, message=None, settled_at=None, problem=""
    )


def still_called_for(notices: Collection[Notice], today: dt.date) -> set[int]:
    """Return the ids of the notices, with their commitments, that are still to be told.

    Those whose commitment is owed as then, whose moment the city's rule still has, and whose
    recipient still is who is told, by a channel that is on.
    """
    rules, offices, on = stored_rules(), offices_on(today), open_channels()
    lost = _lost(notices)
    return {
        one.pk
        for one in notices
        if one.channel in on
        and (
            _is_news(one, offices, lost)
            if lost_notice(one.moment)
            else stands(one.commitment, one.moment, today, rules) and _is_told(one, offices)
        )
    }


def is_too_late(notice: Notice, today: dt.date) -> bool:
    """Whether somebody who was to be told alone was not, and now the day is over."""
    one = notice.commitment
    is_over = one.due_on is not None and one.due_on < today and not lost_notice(notice.moment)
    return is_over and is_told_alone(one) and is_owed(one) and _is_of_now(notice)


def _is_of_now(notice: Notice) -> bool:
    return notice.moment.startswith(f"{notice.commitment.due_on} ")


def _is_told(notice: Notice, offices: Offices) -> bool:
    day, _space, rule = notice.moment.partition(" ")
    reminder = Reminder(notice.commitment, rule, dt.date.fromisoformat(day))
    return notice.recipient_id in told_of(reminder, offices)


def _lost(notices: Iterable[Notice]) -> set[int]:
    """Those that did not arrive of the notices of which these tell that."""
    told = {pk for one in notices if (pk := lost_notice(one.moment))}
    if not told:
        return set()
    return set(Notice.objects.in_trouble().filter(pk__in=told).values_list("pk", flat=True))


def _is_news(notice: Notice, offices: Offices, lost: Collection[int]) -> bool:
    """Whether a clerk must still hear of what did not arrive."""
    is_clerk = notice.recipient_id in offices.clerks(notice.commitment.city_id)
    return is_clerk and _is_open_news(notice, lost)


def _is_open_news(notice: Notice, lost: Collection[int]) -> bool:
    is_lost = lost_notice(notice.moment) in lost
    return is_lost and is_owed(notice.commitment) and _is_of_now(notice)


def tell_clerks(notices: Iterable[Notice], today: dt.date) -> None:
    """Write for the clerks that these notices, with their commitments, did not arrive.

    Each notice is news of its own, so that two of one moment, one after the other, are both told.
    A clerk is not told of the own mail, nor that such news did not arrive: that would not end.
    """
    lost = [one for one in notices if not lost_notice(one.moment)]
    if not lost:
        return
    offices = offices_on(today)
    keys = {
        (one.commitment_id, news_of(one.moment, one.pk), clerk, EMAIL)
        for one in lost
        for clerk in offices.clerks(one.commitment.city_id)
        if clerk != one.recipient_id
    }
    _call_again(keys)
    _write(keys)


def pass_on_news(dropped: Iterable[Notice], today: dt.date) -> None:
    """Write what clerks are not told any more for whoever stands for them now.

    `dropped` are notices with their commitments; those that are no such news are left out.
    """
    dropped = list(dropped)
    lost = _lost(dropped)
    open_news = (one for one in dropped if _is_open_news(one, lost))
    if still := {pk for one in open_news if (pk := lost_notice(one.moment))}:
        found = Notice.objects.filter(pk__in=still)
        tell_clerks(found.select_related("commitment"), today)
