"""Public pages of Daul-madang panels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from civicforum.kit.addresses import localized
from civicforum.kit.pages import address_of, found, page_of
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import notes_of, programmes
from committees import reports as body_reports
from daulmadang import reports
from daulmadang.models import Outcome, Panel

PAGE_SIZE = 60


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The panels by field and department, their total and their calendar."""
    shown = programmes("daulmadang", city)
    totals = reports.totals(city)
    page = page_of(reports.panels(city), request, PAGE_SIZE, count=totals.panels)
    if city and not shown and not page.paginator.count:
        raise Http404  # a city of which nothing is public has no page here
    context = {
        "city": found(City.objects.all(), slug=city) if city else None,
        "programmes": shown,
        "notes": notes_of(shown[0].pk) if len(shown) == 1 else None,
        "totals": totals,
        "page": page,
        "calendar": reports.calendar(city),
        "outcomes": reports.outcomes(city),
    }
    return render(request, "daulmadang/index.html", context)


@public_page
def panel(request: HttpRequest, **_: str) -> HttpResponse:
    """One panel: purpose, members, meetings, outcomes."""
    rows = Panel.public.select_related("city", "field", "department", "document")
    row = found(rows, address=address_of(request))
    context = {
        "panel": row,
        "outcomes": reports.outcomes_of(row),
        "page": page_of(body_reports.meetings(row), request, 30),
        "discussed": body_reports.discussed(row.pk),
        "notes": notes_of(row.pk),
    }
    return render(request, "daulmadang/panel.html", context)


@public_page
def outcome(request: HttpRequest, **_: str | int) -> HttpResponse:
    """One outcome of a panel, with its source."""
    rows = Outcome.public.select_related("city", "panel", "document")
    row = found(rows, address=address_of(request))
    context = {
        "outcome": row,
        "discussed": body_reports.discussed(row.pk),
        "notes": notes_of(row.pk),
    }
    return render(request, "daulmadang/outcome.html", context)


@public_page
def year(request: HttpRequest, city: str, year: int) -> HttpResponse:
    """Every duty of one year in one city."""
    years = reports.years(city)
    if year not in years:
        raise Http404
    page = page_of(reports.year_duties(year, city), request, PAGE_SIZE)
    first = page.object_list[0]
    context = {
        "city": first.city,
        "year": year,
        "years": years,
        "page": page,
        "notes": notes_of(first.entry_id),  # the programme that the duties belong to
    }
    return render(request, "daulmadang/year.html", context)


def year_of_old(request: HttpRequest, year: int) -> HttpResponse:
    """The address a year had while there was one city; that city's calendar now."""
    city = reports.first_city(year)
    if city is None:
        raise Http404
    return redirect(localized(f"/daulmadang/{city}/calendar/{year}/"), permanent=True)
