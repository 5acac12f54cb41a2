"""The ledger of notices: written before the broker hears of them, claimed by workers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_partial
from civicforum.people.models import RoleGrant
from civicforum.people.roles import Role
from civicforum.record.models import Commitment, Notice
from civicforum.record.reminders import HORIZON, Reminder, due_reminders
from civicforum.record.states import NoticeState

STALE_AFTER = dt.timedelta(minutes=10)
#: Those who are told for a department; where it has none, the city's clerks.
DEPARTMENT_ROLES = frozenset({Role.DEPARTMENT_OFFICER, Role.SUPPORTER})


def sweep_reminders(now: dt.datetime) -> list[int]:
    """Write the notices the moment calls for; return the ids of all that wait to be sent.

    Safe to run twice or at once: the ledger's constraint keeps one row per
    commitment, moment, recipient and channel. A waiting notice is handed over at every
    sweep until it is sent or its moment has passed.
    """
    today = timezone.localdate(now)
    _flag_uncertain(now)
    commitments = Commitment.objects.filter(
        done="", due_on__range=(today, today + HORIZON)
    ).select_related("city")
    Notice.objects.bulk_create(
        [
            Notice(commitment=reminder.commitment, moment=reminder.ledger_name, recipient_id=user)
            for reminder, user in _called_for(commitments, today)
        ],
        ignore_conflicts=True,
    )
    return list(Notice.objects.filter(state=NoticeState.PENDING).values_list("pk", flat=True))


def deliver_notice(pk: int, now: dt.datetime) -> None:
    """Claim a waiting notice, look again whether it is called for, and send it.

    Does nothing when another worker claimed it. What the mail server refuses waits for
    the next sweep; what can never be sent is marked failed.
    """
    claimed = Notice.objects.filter(pk=pk, state=NoticeState.PENDING).update(
        state=NoticeState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("commitment__city", "recipient").get(pk=pk)
    if not _is_called_for(notice, timezone.localdate(now)):
        late = notice.attempts > 1
        _settle(notice, NoticeState.FAILED if late else NoticeState.DROPPED, notice.problem)
        return
    try:
        _send(notice)
    except OSError as error:  # smtplib's errors are OSErrors; their text may hold an address
        Notice.objects.filter(pk=pk).update(state=NoticeState.PENDING, problem=type(error).__name__)
    except ValueError as error:  # a header that no mail may have
        _settle(notice, NoticeState.FAILED, type(error).__name__)
    else:
        _settle(notice, NoticeState.SENT)


def _called_for(
    commitments: Iterable[Commitment], today: dt.date
) -> Iterator[tuple[Reminder, int]]:
    """Yield each reminder that the day calls for with each user who is told."""
    reminders = due_reminders(commitments, today)
    recipients = _recipients([reminder.commitment for reminder in reminders], today)
    for reminder in reminders:
        for user in recipients[reminder.commitment.pk]:
            yield reminder, user


def _is_called_for(notice: Notice, today: dt.date) -> bool:
    """Whether the day still calls for this notice, to this person."""
    return any(
        (reminder.ledger_name, user) == (notice.moment, notice.recipient_id)
        for reminder, user in _called_for([notice.commitment], today)
    )


def _recipients(commitments: list[Commitment], on: dt.date) -> dict[int, list[int]]:
    """Map each commitment to the users who are told: the department's, else the clerks."""
    officers: dict[int | None, list[int]] = defaultdict(list)
    clerks: dict[int, list[int]] = defaultdict(list)
    cities = {commitment.city_id for commitment in commitments}
    for grant in RoleGrant.objects.current(on).filter(city__in=cities, user__is_active=True):
        if grant.role in DEPARTMENT_ROLES:
            officers[grant.department_id].append(grant.user_id)
        elif grant.role == Role.CITY_CLERK:
            clerks[grant.city_id].append(grant.user_id)
    return {
        commitment.pk: officers.get(commitment.department_id) or clerks[commitment.city_id]
        for commitment in commitments
    }


def _send(notice: Notice) -> None:
    commitment, user = notice.commitment, notice.recipient
    with translation.override(settings.LANGUAGE_CODE):
        due = format_partial(str(commitment.due_on), weekday=True)
        subject = _("[%(city)s] %(title)s is due on %(due)s") % {
            "city": commitment.city,
            "title": commitment.title,
            "due": due,
        }
        body = _("%(title)s falls due on %(due)s. Open the portal: %(url)s") % {
            "title": commitment.title,
            "due": due,
            "url": f"{settings.SITE_URL}/admin/",
        }
        send_mail(" ".join(subject.split()), body, None, [user.email])


def _settle(notice: Notice, state: NoticeState, problem: str = "") -> None:
    Notice.objects.filter(pk=notice.pk).update(
        state=state, settled_at=timezone.now(), problem=problem
    )


def _flag_uncertain(now: dt.datetime) -> None:
    """A claim that never settled may or may not have gone out: say so, never repeat it."""
    Notice.objects.filter(state=NoticeState.CLAIMED, claimed_at__lt=now - STALE_AFTER).update(
        state=NoticeState.UNCERTAIN, settled_at=now
    )
