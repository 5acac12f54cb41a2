"""Public pages of bodies that meet, governance projects and events."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, Turned, address_of, found, page_of
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
    turned = Turned(request.GET)
    shown = programmes("committees", city, turned)
    page = reports.bodies(city, turned)
    plans = reports.plans(city, turned)
    events = reports.events(city, turned)
    if city and not (shown or page.paginator.count or plans or events):
        raise Http404  # a city of which nothing is public has no page here
    listed = [row["address"] for rows in (page, plans, events) for row in rows]
    place = found(City.objects.all(), slug=city) if city else None
    context = {
        "job": JOB,
        "programmes": shown,
        "city": place,
        "feed": {"title": place.name, "address": f"committees/{city}"} if place else None,
        "page": page,
        "plans": plans,
        "events": events,
        **notes_on(turned, *(one.address for one in shown), points=titles(listed)).context,
    }
    return render(request, "committees/index.html", context)


@public_page
def body(request: HttpRequest, **steps: str) -> HttpResponse:
    """One body: what it belongs to, its seats and meetings."""
    rows = Body.public.exclude(form=Body.Form.PANEL)
    rows = rows.select_related("city", "department", "document", "parent")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    above = row.parent if row.parent and row.parent.is_public else None
    below = reports.below(row, turned)
    page = page_of(reports.meetings(row), turned, PAGE_SIZE)
    elsewhere = reports.seats_elsewhere(row, turned)
    discussions = discussed(row.pk, turned)
    others = [*(one.address for one in page), *(seat["body__address"] for seat in elsewhere)]
    others += [one["address"] for one in below] + ([above.address] if above else [])
    points = titles(others) + points_discussed(discussions)
    context = {
        "body": row,
        "above": above,
        "below": below,
        "seats": reports.seats(row, turned),
        "elsewhere": elsewhere,
        "page": page,
        "discussed": discussions,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/body.html", context)


@public_page
def plan(request: HttpRequest, **steps: str) -> HttpResponse:
    """One plan: its dated steps and its projects."""
    rows = Plan.public.select_related("city", "department", "document")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    lists = reports.plan_page(row, turned)
    others = titles(project["address"] for project in lists["projects"])
    points = others + points_discussed(discussions)
    context = {
        "plan": row,
        "discussed": discussions,
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/plan.html", context)


@public_page
def project(request: HttpRequest, **steps: str) -> HttpResponse:
    """One project with the steps its plan went through."""
    rows = Project.public.select_related("city", "plan", "document")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    others = titles([row.plan.address]) + points_discussed(discussions)
    context = {
        "project": row,
        "steps": reports.steps(row.plan_id, turned),
        "discussed": discussions,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "committees/project.html", context)


@public_page
def event(request: HttpRequest, **steps: str) -> HttpResponse:
    """One results-sharing event: audience, programme, presentations."""
    rows = SharingEvent.public.select_related("city", "planned_at", "document")
    rows = rows.defer(*(f"planned_at__{name}" for name in Meeting.SEARCHED))
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    lists = reports.event_page(row, turned)
    others = titles([lists["planned_at"].address] if lists["planned_at"] else [])
    points = others + points_discussed(discussions)
    context = {
        "event": row,
        "discussed": discussions,
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/event.html", context)
