"""Public pages of bodies that meet, and of their meetings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, Turned, address_of, found, page_of
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import discussed, notes_on, points_discussed, programmes, titles
from committees import reports
from committees.calendars import CALENDAR, meetings_of
from committees.models import Body
from committees.reports import Wanted

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
    matters = reports.matters(city, turned)
    events = reports.events(city, turned)
    if city and not (shown or page.paginator.count or plans or matters or events):
        raise Http404  # a city of which nothing is public has no page here
    listed = [row["address"] for rows in (page, plans, matters, events) for row in rows]
    place = found(City.objects.all(), slug=city) if city else None
    context = {
        "job": JOB,
        "programmes": shown,
        "city": place,
        "feed": {"title": place.name, "address": f"committees/{city}"} if place else None,
        "page": page,
        "plans": plans,
        "matters": matters,
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
    matters = reports.matters(row.city.slug, turned, Wanted(body=row.slug))
    others = [*(one.address for one in page), *(seat["body__address"] for seat in elsewhere)]
    others += [one["address"] for rows in (below, matters) for one in rows]
    others += [above.address] if above else []
    points = titles(others) + points_discussed(discussions)
    context = {
        "body": row,
        "above": above,
        "below": below,
        "years": reports.years(row),
        "coming": reports.coming(row.pk, timezone.now()),
        "seats": reports.seats(row, turned),
        "elsewhere": elsewhere,
        "matters": matters,
        "page": page,
        "discussed": discussions,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/body.html", context)


@public_page
def calendar(request: HttpRequest, **steps: str) -> HttpResponse:
    """The coming meetings of a body as a calendar file."""
    row = found(Body.public.all(), address=address_of(request).removesuffix("/meetings.ics"))
    file = meetings_of(reports.coming(row.pk, timezone.now()))
    return HttpResponse(file, content_type=f"{CALENDAR}; charset=utf-8")
