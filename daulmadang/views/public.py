"""Public pages of Daul-madang panels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, Turned, address_of, found, page_of
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
from daulmadang.existing import existing_on
from daulmadang.forms.as_of import AsOfForm
from daulmadang.life import Stage
from daulmadang.models import Outcome, Panel
from daulmadang.reports import public
from daulmadang.reports.fields import field_then
from daulmadang.reports.gathering import standing
from daulmadang.reports.health import health_of, in_public, with_public_days
from daulmadang.reports.life import stage, with_life
from daulmadang.reports.links import came_from, presented
from daulmadang.reports.members import members_in_public, named_in_public, with_kinds

JOB = Job(
    path="daulmadang/",
    name=_("Daul-madang"),
    title=_("Daul-madang"),
    lead=_("Advisory panels in which citizens, experts and officials put their wisdom together."),
)


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The panels by field and department, their total and their calendar."""
    turned, today = Turned(request.GET), timezone.localdate()
    shown = programmes("daulmadang", city, turned)
    own, terms = public.city_and_terms(city) if city else (None, [])
    term = next((one for one in terms if str(one.pk) == request.GET.get("term")), None)
    page, former = public.panels(
        city, turned, today, public.span_of(term) if term else public.Span()
    )
    is_empty = not (shown or page.paginator.count or former.paginator.count)
    if city and is_empty and not term:
        raise Http404  # a city of which nothing is public has no page here
    outcomes = reports.outcomes(city, turned)
    told = [row for _, rows in outcomes for row in rows]
    listed = [row["address"] for row in (*page, *former, *told)]
    listed += [row["panel__address"] for row in told]
    context = {
        "city": own,
        "job": JOB,
        "programmes": shown,
        "totals": reports.totals(today, city),
        "page": page,
        "former": former,
        "terms": terms,
        "term": term,
        "calendar": reports.calendar(today, city),
        "outcomes": outcomes,
        **notes_on(turned, *(one.address for one in shown), points=titles(listed)).context,
    }
    return render(request, "daulmadang/index.html", context)


@public_page
def panel(request: HttpRequest, **steps: str) -> HttpResponse:
    """One panel: purpose, members, meetings, outcomes."""
    today, turned = timezone.localdate(), Turned(request.GET)
    rows = Panel.public.select_related("field", "department", "document", "merged_into")
    as_of = AsOfForm(request.GET, today)
    on = as_of.day
    rows = standing(with_public_days(with_life(rows, today), on), on)
    rows = public.with_counts(with_kinds(rows, today))
    rows = rows.annotate(field_name=field_then(), is_there=existing_on(on.isoformat()))
    row = found(rows, address=address_of(request))
    stands = stage(row, today)
    ended = stands in (Stage.MERGED, Stage.CLOSED)
    outcomes = reports.outcomes_of(row, turned)
    presentations = presented(row, turned)
    page = page_of(body_reports.meetings(row), turned, 30, count=row.meetings_in_all)
    discussions = discussed(row.pk, turned)
    duties = reports.duties_of_panel(row.pk, turned, today)
    others = titles([one.address for one in page])
    others += titles(one["address"] for _, own in outcomes for one in own)
    others += points_discussed(discussions) + body_reports.points_presented(presentations)
    others += titles_owed((row.address, one["key"]) for one in duties)
    if row.merged_into and row.merged_into.is_public:
        others += titles([row.merged_into.address])
    context = {
        "panel": row,
        "health": in_public(health_of([row], on)[0], row) if row.is_there else None,
        "as_of": as_of,
        "stage": stands,
        "public": True,
        "now": None if ended else members_in_public(row),
        "members": None if ended else named_in_public(row, today, turned),
        "presentations": presentations,
        "outcomes": outcomes,
        "duties": duties,
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
    links = came_from(row, turned)
    others = titles([row.panel.address]) + points_discussed(discussions)
    others += titles(one["entry__address"] for one in links)
    context = {
        "outcome": row,
        "links": links,
        "discussed": discussions,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "daulmadang/outcome.html", context)


@public_page
def year(request: HttpRequest, city: str, year: int) -> HttpResponse:
    """Every duty of one year in one city, and below it what each panel has done."""
    years = reports.years(city)
    if year not in years:
        raise Http404
    turned, today = Turned(request.GET), timezone.localdate()
    page = reports.year_duties(year, city, turned, today)
    panels = reports.duties_of_panels(year, city, turned, today)
    duties = [(duty.entry.address, duty.key) for duty in page]
    duties += [(one["panel__address"], one["key"]) for one in panels]
    programme = f"{JOB.path}{city}"
    context = {
        "city": page.object_list[0].city,
        "year": year,
        "years": years,
        "page": page,
        "panels": panels,
        "by_panel": reports.by_panel(panels),
        "programme": programme,
        **notes_on(turned, points=titles([programme]) + titles_owed(duties)).context,
    }
    return render(request, "daulmadang/year.html", context)
