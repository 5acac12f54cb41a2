"""Agenda items added, speeches moved and deleted, from the editor of minutes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse

from civicforum.kit.errors import Refused
from committees.models import Meeting, Speech
from committees.reports import written
from committees.reports.writing import page_with
from committees.sections import find, seats_of
from committees.services.speeches import delete_speech, move_speech, settle_speaker
from committees.services.writing import Overtaken, add_item, keep_overtaken
from committees.views.staff_writing_answers import (
    back,
    missing,
    person,
    refused,
    wants_json,
    writes,
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
def whose(request: HttpRequest, meeting: Meeting, ref: str) -> HttpResponse:
    """Say which of several seats spoke; without one it stays open."""
    seat = seats_of(meeting.body).get(request.POST.get("seat", ""))
    actor = person(request)
    return _acted(request, meeting, ref, lambda one: settle_speaker(one, seat, actor=actor))


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
        return missing(request, meeting)
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
    if moved is None:
        return JsonResponse({"version": done})
    placed = written.placed_section(moved, seats_of(meeting.body))
    return JsonResponse(placed | {"page": page_with(moved)})
