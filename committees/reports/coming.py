"""The meetings of a body that were announced and are still to come, as their notices say."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from committees.models import Convocation
from committees.told import NoticeContent

MOST = 20


def coming(body: int, now: dt.datetime) -> list[Convocation]:
    """Return the last notice of each coming meeting of a body, given by its key; one query.

    The draft itself is read by nobody here: what was not announced is not public. Each
    carries as `told` what it said. Whether the body is public is the caller's matter.
    """
    later = Convocation.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    found = Convocation.objects.filter(~Exists(later), _to_come(now), meeting__body=body)
    notices = list(found.order_by("content__date", "content__starts", "pk")[:MOST])
    for notice in notices:
        notice.told = NoticeContent(notice.content)  # type: ignore[attr-defined]
    return notices


def _to_come(now: dt.datetime) -> Q:
    """That a meeting has not ended; one whose end nobody knows ends with its day."""
    local = timezone.localtime(now)
    today, hour = local.date().isoformat(), local.time().isoformat("minutes")
    ends_later = Q(content__ends="") | Q(content__ends__gt=hour)
    return Q(content__date__gt=today) | (Q(content__date=today) & ends_later)
