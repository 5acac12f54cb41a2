"""Public pages of bodies that meet, governance projects and events."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from civicforum.kit.pages import address_of, found, page_of
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import notes_of, programmes
from committees import reports
from committees.models import Body, Meeting, Plan, Project, SharingEvent

PAGE_SIZE = 30
SHORT_LIST = 60


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The bodies, plans and events of one city, or of all."""
    shown = programmes("committees", city)
    page = page_of(reports.bodies(city), request, PAGE_SIZE)
    if city and not shown and not page.paginator.count:
        raise Http404  # a city of which nothing is public has no page here
    context = {
        "programmes": shown,
        "notes": notes_of(shown[0].pk) if len(shown) == 1 else None,
        "city": found(City.objects.all(), slug=city) if city else None,
        "page": page,
        "plans": reports.plans(city)[:SHORT_LIST],
        "events": reports.events(city)[:SHORT_LIST],
    }
    return render(request, "committees/index.html", context)


@public_page
def body(request: HttpRequest, **_: str) -> HttpResponse:
    """One body: what it belongs to, its seats and meetings."""
    rows = Body.public.exclude(form=Body.Form.PANEL)
    row = found(rows.select_related("city", "department", "document"), address=address_of(request))
    above, below = reports.above_and_below(row)
    context = {
        "body": row,
        "above": above,
        "below": below,
        "seats": reports.seats(row),
        "seats_elsewhere": reports.seats_elsewhere(row),
        "page": page_of(reports.meetings(row), request, PAGE_SIZE),
        "notes": notes_of(row.pk),
    }
    return render(request, "committees/body.html", context)


@public_page
def meeting(request: HttpRequest, **_: str | int) -> HttpResponse:
    """One meeting: attendance, agenda, what was said and decided."""
    rows = Meeting.public.select_related("city", "body", "document")
    row = found(rows, address=address_of(request))
    context = {"meeting": row, "notes": notes_of(row.pk), **reports.meeting_page(row)}
    return render(request, "committees/meeting.html", context)


@public_page
def plan(request: HttpRequest, **_: str) -> HttpResponse:
    """One plan: its dated steps and its projects."""
    rows = Plan.public.select_related("city", "department", "document")
    row = found(rows, address=address_of(request))
    context = {"plan": row, "notes": notes_of(row.pk), **reports.plan_page(row)}
    return render(request, "committees/plan.html", context)


@public_page
def project(request: HttpRequest, **_: str) -> HttpResponse:
    """One project with the steps its plan went through."""
    rows = Project.public.select_related("city", "plan", "document")
    row = found(rows, address=address_of(request))
    context = {"project": row, "steps": reports.steps(row.plan_id), "notes": notes_of(row.pk)}
    return render(request, "committees/project.html", context)


@public_page
def event(request: HttpRequest, **_: str) -> HttpResponse:
    """One results-sharing event: audience, programme, presentations."""
    rows = SharingEvent.public.select_related("city", "planned_at", "document")
    row = found(rows, address=address_of(request))
    context = {"event": row, "notes": notes_of(row.pk), **reports.event_page(row)}
    return render(request, "committees/event.html", context)
