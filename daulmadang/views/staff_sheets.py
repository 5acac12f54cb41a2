"""The sheet of a panel: its department writes and submits, the clerk returns or accepts it."""

import functools
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_time
from civicforum.kit.problems import problems_of
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import signed_in, staff_page
from daulmadang.forms.rounds import AcceptForm, ReturnForm, SheetForm
from daulmadang.freezing import Frozen
from daulmadang.models import InspectionSheet
from daulmadang.reports.rounds import is_late, panels_to_merge_into
from daulmadang.reports.sheet_page import figure_lines
from daulmadang.reports.sheets import sheets_in_reach, told_of
from daulmadang.services.sheets import Overtaken, accept, return_, save_sheet, submit
from daulmadang.states import WRITABLE, SheetState


@staff_page
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a panel, what the department says to them, and what became of the sheet."""
    row = _reached(request, pk)
    told = told_of([row])[row.pk]
    rights = _rights(request, row)
    if request.method == "POST" and not any(rights.values()):
        raise Http404
    form = _form(request, row, told, request.POST if _is_written(request) else None)
    acts = _acts(request, row)
    if _written(request, row, form) or _decided(request, row, acts):
        return redirect("daulmadang_staff:sheet", pk)
    is_open = row.state in WRITABLE and not row.is_dropped
    moves = list(row.moves.select_related("actor"))
    context = {
        "sheet": row,
        "told": told,
        "light": told.light,
        "lines": figure_lines(row.panel, told),
        # What was typed into a sheet that was submitted meanwhile is shown all the same.
        "form": form if rights["write"] and (is_open or form.is_bound) else None,
        "may_submit": is_open and rights["submit"],
        "problems": problems_of([form, *acts.values()]),
        "acts": acts if rights["decide"] and row.state == SheetState.SUBMITTED else {},
        "moves": moves,
        "returned": moves[0] if moves and row.state == SheetState.RETURNED else None,
        "is_late": is_late(row, timezone.localdate()),
        "comments": _comments(row, told),
    }
    return render(request, "daulmadang/staff/sheet.html", context)


@staff_page
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far: only the fields that are sent.

    Where somebody else wrote the same, both texts stay and the answer tells the other one.
    """
    row = _reached(request, pk)
    if not can(signed_in(request), Action.CHANGE, InspectionSheet, row):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    own = str(signed_in(request).pk)
    if request.headers.get("X-Writer", own) != own:  # somebody else signed in meanwhile
        return HttpResponseForbidden()
    form = _form(request, row, told_of([row])[row.pk], request.POST)
    if form.is_valid():
        sent = {name: said for name, said in form.answers.items() if name in request.POST}
        with shown_in(form):
            try:
                save_sheet(row, sent, actor=signed_in(request), seen=form.cleaned_data["seen"])
            except Overtaken as error:
                both = {"told": str(error), "others": form.others(error.answers)}
                return JsonResponse(both, status=409)
    if form.errors:
        told = [text for some in form.errors.values() for text in some]
        return JsonResponse({"told": " ".join(map(str, told))}, status=409)
    at = format_time(timezone.localtime().time())
    return JsonResponse({"told": _("Saved at %(time)s") % {"time": at}, "seen": form.sees(sent)})


def _reached(request: HttpRequest, pk: int) -> InspectionSheet:
    row = sheets_in_reach(signed_in(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _rights(request: HttpRequest, row: InspectionSheet) -> dict[str, bool]:
    """What the person may do with the sheet in the state that is for it."""
    may = functools.partial(can, signed_in(request), model=InspectionSheet, row=row)
    actions = {"write": Action.CHANGE, "submit": Action.SUBMIT, "decide": Action.PUBLISH}
    return {name: may(action) for name, action in actions.items()}


def _form(request: HttpRequest, row: InspectionSheet, told: Frozen, data: Any) -> SheetForm:
    panels = panels_to_merge_into(row, signed_in(request), timezone.localdate())
    return SheetForm(row, told, panels, data)


def _is_written(request: HttpRequest) -> bool:
    return request.POST.get("do") in ("save", "submit")


def _written(request: HttpRequest, row: InspectionSheet, form: SheetForm) -> bool:
    """Save what was typed and, if that is asked for, submit it; what is refused stays typed."""
    if not form.is_valid():
        return False
    person = signed_in(request)
    with shown_in(form):
        try:
            save_sheet(row, form.answers, actor=person, seen=form.cleaned_data["seen"])
        except Overtaken as error:
            form.shows_others(error.answers)
            return False
        form.sees(form.answers)  # if it cannot be submitted, the page goes on from here
        said = _("Saved.")
        if request.POST["do"] == "submit":
            submit(row, actor=person)
            said = _("The sheet is submitted.")
        messages.success(request, said)
        return True
    return False


def _acts(request: HttpRequest, row: InspectionSheet) -> dict[str, Any]:
    data = request.POST or None
    return {form.do: form for form in (AcceptForm(data, row), ReturnForm(data, row))}


def _decided(request: HttpRequest, row: InspectionSheet, acts: dict[str, Any]) -> bool:
    said = {"accept": _("The sheet is accepted."), "return": _("The sheet is returned.")}
    for name, act in (("accept", accept), ("return", return_)):
        form = acts[name]
        if form.is_valid():
            with shown_in(form):
                act(row, actor=signed_in(request), **form.cleaned_data)
                messages.success(request, said[name])
                return True
    return False


def _comments(row: InspectionSheet, told: Frozen) -> list[tuple[str, str]]:
    """What the department said to each figure, by the figure's name."""
    lines = figure_lines(row.panel, told)
    said = row.comments
    return [
        (line.name, said[line.verdict.criterion]) for line in lines
        if said.get(line.verdict.criterion)
    ]  # fmt: skip
