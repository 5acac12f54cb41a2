"""The staff pages on which published minutes are corrected: choose the place, then correct it."""

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.pages import Turned, page_of
from civicforum.people.policy import Action
from civicforum.people.staff import reached, staff_page
from committees.forms.publishing import CorrectionForm
from committees.minutes.names import find_personal
from committees.models import Meeting
from committees.policy import can_correct
from committees.reports.corrections import (
    CORRECTABLE,
    ROWS,
    Place,
    fingerprint,
    places_of,
    rows_of,
    said,
)
from committees.reports.made_corrections import made
from committees.reports.roster import roster
from committees.services.corrections import NamesFound, correct
from committees.views.acting import done


@staff_page
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """The corrections so far, and every place that can be corrected."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    kind = request.GET.get("kind", "meeting")
    if kind not in CORRECTABLE:
        raise Http404
    words = request.GET.get("q", "")[:100]
    page = page_of(rows_of(meeting, kind, words), Turned(request.GET), ROWS)
    context = {
        "meeting": meeting,
        "may_correct": can_correct(request.user, meeting),  # type: ignore[arg-type]
        "made": made(meeting),
        "kind": kind,
        "kinds": [(name, model._meta.verbose_name) for name, (model, _n) in CORRECTABLE.items()],
        "words": words,
        "listed": page,
        "rows": [(row, places_of(row, kind)) for row in page],
        "page": "corrections",
    }
    return render(request, "committees/staff/corrections.html", context)


@staff_page
def correction(request: HttpRequest, pk: int, kind: str, row: int, name: str) -> HttpResponse:
    """Correct one place; likely personal data in the new text are asked about first."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    place = _place(meeting, kind, row, name)
    where, now = said(place)
    is_personal = bool(find_personal(now, roster(meeting)))
    form = CorrectionForm(request.POST or None, place, fingerprint(now), is_personal=is_personal)
    found: list[Any] = []
    act = functools.partial(_correct, request, place, found)
    if done(request, form, act, _("Corrected. The correction stands on the page.")):
        return redirect("committees_staff:corrections", pk=pk)
    form.asks_names(asks=bool(found))
    context = {
        "meeting": meeting,
        "may_correct": can_correct(request.user, meeting),  # type: ignore[arg-type]
        "place": where,
        "now": now,
        "form": form,
        "found": found,
        "page": "corrections",
    }
    return render(request, "committees/staff/correction.html", context)


def _place(meeting: Meeting, kind: str, row: int, name: str) -> Place:
    """The place that an address names. Raises Http404."""
    if kind not in CORRECTABLE or name not in CORRECTABLE[kind][1]:
        raise Http404
    found = rows_of(meeting, kind).filter(pk=row).first()
    if found is None:
        raise Http404
    return Place(kind, found, name)


def _correct(request: HttpRequest, place: Place, found: list[Any], **values: Any) -> None:
    try:
        correct(place, values.pop("value"), actor=request.user, **values)  # type: ignore[arg-type]
    except NamesFound as names:
        found.extend(names.data)
        raise
