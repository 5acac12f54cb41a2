"""The meetings of a body that were announced and are still to come, as their notices say."""

import datetime as dt

from django.db.models import Exists, OuterRef

from committees.models import Convocation
from committees.told import NoticeContent

MOST = 20


def coming(body: int, today: dt.date) -> list[Convocation]:
    """Return the last notice of each coming meeting of a body, given by its key; one query.

    The draft itself is read by nobody here: what was not announced is not public. Each
    carries as `told` what it said. Whether the body is public is the caller's matter.
    """
    later = Convocation.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    found = Convocation.objects.filter(
        ~Exists(later), meeting__body=body, content__date__gte=today.isoformat()
    )
    notices = list(found.order_by("content__date", "content__starts", "pk")[:MOST])
    for notice in notices:
        notice.told = NoticeContent(notice.content)  # type: ignore[attr-defined]
    return notices
