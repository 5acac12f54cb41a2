"""Public pages of Daul-madang panels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, Turned, address_of, found, page_of
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import (
    discussed,
    notes_on,
    points_discussed,
    programmes,
    titles,
    titles_owed,
)
from committees import reports as body_reports
from daulmadang import reports
from daulmadang.models import Outcome, Panel
from daulmadang.reports.gathering import current_on
from daulmadang.reports.health import health_of, lights_on

PAGE_SIZE = 60

JOB = Job(
    path="daulmadang/",
    name=_("Daul-madang"),
    title=_("Daul-madang"),
    lead=_("Advisory panels in which citizens, experts and officials put their wisdom together."),
)


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The panels by field and department, their total and their calendar."""
    turned = Turned(request.GET)
    shown = programmes("daulmadang", city, turned)
    page = reports.panels(city, turned)
    if city and not shown and not page.paginator.count:
        raise Http404  # a city of which nothing is public has no page here
    outcomes = reports.outcomes(city, turned)
    lights = lights_on([row["address"] for row in page], timezone.localdate())
    for row in page:
        row["light"] = lights.get(row["address"], "")
    listed = [row["address"] for rows in (page, *(own for _, own in outcomes)) for row in rows]
    listed += [row["panel__address"] for _, own in outcomes for row in own]
    context = {
        "city": found(City.objects.all(), slug=city) if city else None,
        "job": JOB,
        "programmes": shown,
        "totals": reports.totals(city),
        "page": page,
        "calendar": reports.calendar(city),
        "outcomes": outcomes,
        **notes_on(turned, *(one.address for one in shown), points=titles(listed)).context,
    }
    return render(request, "daulmadang/index.html", context)


@public_page
def panel(request: HttpRequest, **steps: str) -> HttpResponse:
    """One panel: purpose, members, meetings, outcomes."""
    today = timezone.localdate()
    rows = Panel.public.select_related("city", "field", "department", "document")
    rows = rows.annotate(is_there=current_on(today))
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    outcomes = reports.outcomes_of(row, turned)
    page = page_of(body_reports.meetings(row), turned, 30)
    discussions = discussed(row.pk, turned)
    others = titles([one.address for one in page])
    others += titles(one["address"] for _, own in outcomes for one in own)
    others += points_discussed(discussions)
    context = {
        "panel": row,
        "health": health_of([row], today)[0] if row.is_there else None,
        "outcomes": outcomes,
        "page": page,
        "coming": body_reports.coming(row.pk, timezone.now()),
        "discussed": discussions,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "daulmadang/panel.html", context)


@public_page
def outcome(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """One outcome of a panel, with its source."""
    rows = Outcome.public.select_related("city", "panel", "document")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    others = titles([row.panel.address]) + points_discussed(discussions)
    context = {
        "outcome": row,
        "discussed": discussions,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "daulmadang/outcome.html", context)


@public_page
def year(request: HttpRequest, city: str, year: int) -> HttpResponse:
    """Every duty of one year in one city."""
    years = reports.years(city)
    if year not in years:
        raise Http404
    turned = Turned(request.GET)
    page = page_of(reports.year_duties(year, city), turned, PAGE_SIZE)
    duties = [(duty.entry.address, duty.key) for duty in page]
    first = page.object_list[0]
    programme = first.entry.address  # that the duties belong to
    context = {
        "city": first.city,
        "year": year,
        "years": years,
        "page": page,
        "programme": programme,
        **notes_on(turned, points=titles([programme]) + titles_owed(duties)).context,
    }
    return render(request, "daulmadang/year.html", context)
