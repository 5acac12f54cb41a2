"""The whole minutes on one page, however long: to print and to read in one go."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template, render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from committees.minutes.writing.form import Section, Speech, form_of
from committees.reports.edition import Edition, public_edition
from committees.views.files import public_meeting

#: Where the discussion stands in the page until it is sent part by part; no text holds it.
MARK = mark_safe("<!-- discussion -->")
#: How many speeches are written at once.
BATCH = 200


@require_safe
def minutes_page(request: HttpRequest, **steps: str | int) -> HttpResponseBase:
    """All of the public document; sent while it is written, so that length costs no memory."""
    meeting = public_meeting(request)
    edition = public_edition(meeting)
    form = form_of(edition.minutes)
    context = {"meeting": meeting, "form": form, "photos": _photos(edition), "mark": MARK}
    page = render_to_string("committees/meeting_print.html", context, request)
    if request.method == "HEAD":
        return HttpResponse()
    before, _, after = page.partition(MARK)
    parts = chain([before], _discussion(form.discussion, edition), [after])
    return StreamingHttpResponse(parts)


def _photos(edition: Edition) -> list[dict[str, str]]:
    return [paper for paper in edition.details.get("papers", []) if paper["kind"] == "photo"]


def _discussion(sections: Sequence[Section], edition: Edition) -> Iterator[str]:
    """The sections as HTML, each speech with its number in the record."""
    template = get_template("committees/minutes/print_section.html")
    orders = iter(sorted(speech.order for speech in edition.minutes.speeches))
    for section in sections:
        above = {"head": section.head, "notes": section.notes, "decided": section.decided}
        yield template.render(above)
        for first in range(0, len(section.speeches), BATCH):
            said = section.speeches[first : first + BATCH]
            yield template.render({"speeches": _numbered(said, orders)})


def _numbered(speeches: Sequence[Speech], orders: Iterator[int]) -> list[tuple[int, Speech]]:
    return [(next(orders), speech) for speech in speeches]
