"""The seats of a body, and who holds them on a day."""

import datetime as dt

from django.db.models import Q, QuerySet

from committees.models import Body, Meeting, Seat, Tenure


def seats_in_order(body: Body) -> QuerySet[Seat]:
    """Return the seats of a body in their order, with what each stands for; one query."""
    return body.seats.select_related("stands_for", "stands_for_department").order_by("order")


def public_seats_in_order(body: Body) -> QuerySet[Seat]:
    """Return those of a public body's seats that are public, as `seats_in_order` does."""
    rows: QuerySet[Seat] = Seat.public.filter(body=body)
    return rows.select_related("stands_for", "stands_for_department").order_by("order")


def terms_on(body: Body, day: dt.date | None) -> QuerySet[Tenure]:
    """Return the terms in the body's seats that include the day; all where it is not known."""
    found = Tenure.objects.filter(seat__body=body)
    if day is None:
        return found
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def members_on_the_day(meeting: Meeting) -> QuerySet[Tenure]:
    """Return who held a seat of the body on the day of the meeting, with account and seat."""
    terms = terms_on(meeting.body, meeting.date)
    return terms.select_related("account", "seat__stands_for", "seat__stands_for_department")
