"""The outbox of reminders, and what was told of one commitment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from civicforum.kit.pages import Turned, page_of
from civicforum.people.models import City
from civicforum.people.policy import Action, can, rows
from civicforum.people.staff import reached, signed_in, staff_page
from civicforum.record.desks import desk_of
from civicforum.record.forms import OutboxFilter
from civicforum.record.kinds import own_row
from civicforum.record.models import Commitment, Notice
from civicforum.record.reports import reminders as reports

PAGE_SIZE = 30


@staff_page
def outbox(request: HttpRequest) -> HttpResponse:
    """The messages in the person's reach, each with its state."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Notice):
        raise Http404
    form = OutboxFilter(request.GET)
    found = reports.outbox(person, form.wanted, timezone.localdate())
    page = page_of(found, Turned(request.GET), PAGE_SIZE)
    for message in page:
        message.to = reports.who(message.recipient)
        message.said = reports.said(message.in_reach)
    not_live = rows(person, Action.VIEW, City).filter(live_since=None).order_by("name")
    waiting = reports.waiting(person)
    context = {"form": form, "page": page, "not_live": not_live, "waiting": waiting}
    return render(request, "record/staff/outbox.html", context)


@staff_page
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was told of a commitment, when, by which channel, and what is next."""
    person, today = signed_in(request), timezone.localdate()
    row = reached(request, Action.VIEW, Commitment, pk=pk)
    page = page_of(reports.told(person, row, today), Turned(request.GET), PAGE_SIZE)
    for notice in page:
        notice.to = reports.who(notice.recipient)
        notice.rule = reports.in_words(notice.moment)
    context = {
        "commitment": row,
        "desk": desk_of(own_row(row)),
        "page": page,
        "coming": reports.what_is_next(row, today),
    }
    return render(request, "record/staff/reminders.html", context)
