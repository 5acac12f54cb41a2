"""The ledger of notices: written before the broker hears of them, claimed by workers."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_partial
from civicforum.people.models import RoleGrant
from civicforum.people.roles import Role
from civicforum.record.models import Commitment, Notice
from civicforum.record.reminders import HORIZON, due_reminders
from civicforum.record.states import NoticeState

MAX_ATTEMPTS = 5
STALE_AFTER = dt.timedelta(minutes=10)


class DeliveryFailed(Exception):
    """The mail could not be handed over; worth another try."""


def sweep_reminders(now: dt.datetime) -> list[int]:
    """Write the notices the moment calls for; return the ids of all that wait to be sent.

    Safe to run twice or at once: the ledger's constraint keeps one row per
    commitment, moment, recipient and channel.
    """
    today = timezone.localdate(now)
    _flag_uncertain(now)
    commitments = (
        Commitment.objects.live()
        .filter(due_on__range=(today, today + HORIZON))
        .select_related("city")
    )
    reminders = due_reminders(commitments, today)
    recipients = _recipients([reminder.commitment for reminder in reminders], today)
    Notice.objects.bulk_create(
        [
            Notice(commitment=reminder.commitment, moment=reminder.moment, recipient_id=user)
            for reminder in reminders
            for user in recipients[reminder.commitment.pk]
        ],
        ignore_conflicts=True,
    )
    return list(Notice.objects.filter(state=NoticeState.PENDING).values_list("pk", flat=True))


def deliver_notice(pk: int) -> None:
    """Claim a waiting notice, look again whether it is needed, and send it.

    Does nothing when another worker claimed it. Raises DeliveryFailed when the mail
    server refused and there are attempts left.
    """
    claimed = Notice.objects.filter(pk=pk, state=NoticeState.PENDING).update(
        state=NoticeState.CLAIMED, claimed_at=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("commitment__city", "recipient").get(pk=pk)
    if notice.commitment.done:
        _settle(notice, NoticeState.DROPPED)
        return
    try:
        _send(notice)
    except OSError as error:  # smtplib's errors are OSErrors
        _give_back(notice, error)
    else:
        _settle(notice, NoticeState.SENT)


def _recipients(commitments: list[Commitment], on: dt.date) -> dict[int, list[int]]:
    """Map each commitment to the users who are told: the department's officers, else the clerks."""
    officers: dict[int | None, list[int]] = defaultdict(list)
    clerks: dict[int, list[int]] = defaultdict(list)
    cities = {commitment.city_id for commitment in commitments}
    for grant in RoleGrant.objects.current(on).filter(city__in=cities, user__is_active=True):
        if grant.role == Role.DEPARTMENT_OFFICER:
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
        send_mail(subject, body, None, [user.email])


def _settle(notice: Notice, state: NoticeState) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=state, settled_at=timezone.now(), problem="")


def _give_back(notice: Notice, error: OSError) -> None:
    final = notice.attempts >= MAX_ATTEMPTS
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.FAILED if final else NoticeState.PENDING,
        problem=type(error).__name__,  # the text of the error may hold the address
    )
    if not final:
        raise DeliveryFailed from error


def _flag_uncertain(now: dt.datetime) -> None:
    """A claim that never settled may or may not have gone out: say so, never repeat it."""
    Notice.objects.filter(state=NoticeState.CLAIMED, claimed_at__lt=now - STALE_AFTER).update(
        state=NoticeState.UNCERTAIN, settled_at=now
    )
