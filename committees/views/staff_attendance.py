"""Who attended a meeting: the grid, the sheet to sign, and the sheet of fees."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from committees.forms.attendance import ObserverFormSet, SeatForm, seat_forms
from committees.minutes.writing.fee_sheet import write_fee_sheet
from committees.minutes.writing.sign_in import write_sign_in
from committees.models import Meeting
from committees.reports import attendance as reports
from committees.reports.readiness import total_sentence
from committees.reports.sheets import fees_of, sheet_of
from committees.reports.terms import seats_in_order
from committees.reports.totals import differences
from committees.services.attendance import (
    check_in_code,
    save_sheet,
    too_early,
)
from committees.views.published import shown_as_published

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid: a line per seat, the observers, and the totals it adds up to."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    if closed := shown_as_published(request, row, _("Attendance"), has_sheets=True):
        return closed
    holders = reports.holders(row)
    lines = seat_forms(
        row,
        seats_in_order(row.body),
        holders=holders,
        answers=reports.answers(row),
        data=request.POST or None,
    )
    observers = ObserverFormSet(
        request.POST or None, queryset=row.observers.order_by("order"), prefix="observers"
    )
    problems = forms.Form(request.POST or None)
    if request.method == "POST" and _are_valid(*lines, observers, problems):
        with shown_in(problems):
            _keep(request, row, lines, observers)
            messages.success(request, _("Saved."))
            return redirect("committees_staff:attendance", pk)
    context = {"lines": lines, "observers": observers, "problems": problems}
    context |= _totals(row, lines, holders)
    return render(request, "committees/staff/attendance.html", context)


def _are_valid(*asked: Any) -> bool:
    """Whether all forms are valid; each is looked at, so that each says what is wrong."""
    return min([one.is_valid() for one in asked])


def _keep(request: HttpRequest, meeting: Meeting, lines: list[SeatForm], observers: Any) -> None:
    changes = {form.seat.pk: form.changes for form in lines if form.changes}
    leaving = observers.deleted_forms
    kept = [form.instance for form in observers if form.has_changed() and form not in leaving]
    gone = [form.instance for form in leaving if form.instance.pk]
    save_sheet(meeting, changes, kept, gone, actor=signed_in(request))


def _totals(meeting: Meeting, lines: list[SeatForm], holders: dict[int, str]) -> dict[str, Any]:
    """The totals of what is chosen in the form as it stands, saved or not."""
    chosen = {form.seat.pk: str(form["status"].value() or "") for form in lines}
    return {
        "meeting": meeting,
        "filled": bool(holders),
        "too_early": too_early(meeting),
        "counts": reports.counted(chosen.values()),
        "quorum": reports.quorum_of(meeting.body, chosen, holders),
        "disagreements": list(map(total_sentence, differences(meeting))),
    }


@staff_page
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to print, with the code at which members check in by themselves."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    code = check_in_code(row, actor=signed_in(request))
    place = reverse("committees_members:check_in", args=[code]) if code else ""
    sheet = write_sign_in(sheet_of(row), f"{settings.SITE_URL}{place}" if place else "")
    return _file(sheet, "application/pdf", f"{row.title} 참석자 등록부.pdf")


@staff_page
def fees(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet by which those who were present are paid; it names them and is kept nowhere."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    sheet = write_fee_sheet(sheet_of(row), fees_of(row))
    return _file(sheet, XLSX, f"{row.title} 참석수당.xlsx")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=media_type, headers=headers)
