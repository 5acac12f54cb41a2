"""The versions of a section of minutes and the speeches that were deleted, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_datetime
from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.kit.pages import Turned, page_of
from civicforum.people.policy import Action
from civicforum.people.staff import reached, staff_page
from committees.forms.writing import form_of
from committees.models import Meeting
from committees.policy import closed_to_writing
from committees.reports import written
from committees.sections import find, revision_of, seats_of, values_of
from committees.services.speeches import bring_back
from committees.services.versions import as_written
from committees.services.writing import save_section
from committees.views.staff_writing_answers import back, person, refused, shown_choice, wants_json

SIZE = 20


@staff_page
def versions(request: HttpRequest, pk: int, kind: str, ref: str) -> HttpResponse:
    """Who wrote what in a section and when; POST brings a version back."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    row = find(meeting, kind, ref)
    if row is None:
        raise Http404
    kept = written.versions(row)
    if request.method == "POST":
        return _restore(request, meeting, row, _chosen(request, kept))
    seats = seats_of(meeting.body)
    page = page_of(kept, Turned(request.GET), SIZE, name="page")
    shown = [(version, _said(as_written(version, seats), seats)) for version in page]
    anchor = f"{kind}-{ref}"
    context = {"meeting": meeting, "row": row, "page": page, "versions": shown, "anchor": anchor}
    return _page(request, "committees/staff/versions.html", context)


def _said(row: Any, seats: Any) -> list[tuple[str, str]]:
    """What a version says, field by field, without what it leaves open."""
    said = ((str(field.label), shown_choice(field)) for field in form_of(row, seats))
    return [(label, text) for label, text in said if text]


def _chosen(request: HttpRequest, kept: Any) -> Any:
    number = number_in(request.POST.get("version", ""))
    version = kept.filter(history_id=number).first()
    if version is None:
        raise Http404
    return version


def _restore(request: HttpRequest, meeting: Meeting, row: Any, version: Any) -> HttpResponse:
    old = values_of(as_written(version, seats_of(meeting.body)))
    reason = _("Brought back the version of %s") % format_datetime(version.history_date)
    try:
        save_section(row, old, actor=person(request), seen=revision_of(row), reason=reason)
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal)
    messages.success(request, _("The version is back."))
    return back(meeting, row)


@staff_page
def deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """The speeches that were deleted; POST brings one back."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    gone = written.deleted_speeches(meeting)
    seats = seats_of(meeting.body)
    if request.method == "POST":
        return _undelete(request, meeting, _chosen(request, written.deletions(meeting)))
    page = page_of(gone, Turned(request.GET), SIZE, name="page")
    shown = [(version, _said(as_written(version, seats), seats)) for version in page]
    context = {"meeting": meeting, "page": page, "versions": shown}
    return _page(request, "committees/staff/versions.html", context)


def _undelete(request: HttpRequest, meeting: Meeting, version: Any) -> HttpResponse:
    try:
        speech = bring_back(meeting, version, actor=person(request))
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal)
    if wants_json(request):
        return JsonResponse(written.placed_section(speech, seats_of(meeting.body)))
    messages.success(request, _("The speech is back."))
    return back(meeting, speech)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    closed = closed_to_writing(person(request), context["meeting"])
    return render(request, template, context | {"closed": closed})
