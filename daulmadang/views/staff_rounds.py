"""Inspections of the panels: the rounds, one round with its progress, and its report."""

import functools
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.papers.formats import FORMATS
from civicforum.kit.refusals import shown_in
from civicforum.people.models import City, User
from civicforum.people.policy import Action, can, rows, rows_to_add_to
from civicforum.people.staff import reached, signed_in, staff_page
from daulmadang.forms.rounds import AddPanelForm, AsOfDateForm, CloseRoundForm, OpenRoundForm
from daulmadang.models import InspectionRound, InspectionSheet
from daulmadang.reports.round_paper import file_name, paper_of
from daulmadang.reports.rounds import (
    Progress,
    closed_because,
    lines_of,
    missing_sheets,
    panels_to_add,
    progress,
    rounds_in_reach,
    sheets_of,
)
from daulmadang.services.rounds import add_sheet, change_as_of, close_round, open_round
from daulmadang.states import SheetState

PAGE_SIZE = 20
SHEETS_ON_PAGE = 100


@staff_page
def rounds(request: HttpRequest) -> HttpResponse:
    """The inspections of which the person sees a sheet."""
    person = signed_in(request)
    if not can(person, Action.VIEW, InspectionSheet):
        raise Http404
    context = {
        "page": page_of(rounds_in_reach(person), Turned(request.GET), PAGE_SIZE),
        "may_open": can(person, Action.ADD, InspectionRound),
    }
    return render(request, "daulmadang/staff/rounds.html", context)


@staff_page
def new_round(request: HttpRequest) -> HttpResponse:
    """Open the inspection of a half-year."""
    person = signed_in(request)
    cities = list(rows_to_add_to(person, InspectionRound, City).order_by("name"))
    if not cities:
        raise Http404
    form = OpenRoundForm(cities, person, request.POST or None)
    if form.is_valid():
        with shown_in(form):
            row = open_round(actor=person, **form.cleaned_data)
            messages.success(request, _("The inspection is open. The departments are told."))
            return redirect("daulmadang_staff:round", row.pk)
    return render(request, "daulmadang/staff/new_round.html", {"form": form})


@staff_page
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an inspection is, by department; whoever runs it adds panels and closes it."""
    person = signed_in(request)
    row = _in_sight(person, pk)
    runs = can(person, Action.PUBLISH, InspectionRound, row)
    if request.method == "POST" and not runs:
        raise Http404
    today = timezone.localdate()
    lines = lines_of(row, sheets_of(row, person), today)
    acts = _forms(request, row) if runs and not row.closed_on else {}
    for form in acts.values():
        if form.is_valid() and _acted(request, row, form):
            return redirect("daulmadang_staff:round", pk)
    context = {
        "round": row,
        "closed_because": closed_because(row),
        "whole": Progress(None, lines),
        "departments": progress(lines),
        "page": page_of(lines, Turned(request.GET), SHEETS_ON_PAGE),
        "forms": acts,
        "states": SheetState,
        "files": [*FORMATS] if can(person, Action.VIEW, InspectionRound, row) else [],
    }
    return render(request, "daulmadang/staff/round.html", context)


def _in_sight(person: User, pk: int) -> InspectionRound:
    """The round, if the person sees a sheet of it. Raises Http404."""
    sheets = rows(person, Action.VIEW, InspectionSheet)
    found = InspectionRound.objects.filter(pk=pk, pk__in=sheets.values("round"))
    row = found.select_related("city", "opened_by").first()
    if row is None:
        raise Http404
    return row


def _forms(request: HttpRequest, row: InspectionRound) -> dict[str, Any]:
    data = request.POST or None
    missing = missing_sheets(row).exists()
    panels = panels_to_add(row, timezone.localdate())
    found: list[Any] = [AddPanelForm(data, panels)] if panels else []
    if not row.sheets.filter(figures__isnull=False).exists():
        found.append(AsOfDateForm(data, initial={"day": row.as_of}))
    return {form.do: form for form in [*found, CloseRoundForm(data, needs_reason=missing)]}


def _acted(request: HttpRequest, row: InspectionRound, form: forms.Form) -> bool:
    acts: dict[type[forms.Form], tuple[Any, str]] = {
        AddPanelForm: (add_sheet, _("The panel has its sheet; the department is told.")),
        AsOfDateForm: (change_as_of, _("The figures are told as of that day now.")),
        CloseRoundForm: (close_round, _("The inspection is closed.")),
    }
    act, said = acts[type(form)]
    with shown_in(form):
        functools.partial(act, row, actor=signed_in(request))(**form.cleaned_data)
        messages.success(request, said)
        return True
    return False


@staff_page
@require_safe
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report of a round in the city's form, for whoever sees the whole of it."""
    row = reached(request, Action.VIEW, InspectionRound, pk=pk)
    write, content_type = FORMATS[kind]
    person = signed_in(request)
    paper = paper_of(row, sheets_of(row, person), timezone.localdate(), person)
    name = content_disposition_header(True, file_name(row, kind)) or ""
    return HttpResponse(
        write(paper), content_type=content_type, headers={"Content-Disposition": name}
    )
