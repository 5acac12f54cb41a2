"""What the page of a notice shows: the mail as it would go out, who gets it, who answered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from committees.letters import notice_text
from committees.models import Convocation, Invitation, Meeting, Tenure
from committees.reports.personal import open_in_notice
from committees.reports.terms import members_on_the_day
from committees.told import content_of


@dataclass(frozen=True)
class Told:
    """A member, and what became of the last notice: the invitation, None where none was sent."""

    tenure: Tenure
    invitation: Invitation | None


def notice_page(meeting: Meeting, now: dt.datetime) -> dict[str, Any]:
    """Read what the page of a meeting's notice shows; a fixed number of queries."""
    notices = list(meeting.convocations.select_related("sent_by").order_by("-number"))
    last = notices[0] if notices else None
    members = list(members_on_the_day(meeting))
    sent = {one.tenure_id: one for one in last.invitations.all()} if last else {}
    due, today = notice_due(meeting), timezone.localdate(now)
    content = content_of(meeting)
    return {
        "meeting": meeting,
        "notices": notices,
        "last": last,
        "due": due,
        "is_late": due is not None and today > due,
        "is_past": meeting.date < today,
        "differs": last is not None and last.content != content,
        "told": [Told(one, sent.get(one.pk)) for one in members],
        "by_mail": [one for one in members if one.account_id],
        "by_phone": [one for one in members if not one.account_id],
        "preview": _preview(meeting, last, content, now),
        "has_agenda": bool(content["agenda"]),
        "personal": list(dict.fromkeys(one.text for one in open_in_notice(meeting))),
    }


def _preview(
    meeting: Meeting, last: Convocation | None, content: dict[str, Any], now: dt.datetime
) -> tuple[str, str]:
    """Subject and text of the next notice, in the language in which it is mailed."""
    number = last.number + 1 if last else 1
    next_one = Convocation(meeting=meeting, number=number, content=content, sent_at=now)
    with override(settings.LANGUAGE_CODE):
        return notice_text(next_one, f"{settings.SITE_URL}/members/invitations/…/")


def notice_due(meeting: Meeting) -> dt.date | None:
    """Return the last day for the notice by the body's rule; None where it has none."""
    days = meeting.body.notice_days
    return None if days is None else meeting.date - dt.timedelta(days=days)
