"""The seats of a body, and who holds them on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from civicforum.kit.dates import format_date
from civicforum.people.policy import rows_to_add_to
from committees.models import Body, Meeting, Seat, Tenure
from committees.seats import labelled

if TYPE_CHECKING:
    from civicforum.people.models import User


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


@dataclass(frozen=True)
class Line:
    """A seat as it is listed, and a term in it; without one it is where the next is entered."""

    seat: Seat
    label: str
    term: Tenure | None = None

    @property
    def ref(self) -> str:
        """What tells the line from all others of the body."""
        return f"term-{self.term.pk}" if self.term else f"seat-{self.seat.pk}"


def term_lines(body: Body, day: dt.date) -> list[Line]:
    """Return the seats of a body, each with the terms of that day and later; two queries.

    A seat has a line without a term where nobody holds it, or the last who does has a last day.
    """
    terms = Tenure.objects.filter(seat__body=body).select_related("account")
    of_seat: dict[int, list[Tenure]] = {}
    for term in terms.filter(Q(ends_on=None) | Q(ends_on__gte=day)).order_by("starts_on", "pk"):
        of_seat.setdefault(term.seat_id, []).append(term)
    lines = []
    for seat, label in labelled(seats_in_order(body)):
        own = of_seat.get(seat.pk, [])
        for term in own:
            term.seat = seat  # as it was read, with what it stands for
            lines.append(Line(seat, label, term))
        if all(term.ends_on for term in own):
            lines.append(Line(seat, label))
    return lines


def bodies_with_terms(user: "User", day: dt.date) -> QuerySet[Body]:
    """Return the bodies whose terms the user keeps, with `seats_in_all` and `held`; one query.

    Those of panels are kept with what else a member is appointed with.
    """
    on_day = Q(seats__tenures__starts_on__lte=day) & (
        Q(seats__tenures__ends_on=None) | Q(seats__tenures__ends_on__gte=day)
    )
    found: QuerySet[Body] = rows_to_add_to(user, Tenure, Body).exclude(form=Body.Form.PANEL)
    return found.annotate(
        seats_in_all=Count("seats", distinct=True),
        held=Count("seats", distinct=True, filter=on_day),
    ).order_by("title", "pk")


def term_told(term: Tenure) -> str:
    """Say of a term who holds which seat of which body, from when until when."""
    until = format_date(term.ends_on, weekday=False) if term.ends_on else ""
    since = format_date(term.starts_on, weekday=False)
    return f"{term.seat.body} {term} ({since} – {until})".replace(" )", ")")
