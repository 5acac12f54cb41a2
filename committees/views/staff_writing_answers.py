"""What the editor of minutes answers: to its scripts as JSON, to plain forms as pages."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.people.models import User
from civicforum.people.policy import Action
from civicforum.people.staff import reached, staff_page
from committees.forms.writing import SectionForm, form_of
from committees.models import Meeting, Speech
from committees.reports import written
from committees.reports.writing import page_with
from committees.sections import Section, kind_of, ref_of, revision_of, seats_of
from committees.services.writing import Closed, Gone, Overtaken

View = Callable[..., HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Return who asks; a staff page lets nobody else in."""
    return cast(User, request.user)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of the editor asks."""
    return request.headers.get("Accept") == "application/json"


def _is_somebody_else(request: HttpRequest) -> bool:
    """Whether the page that asks was opened by another person, who signed in before."""
    own = str(person(request).pk)
    return request.headers.get("X-Writer", own) != own


def writes(view: View) -> View:
    """Give the view the meeting whose minutes the person may write; it is asked by POST alone."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if _is_somebody_else(request):
            return HttpResponseForbidden()
        return view(request, meeting, **kwargs)

    return staff_page(guarded)


def back(meeting: Meeting, row: Section | None = None) -> HttpResponse:
    """Return to the editor, to the page and the place where the section stands."""
    path = reverse("committees_staff:write", args=[meeting.pk])
    if row is None:
        return HttpResponseRedirect(path)
    turned = page_with(row) if isinstance(row, Speech) else ""
    return HttpResponseRedirect(f"{path}{turned}#{kind_of(row)}-{ref_of(row)}")


def refused(
    request: HttpRequest,
    meeting: Meeting,
    refusal: Exception | None = None,
    form: SectionForm | None = None,
    stored: Section | None = None,
) -> HttpResponse:
    """Say why something was not stored; what was typed stays in the form.

    `stored` is the section where all but what is wrong was stored.
    """
    if wants_json(request):
        return _refused_as_json(meeting, refusal, form, stored)
    if form is None:
        messages.error(request, " ".join(_texts(refusal)))
        return back(meeting)
    overtaken = refusal.row if isinstance(refusal, Overtaken) else None
    context: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "kind": kind_of(form.instance),
        "ref": ref_of(form.instance),
        "problems": _texts(refusal, stored),
        "sent": request.POST,
    }
    if stored is not None:
        context["revision"] = revision_of(stored)
    if overtaken is not None:
        version = written.last_version(overtaken)
        theirs = form_of(overtaken, seats_of(meeting.body))
        context |= {
            "theirs": [(field.label, shown_choice(field)) for field in theirs],
            "revision": revision_of(overtaken),
            "by": written.who(version),
            "at": written.when(version),
        }
    return render(request, "committees/staff/write_section.html", context, status=_status(refusal))


def missing(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Answer about a row that is not there: it was deleted, unless its address was made up."""
    if not wants_json(request):
        raise Http404
    return refused(request, meeting, Gone())


def shown_choice(field: Any) -> str:
    """Return what a field says, as people read it."""
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, "" if value is None else value))


def _refused_as_json(
    meeting: Meeting,
    refusal: Exception | None,
    form: SectionForm | None,
    stored: Section | None,
) -> JsonResponse:
    told: dict[str, Any] = {"error": " ".join(_texts(refusal, stored))}
    if stored is not None:
        told["revision"] = revision_of(stored)
    if form is not None and form.instance.pk:
        told["page"] = page_with(form.instance)
    if refusal is None and form is not None:
        told["errors"] = {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}
    if isinstance(refusal, Overtaken):
        version = written.last_version(refusal.row)
        told |= written.section(refusal.row, seats_of(meeting.body))
        told |= {"by": written.who(version), "at": written.when(version)}
    return JsonResponse(told, status=_status(refusal))


def _status(refusal: Exception | None) -> int:
    for kind, status in ((Overtaken, 409), (Gone, 410), (Closed, 423)):
        if isinstance(refusal, kind):
            return status
    return 400


def _texts(refusal: Exception | None, stored: Section | None = None) -> list[str]:
    if stored is not None:
        return [_("What was said is stored, the speaker is not.")]
    if isinstance(refusal, ValidationError):
        return list(refusal.messages)
    return [str(refusal)] if isinstance(refusal, Refused) else []
