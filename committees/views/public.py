"""Public pages of bodies that meet, governance projects and events."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, address_of, asked, found, page_of
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import discussed, notes_on, points_discussed, programmes, titles
from committees import reports
from committees.models import Body, Meeting, Plan, Project, SharingEvent

PAGE_SIZE = 30

JOB = Job(
    path="committees/",
    name=_("Committees"),
    title=_("Committees"),
    lead=_(
        "Working councils and subcommittees in which residents and the administration govern "
        "together: who met, what was said, what was decided."
    ),
)


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The bodies, plans and events of one city, or of all."""
    shown = programmes("committees", city, asked(request, "programmes"))
    page = reports.bodies(city, asked(request))
    plans = reports.plans(city, asked(request, "plans"))
    events = reports.events(city, asked(request, "events"))
    if city and not (shown or page.paginator.count or plans or events):
        raise Http404  # a city of which nothing is public has no page here
    listed = [row["address"] for rows in (page, plans, events) for row in rows]
    context = {
        "job": JOB,
        "programmes": shown,
        "notes": notes_on(*(one.address for one in shown), points=titles(listed)),
        "city": found(City.objects.all(), slug=city) if city else None,
        "page": page,
        "plans": plans,
        "events": events,
    }
    return render(request, "committees/index.html", context)


@public_page
def body(request: HttpRequest, **steps: str) -> HttpResponse:
    """One body: what it belongs to, its seats and meetings."""
    rows = Body.public.exclude(form=Body.Form.PANEL)
    row = found(rows.select_related("city", "department", "document"), address=address_of(request))
    above, below = reports.above_and_below(row)
    page = page_of(reports.meetings(row), request, PAGE_SIZE)
    elsewhere = reports.seats_elsewhere(row)
    discussions = discussed(row.pk)
    others = [*(one.address for one in page), *(seat["body__address"] for seat in elsewhere)]
    others += [one["address"] for one in above + below]
    context = {
        "body": row,
        "above": above,
        "below": below,
        "seats": reports.seats(row),
        "seats_elsewhere": elsewhere,
        "page": page,
        "discussed": discussions,
        "notes": notes_on(row.address, points=titles(others) + points_discussed(discussions)),
    }
    return render(request, "committees/body.html", context)


@public_page
def meeting(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """One meeting: attendance, agenda, what was said and decided."""
    rows = Meeting.public.select_related("city", "body", "document")
    row = found(rows, address=address_of(request))
    discussions = discussed(row.pk)
    context = {"meeting": row, "discussed": discussions, **reports.meeting_page(row)}
    others = [row.body.address, *(event["address"] for event in context["events"])]
    others += [one["entry__address"] for _, _, subjects in context["agenda"] for one in subjects]
    points = titles(others) + points_discussed(discussions)
    context["notes"] = notes_on(row.address, points=points)
    return render(request, "committees/meeting.html", context)


@public_page
def plan(request: HttpRequest, **steps: str) -> HttpResponse:
    """One plan: its dated steps and its projects."""
    rows = Plan.public.select_related("city", "department", "document")
    row = found(rows, address=address_of(request))
    discussions = discussed(row.pk)
    context = {"plan": row, "discussed": discussions, **reports.plan_page(row)}
    others = titles(project["address"] for project in context["projects"])
    context["notes"] = notes_on(row.address, points=others + points_discussed(discussions))
    return render(request, "committees/plan.html", context)


@public_page
def project(request: HttpRequest, **steps: str) -> HttpResponse:
    """One project with the steps its plan went through."""
    rows = Project.public.select_related("city", "plan", "document")
    row = found(rows, address=address_of(request))
    discussions = discussed(row.pk)
    others = titles([row.plan.address]) + points_discussed(discussions)
    context = {
        "project": row,
        "steps": reports.steps(row.plan_id),
        "discussed": discussions,
        "notes": notes_on(row.address, points=others),
    }
    return render(request, "committees/project.html", context)


@public_page
def event(request: HttpRequest, **steps: str) -> HttpResponse:
    """One results-sharing event: audience, programme, presentations."""
    rows = SharingEvent.public.select_related("city", "planned_at", "document")
    row = found(rows, address=address_of(request))
    discussions = discussed(row.pk)
    context = {"event": row, "discussed": discussions, **reports.event_page(row)}
    others = titles([context["planned_at"].address] if context["planned_at"] else [])
    context["notes"] = notes_on(row.address, points=others + points_discussed(discussions))
    return render(request, "committees/event.html", context)
