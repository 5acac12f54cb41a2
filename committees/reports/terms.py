"""Who holds the seats of a body on a day, and by when its members must have the notice."""

import datetime as dt

from django.db.models import Q, QuerySet

from committees.models import Body, Meeting, Tenure


def current_members(body: Body, on: dt.date) -> QuerySet[Tenure]:
    """Return the terms in the body's seats that are in force on the day, by seat."""
    open_end = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    found = Tenure.objects.filter(open_end, seat__body=body, starts_on__lte=on)
    return found.select_related(
        "account", "seat__body", "seat__stands_for", "seat__stands_for_department"
    ).order_by("seat__order", "-starts_on")


def notice_due(meeting: Meeting) -> dt.date | None:
    """Return the last day for the notice by the body's rule; None where it has none."""
    days = meeting.body.notice_days
    return None if days is None else meeting.date - dt.timedelta(days=days)
