"""The editor of minutes: one page, and one address for each of its sections."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
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
from committees.reports import written
from committees.reports.speakers import Unsure, unsure_speeches
from committees.sections import LONGEST_SPEAKER, Section, find, key_of, revision_of, seats_of
from committees.services.speeches import add_speech
from committees.services.writing import Gone, Overtaken, keep_overtaken, save_section
from committees.views.staff_writing_answers import (
    back,
    missing,
    person,
    refused,
    wants_json,
    writes,
)


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
    unsure = unsure_speeches(meeting, seats)
    facts = Meeting.objects.get(pk=meeting.pk)
    return {
        "facts": form_of(facts, seats),
        "facts_revision": revision_of(facts),
        "groups": [_group(group, seats, unsure) for group in groups],
        "seats": seats,
        "longest_speaker": max([LONGEST_SPEAKER, *map(len, seats)]),
        "after": request.GET.get("after", ""),
        "new_speech": {"ref": str(uuid4())},
        "has_deleted": written.deleted_speeches(meeting).exists(),
    }


def _group(
    group: reports.Group, seats: Mapping[str, Seat], unsure: Mapping[int, Unsure]
) -> dict[str, Any]:
    shown: dict[str, Any] = {"item": group.item, "anchor": group.anchor}
    shown |= {"continued": group.continued}
    shown["speeches"] = [
        written.section(one, seats) | {"number": one.order, "unsure": unsure.get(one.pk)}
        for one in group.speeches
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
    told = written.changes(meeting, asked.get("since", ""), user, seats_of(meeting.body))
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
        return missing(request, meeting)
    return _store(request, meeting, row, seen)


def _store(request: HttpRequest, meeting: Meeting, row: Section, seen: str) -> HttpResponse:
    form = form_of(row, seats_of(meeting.body), request.POST)
    if not form.is_storable:
        return refused(request, meeting, form=form)
    try:
        stored = _written(request, meeting, row, form, seen)
    except Overtaken as overtaken:
        keep_overtaken(overtaken.row)
        return refused(request, meeting, overtaken, form=form)
    except (Refused, ValidationError) as refusal:
        return refused(request, meeting, refusal, form=form)
    if form.errors:
        return refused(request, meeting, form=form, stored=stored)
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
