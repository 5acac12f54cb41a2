"""Public pages of co-governance: matters, plans, projects, a body's year, events."""

from typing import Any

import tablib
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from civicforum.kit.pages import Turned, address_of, found
from civicforum.kit.sheet_formats import Csv, Xlsx
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import (
    came_of,
    discussed,
    notes_on,
    points_discussed,
    points_of_results,
    titles,
)
from committees import reports
from committees.forms.matters import MatterFilter
from committees.models import Body, Matter, Meeting, Plan, Project, SharingEvent
from committees.reports.table import project_table

FORMATS: dict[str, Any] = {"csv": Csv, "xlsx": Xlsx}


@public_page
def matters(request: HttpRequest, city: str) -> HttpResponse:
    """The matters of a city: of a year, brought up in a body, at a stage."""
    form = MatterFilter(request.GET, city)
    if not form.years:
        raise Http404  # a city without public matters has no page here
    turned = Turned(request.GET)
    wanted = form.wanted
    page = reports.matters(city, turned, wanted)
    context = {
        "city": found(City.objects.all(), slug=city),
        "form": form,
        "wanted": wanted,
        "matters": page,
        **notes_on(turned, points=titles(row["address"] for row in page)).context,
    }
    return render(request, "committees/matters.html", context)


@public_page
def matter(request: HttpRequest, **steps: str) -> HttpResponse:
    """One matter: its dated steps, where it was discussed, and what became of it."""
    rows = Matter.public.select_related("city", "body", "became", "document")
    row = found(reports.staged(rows), address=address_of(request))
    turned = Turned(request.GET)
    talks = reports.thread(row.pk, turned)
    body = row.body if row.body.is_public else None
    project = row.became if row.became and row.became.is_public else None
    others = titles(one.address for one in (body, project) if one)
    results = came_of(row.pk, turned)
    points = others + reports.points_of_thread(talks) + points_of_results(results)
    context = {
        "matter": row,
        "results": results,
        "body": body,
        "project": project,
        "stage": reports.stage_label(row.stage),
        "steps": reports.matter_steps(row.pk, row.address, turned),
        "discussed": talks,
        "outcomes": any(talk.outcome for talk in talks),
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/matter.html", context)


@public_page
def plan(request: HttpRequest, **steps: str) -> HttpResponse:
    """One plan: its dated steps, its projects and what they add up to."""
    rows = Plan.public.select_related("city", "department", "document")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    lists = reports.plan_page(row, turned)
    shown = ("budget", "working_group")
    others = titles((project["address"] for project in lists["projects"]), *shown)
    points = others + points_discussed(discussions)
    context = {
        "plan": row,
        "discussed": discussions,
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/plan.html", context)


@public_page
def plan_table(request: HttpRequest, city: str, plan: str, form: str) -> HttpResponse:
    """The table of a plan's projects as a file for Excel, in the language of the page."""
    if form not in FORMATS:
        raise Http404
    row = found(Plan.public.all(), address=f"committees/{city}/plans/{plan}")
    headers, *rows = project_table(row)
    file = FORMATS[form]()
    data = file.export_data(tablib.Dataset(*rows, headers=headers))
    response = HttpResponse(data, content_type=file.get_content_type())
    name = f"{row.title}.{file.get_extension()}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@public_page
def project(request: HttpRequest, **steps: str) -> HttpResponse:
    """One project: its whole way from the proposals it came from to its result."""
    rows = Project.public.select_related("city", "plan", "department", "document")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    talks = reports.thread(row.pk, turned)
    lists = reports.project_page(row, turned)
    others = [row.plan.address, *(one["address"] for one in lists["matters"])]
    others += [one["event__address"] for one in lists["presentations"]]
    results = came_of(row.pk, turned)
    points = (
        titles(others) + reports.points_of_thread(talks) + reports.points_of_steps(lists["steps"])
    )
    points += points_of_results(results)
    context = {
        "project": row,
        "results": results,
        "discussed": talks,
        "outcomes": any(talk.outcome for talk in talks),
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/project.html", context)


@public_page
def year(request: HttpRequest, city: str, body: str, year: int) -> HttpResponse:
    """One year of a body: its meetings, what it brought up and what came of it."""
    rows = Body.public.exclude(form=Body.Form.PANEL).select_related("city")
    row = found(rows, address=f"committees/{city}/{body}")
    years = reports.years(row)
    if year not in years:
        raise Http404
    turned = Turned(request.GET)
    lists = reports.year_page(row, year, turned)
    others = [row.address]
    others += [
        one["address"] for name in ("meetings", "matters", "projects") for one in lists[name]
    ]
    others += [one["event__address"] for one in lists["presentations"]]
    context = {
        "body": row,
        "year": year,
        "years": years,
        **lists,
        **notes_on(turned, points=titles(others)).context,
    }
    return render(request, "committees/year.html", context)


@public_page
def event(request: HttpRequest, **steps: str) -> HttpResponse:
    """One results-sharing event: audience, programme, presentations."""
    rows = SharingEvent.public.select_related("city", "planned_at", "document")
    rows = rows.defer(*(f"planned_at__{name}" for name in Meeting.SEARCHED))
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    lists = reports.event_page(row, turned)
    others = [lists["planned_at"].address] if lists["planned_at"] else []
    for shown in lists["presentations"]:
        others += filter(None, (shown["body_address"], shown["project_address"]))
    results = came_of(row.pk, turned)
    points = titles(others) + points_discussed(discussions) + points_of_results(results)
    context = {
        "event": row,
        "results": results,
        "discussed": discussions,
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    return render(request, "committees/event.html", context)
