"""The editor of minutes: one page, and one address for each of its sections."""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from civicforum.kit.errors import Refused
from civicforum.kit.pages import Turned
from civicforum.people.policy import Action
from civicforum.people.staff import reached, staff_page
from committees import presence
from committees.forms.writing import SectionForm, form_of
from committees.models import AgendaItem, Meeting, Seat, Speech
from committees.policy import closed_to_writing
from committees.reports import writing as reports
from committees.sections import Section, find, key_of, revision_of, seats_of
from committees.services.speeches import add_speech, delete_speech, move_speech
from committees.services.writing import (
    Gone,
    Overtaken,
    add_item,
    keep_overtaken,
    save_section,
)
from committees.views.staff_writing_answers import (
    back,
    is_somebody_else,
    person,
    refused,
    wants_json,
)

View = Callable[..., HttpResponseBase]


def writes(view: View) -> View:
    """Give the view the meeting whose minutes the person may write; it is asked by POST alone."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if is_somebody_else(request):
            return HttpResponseForbidden()
        return view(request, meeting, **kwargs)

    return staff_page(guarded)


@staff_page
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes to be written; to be read where they are closed or not the person's to write."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    user = person(request)
    page, groups, mark = reports.writing_page(meeting, Turned(request.GET), user)
    context = {
        "meeting": meeting,
        "closed": closed_to_writing(user, meeting),
        "base": reverse("committees_staff:write", args=[meeting.pk]),
        "speeches": page,
        "agenda": reports.agenda_links(meeting),
        "mark": mark,
    }
    if context["closed"]:
        context["groups"] = groups
    else:
        context |= _to_write(request, meeting, groups)
    return render(request, "committees/staff/write.html", context)


def _to_write(
    request: HttpRequest, meeting: Meeting, groups: list[reports.Group]
) -> dict[str, Any]:
    """What only a page has on which something may be written."""
    seats = seats_of(meeting.body)
    facts = Meeting.objects.get(pk=meeting.pk)
    return {
        "facts": form_of(facts, seats),
        "facts_revision": revision_of(facts),
        "groups": [_group(group, seats) for group in groups],
        "seats": seats,
        "after": request.GET.get("after", ""),
        "new_speech": {"ref": str(uuid4())},
        "has_deleted": reports.deleted_speeches(meeting).exists(),
    }


def _group(group: reports.Group, seats: Mapping[str, Seat]) -> dict[str, Any]:
    shown: dict[str, Any] = {"item": group.item, "anchor": group.anchor}
    shown |= {"continued": group.continued}
    shown["speeches"] = [
        reports.section(one, seats) | {"number": one.order} for one in group.speeches
    ]
    if group.item is not None and not group.continued:
        shown |= {"form": form_of(group.item, seats), "revision": revision_of(group.item)}
    return shown


@staff_page
def changes(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell a page what others have stored since it asked last, and who else is writing."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    user, asked = person(request), request.GET
    if "leaves" in asked:
        presence.left(meeting.pk, asked["leaves"])
        return JsonResponse({})
    told = reports.changes(meeting, asked.get("since", ""), user, seats_of(meeting.body))
    tab, section = (asked.get(name, "")[:80] for name in ("tab", "section"))
    others = presence.here(meeting.pk, tab, user.name, section)
    told["others"] = [{"name": one.name, "section": one.section} for one in others]
    told["closed"] = closed_to_writing(user, meeting)
    return JsonResponse(told)


@writes
def section(request: HttpRequest, meeting: Meeting, kind: str, ref: str) -> HttpResponse:
    """Store a section; a speech whose key nobody knows yet is a new one."""
    seen = request.POST.get("revision", "")
    row = find(meeting, kind, ref)
    if row is None and kind == "speeches" and key_of(ref):
        if seen:
            return refused(request, meeting, Gone())
        return _store(request, meeting, Speech(meeting=meeting, key=key_of(ref)), seen)
    if row is None:
        return _missing(request, meeting)
    return _store(request, meeting, row, seen)


def _missing(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A row that is not there was deleted, unless its address was made up."""
    if not wants_json(request):
        raise Http404
    return refused(request, meeting, Gone())


def _store(request: HttpRequest, meeting: Meeting, row: Section, seen: str) -> HttpResponse:
    form = form_of(row, seats_of(meeting.body), request.POST)
    if not form.is_valid():
        return refused(request, meeting, form=form)
    try:
        stored = _written(request, meeting, row, form, seen)
    except Overtaken as overtaken:
        keep_overtaken(overtaken.row)
        return refused(request, meeting, overtaken, form=form)
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal, form=form)
    if not wants_json(request):
        return back(meeting, stored)
    at = f"{timezone.localtime():%H:%M}"
    return JsonResponse({"revision": revision_of(stored), "at": at})


def _written(
    request: HttpRequest, meeting: Meeting, row: Section, form: SectionForm, seen: str
) -> Section:
    actor = person(request)
    if not isinstance(row, Speech) or row.pk is not None or row.key is None:
        return save_section(row, form.values, actor=actor, seen=seen)
    after = find(meeting, "speeches", request.POST.get("after", ""))
    item = find(meeting, "items", request.POST.get("item", ""))
    return add_speech(
        meeting,
        row.key,
        form.values,
        item=item if isinstance(item, AgendaItem) else None,
        after=after if isinstance(after, Speech) else None,
        actor=actor,
    )


@writes
def item(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Add an agenda item."""
    title = request.POST.get("title", "").strip()
    try:
        return back(meeting, add_item(meeting, title, actor=person(request)))
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal)


@writes
def move(request: HttpRequest, meeting: Meeting, ref: str) -> HttpResponse:
    """Let a speech stand before or after the one beside it."""
    up, actor = request.POST.get("to") == "up", person(request)
    return _acted(request, meeting, ref, lambda one: move_speech(one, up=up, actor=actor))


@writes
def delete(request: HttpRequest, meeting: Meeting, ref: str) -> HttpResponse:
    """Delete a speech; the page of deleted ones brings it back."""
    seen, actor = request.POST.get("revision", ""), person(request)
    return _acted(request, meeting, ref, lambda one: delete_speech(one, actor=actor, seen=seen))


def _acted(
    request: HttpRequest, meeting: Meeting, ref: str, act: Callable[[Any], Any]
) -> HttpResponse:
    """Do something with a speech and answer with it, or with the version that says it is gone."""
    speech = find(meeting, "speeches", ref)
    if speech is None:
        return _missing(request, meeting)
    try:
        done = act(speech)
    except Overtaken as overtaken:
        keep_overtaken(overtaken.row)
        return refused(request, meeting, overtaken)
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal)
    moved = done if isinstance(done, Speech) else None
    if not wants_json(request):
        return back(meeting, moved)
    return JsonResponse(
        reports.placed_section(moved, seats_of(meeting.body)) if moved else {"version": done}
    )
