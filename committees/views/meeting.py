"""The public page of one meeting: attendance, agenda, what was said and decided."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from civicforum.kit.addresses import localized
from civicforum.kit.pages import Turned, address_of
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
from committees.reports import Head

#: The sections of a meeting's page, of which its contents list those that show something.
SECTIONS = (
    ("points", _("Main points")),
    ("besides", _("Besides the agenda")),
    ("agenda", _("Agenda and decisions")),
    ("actions", _("Agreed to do")),
    ("lists", _("Attached lists")),
    ("papers", _("Papers and photos")),
    ("attendance", _("Attendance")),
    ("results", _("What came of it")),
    ("discussed", _("Where it was discussed")),
    ("corrections", _("Corrections")),
    ("differences", _("Where sources differ")),
)
#: What lies beside the page, by what is added to its address.
FILES = (
    ("print/", _("To print")),
    ("minutes.hwpx", "HWPX"),
    ("minutes.pdf", "PDF"),
    ("minutes.docx", _("Word (DOCX)")),
    ("speeches.csv", _("Speeches (CSV)")),
    ("minutes.json", "JSON"),
)


def meeting_address(request: HttpRequest) -> str:
    """Return the address of the meeting on which, or below which, a request's path lies."""
    return "/".join(address_of(request).split("/")[:4])


@public_page
def meeting(request: HttpRequest, **steps: str | int) -> HttpResponse:
    """One meeting; of one that is withheld no more than its number, date and the ground."""
    head = reports.head(meeting_address(request))
    if head is None:
        raise Http404
    if head.meeting.withheld:
        return render(request, "committees/meeting_withheld.html", {"meeting": head.meeting})
    return render(request, "committees/meeting.html", _context(head, Turned(request.GET)))


def _context(head: Head, turned: Turned) -> dict[str, Any]:
    row = head.meeting
    discussions = discussed(row.pk, turned)
    results = came_of(row.pk, turned)
    lists = reports.meeting_page(head, turned)
    others = [row.body.address, *(event["address"] for event in head.events)]
    others += [subject["entry__address"] for subject in lists["subjects"]]
    others += [one["entry__address"] for earlier, own in lists["actions"] if earlier for one in own]
    points = titles(others) + points_discussed(discussions) + points_of_results(results)
    context = {
        "head": head,
        "files": FILES,
        "meeting": row,
        "points": row.main_points,
        "outcomes": any(item.get("outcome") for item, *_parts in lists["agenda"]),
        "discussed": discussions,
        "results": results,
        **lists,
        **notes_on(turned, row.address, points=points).context,
    }
    context["contents"] = [(name, title) for name, title in SECTIONS if context[name]]
    return context


def speech(request: HttpRequest, order: int, **steps: str | int) -> HttpResponse:
    """The permanent address of a speech: it leads to the page that shows it."""
    link = reports.place_of_speech(meeting_address(request), order)
    if link is None:
        raise Http404
    return HttpResponseRedirect(localized(link))
