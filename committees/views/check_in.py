"""Where a member checks in on the day of the meeting: the own seat is tapped, no name is asked."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from committees.models import Attendance, Meeting, Seat
from committees.reports.terms import seats_in_order
from committees.seats import labelled
from committees.services.attendance import (
    UNDO,
    CheckedIn,
    check_in_opens,
    undo_check_in,
)
from committees.services.attendance import check_in as note_presence


@never_cache
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """The seats of the body that meets; a POST checks one in, or takes that back."""
    meeting = Meeting.objects.select_related("body__city").filter(check_in_code=code).first()
    if meeting is None or not code:
        raise Http404
    now = timezone.now()
    context: dict[str, object] = {"meeting": meeting, "is_open": check_in_opens(meeting, now)}
    if request.method == "POST":
        context |= _posted(request, meeting, now)
    present = Attendance.Status.PRESENT
    taken = set(meeting.attendance.filter(status=present).values_list("seat", flat=True))
    seats = labelled(seats_in_order(meeting.body))
    context["seats"] = [(seat, label, seat.pk in taken) for seat, label in seats]
    context["said"] = _said(context, dict(seats))
    return render(request, "committees/members/check_in.html", context)


def _posted(request: HttpRequest, meeting: Meeting, now: dt.datetime) -> dict[str, object]:
    seat = _seat(meeting, request.POST.get("seat", ""))
    try:
        if "undo" in request.POST:
            undo_check_in(meeting, seat, at=_moment(request.POST["undo"]), now=now)
            return {"undone": seat}
        done: CheckedIn = note_presence(meeting, seat, now=now)
    except Refused as refusal:
        return {"problem": str(refusal)}
    if not done.is_new:
        return {"already": seat}
    assert done.row.checked_in_at  # noqa: S101 - just now
    return {
        "done": seat,
        "undo": done.row.checked_in_at.isoformat(),
        "seconds": int(UNDO.total_seconds()),
    }


def _said(context: dict[str, object], labels: dict[Seat, str]) -> str:
    """What the seat is called of which the page tells what became of it."""
    told = next((context[name] for name in ("done", "already", "undone") if name in context), None)
    return labels[told] if isinstance(told, Seat) else ""


def _seat(meeting: Meeting, asked: str) -> Seat:
    seat = meeting.body.seats.filter(pk=number_in(asked)).first()
    if seat is None:
        raise Http404
    return seat


def _moment(sent: str) -> dt.datetime:
    """When the check-in that is taken back was made, as its page was told. Raises Http404."""
    try:
        moment = dt.datetime.fromisoformat(sent)
    except ValueError as error:
        raise Http404 from error
    if moment.tzinfo is None:
        raise Http404
    return moment
