"""Public pages of citizen roundtables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from civicforum.kit.pages import Job, Turned, address_of, found
from civicforum.people.models import City
from civicforum.record.cache import public_page
from civicforum.record.reports import (
    came_of,
    discussed,
    notes_on,
    points_discussed,
    points_of_results,
    programmes,
    titles,
)
from roundtables import reports
from roundtables.models import Idea, Proposal, Roundtable

JOB = Job(
    path="roundtables/",
    name=_("Roundtables"),
    title=_("Citizen roundtables"),
    lead=_(
        "Citizens deliberate one topic in a room, propose, vote, and can follow what became of it."
    ),
)


@public_page
def index(request: HttpRequest, city: str = "") -> HttpResponse:
    """The roundtables of one city, or of all."""
    turned = Turned(request.GET)
    shown = programmes("roundtables", city, turned)
    page = reports.listed(city, turned.asked())
    if city and not shown and not page.paginator.count:
        raise Http404  # a city of which nothing is public has no page here
    points = titles((row["address"] for row in page), "slogan", "attendance")
    context = {
        "city": found(City.objects.all(), slug=city) if city else None,
        "job": JOB,
        "programmes": shown,
        "page": page,
        **notes_on(turned, *(one.address for one in shown), points=points).context,
    }
    return render(request, "roundtables/index.html", context)


@public_page
def roundtable(request: HttpRequest, **steps: str) -> HttpResponse:
    """One roundtable: sittings, figures, teams, awards, sources."""
    rows = Roundtable.public.select_related("city", "document", "voting_rule")
    page = reports.page(found(rows, address=address_of(request)), Turned(request.GET))
    return render(request, "roundtables/roundtable.html", page.context)


@public_page
def proposal(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """One proposal, line by line, with where it came from."""
    rows = Proposal.public.select_related("city", "document", "team__session__roundtable")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    results = came_of(row.pk, turned)
    others = titles([row.team.session.roundtable.address]) + points_discussed(discussions)
    others += points_of_results(results)
    context = {
        "proposal": row,
        "lines": reports.proposal_lines(row, turned),
        "awards": reports.team_awards(row.team, turned),
        "discussed": discussions,
        "results": results,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "roundtables/proposal.html", context)


@public_page
def idea(request: HttpRequest, **steps: str) -> HttpResponse:
    """One idea, its votes and what it became."""
    rows = Idea.public.select_related("city", "document", "roundtable")
    row = found(rows, address=address_of(request))
    turned = Turned(request.GET)
    discussions = discussed(row.pk, turned)
    results = came_of(row.pk, turned)
    others = titles([row.roundtable.address]) + points_discussed(discussions)
    others += points_of_results(results)
    context = {
        "idea": row,
        "votes": reports.idea_tallies(row, turned),
        "discussed": discussions,
        "results": results,
        **notes_on(turned, row.address, points=others).context,
    }
    return render(request, "roundtables/idea.html", context)
