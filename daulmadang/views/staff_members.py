"""Staff pages of a panel's members: who sits, whom to appoint, again and no longer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can, rows, rows_to_add_to
from civicforum.people.staff import reached, signed_in, staff_page
from daulmadang.forms.members import (
    SOMEBODY_NEW,
    AppointForm,
    ReappointForm,
    ReleaseForm,
    WithdrawForm,
)
from daulmadang.models import Member, Panel
from daulmadang.reports.members import (
    members_before,
    members_now,
    members_to_come,
    panels_with_members,
)
from daulmadang.reports.rules import rules_on
from daulmadang.reports.sitting import consecutive_terms, overlap
from daulmadang.services import members as services

PAGE_SIZE = 50


@staff_page
def panels(request: HttpRequest) -> HttpResponse:
    """The panels in the person's reach, with how many sit on each."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Member):
        raise Http404
    found = panels_with_members(person, timezone.localdate())
    context = {"page": page_of(found, Turned(request.GET), PAGE_SIZE)}
    return render(request, "daulmadang/staff/panels_of_members.html", context)


@staff_page
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits and sat on a panel; whoever may appoint does it here."""
    person = signed_in(request)
    may_appoint = rows_to_add_to(person, Member, Panel).filter(pk=pk).exists()
    if not may_appoint and (request.method == "POST" or not can(person, Action.VIEW, Member)):
        raise Http404
    panel = reached(request, Action.VIEW, Panel, pk=pk)
    form = AppointForm(panel, request.POST or None, reader=person)
    if form.is_valid() and not form.only_looks and _appointed(request, panel, form):
        return redirect("daulmadang_staff:members", pk)
    return render(request, "daulmadang/staff/members.html", {
        **_lists(request, panel), "form": form if may_appoint else None,
    })  # fmt: skip


def _appointed(request: HttpRequest, panel: Panel, form: AppointForm) -> bool:
    """Appoint whom the form says; where that is refused, the form says why."""
    asked = form.cleaned_data
    with shown_in(form):
        services.appoint(
            panel,
            form.instance,
            email=asked["email"],
            somebody_new=asked.get("who") == SOMEBODY_NEW,
            in_place_of=asked["in_place_of"],
            actor=signed_in(request),
            reason=asked["reason"],
            again_reason=asked["reason"],
        )
        messages.success(request, _("Appointed: %(name)s") % {"name": form.instance.name})
        return True
    return False


def _lists(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    turned, today = Turned(request.GET), timezone.localdate()
    return {
        "panel": panel,
        "today": today,
        "page": page_of(members_now(panel, today), turned, PAGE_SIZE),
        "coming": page_of(members_to_come(panel, today), turned, PAGE_SIZE, name="coming"),
        "former": page_of(members_before(panel, today), turned, PAGE_SIZE, name="former"),
    }


@staff_page
def member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """One member: to be appointed again, or released; before the term begins, to be taken back."""
    action = Action.CHANGE if request.method == "POST" else Action.VIEW
    row = reached(request, action, Member, pk=member, seat__body=pk)
    again = ReappointForm(request.POST if "reappoint" in request.POST else None)
    leaving = ReleaseForm(request.POST if "release" in request.POST else None)
    back = WithdrawForm(request.POST if "withdraw" in request.POST else None)
    if back.is_valid() and _done(request, back, _withdrawn, row):
        return redirect("daulmadang_staff:members", pk)
    if again.is_valid() and _done(request, again, _again, row):
        return redirect("daulmadang_staff:members", pk)
    if leaving.is_valid() and _done(request, leaving, _released, row):
        return redirect("daulmadang_staff:members", pk)
    person, today = signed_in(request), timezone.localdate()
    may_change = can(person, Action.CHANGE, Member, row) and not row.ends_on
    to_come, panel = row.starts_on > today, Panel.objects.select_related("city").get(pk=pk)
    context = {
        "panel": panel,
        "member": row,
        "beside": overlap(row.person, today, panel=pk, reader=person) if row.person else None,
        "most": rules_on(panel.city, today).panels_per_person,
        "terms": consecutive_terms(row),
        "elsewhere": _elsewhere(request, row),
        "again": again if may_change else None,
        "leaving": leaving if may_change and not to_come else None,
        "back": back if may_change and to_come else None,
    }
    return render(request, "daulmadang/staff/member.html", context)


def _elsewhere(request: HttpRequest, row: Member) -> Any:
    """The other terms of the person, as far as the reader may see them."""
    found = rows(signed_in(request), Action.VIEW, Member).filter(person=row.person_id)
    return found.exclude(pk=row.pk).select_related("seat__body").order_by("-starts_on")[:20]


def _done(request: HttpRequest, form: Any, act: Any, row: Member) -> bool:
    with shown_in(form):
        messages.success(request, act(request, row, form.cleaned_data))
        return True
    return False


def _again(request: HttpRequest, row: Member, asked: dict[str, Any]) -> str:
    services.reappoint(row, **asked, actor=signed_in(request))
    return _("Appointed again: %(name)s") % {"name": row.name}


def _withdrawn(request: HttpRequest, row: Member, asked: dict[str, Any]) -> str:
    former = services.withdraw(row, **asked, actor=signed_in(request))
    if former is None:
        return _("The appointment is taken back: %(name)s") % {"name": row.name}
    told = {"name": row.name, "former": former.name}
    return _("The appointment is taken back: %(name)s. The term of %(former)s goes on.") % told


def _released(request: HttpRequest, row: Member, asked: dict[str, Any]) -> str:
    services.release(row, **asked, actor=signed_in(request))
    return _("Released: %(name)s") % {"name": row.name}
