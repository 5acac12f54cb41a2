"""The meetings that staff organise: their list, a new one, and the hub of each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.kit.pages import Turned
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, signed_in, staff_page
from civicforum.record.policy import is_frozen
from committees.forms.meetings import (
    AgendaFormSet,
    MeetingFactsForm,
    MeetingsFilter,
    NewMeetingForm,
)
from committees.models import Body, Meeting
from committees.reports.hub import hub
from committees.reports.staff_lists import bodies_in_reach, staff_meetings, years_of_meetings
from committees.services.meetings import add_meeting, change_meeting, next_meeting, save_agenda
from committees.views.published import shown_as_published


@staff_page
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings in the person's reach, the latest first."""
    if not can(signed_in(request), Action.VIEW, Meeting):
        raise Http404
    form = MeetingsFilter(
        request.GET, bodies_in_reach(signed_in(request)), years_of_meetings(signed_in(request))
    )
    turned = Turned(request.GET)
    page = staff_meetings(signed_in(request), form.asked, turned, timezone.now())
    context = {"form": form, "page": page, "may_add": can(signed_in(request), Action.ADD, Meeting)}
    return render(request, "committees/staff/meetings.html", context)


@staff_page
def new_meeting(request: HttpRequest) -> HttpResponse:
    """A new meeting of the body that `?body=` names; without one the person chooses."""
    if not can(signed_in(request), Action.ADD, Meeting):
        raise Http404
    bodies = bodies_in_reach(signed_in(request))
    asked = request.GET.get("body", "")
    chosen = bodies.filter(pk=number_in(asked)).first()
    if asked and chosen is None:
        raise Http404
    if chosen is None:
        return render(request, "committees/staff/choose_body.html", {"bodies": bodies})
    return _ask_for(request, chosen)


def _ask_for(request: HttpRequest, body: Body) -> HttpResponse:
    meeting = next_meeting(body)
    form = NewMeetingForm(request.POST or None, instance=meeting, label=_("Make the meeting"))
    if form.is_valid():
        with shown_in(form):
            add_meeting(form.instance, form.cleaned_data["agenda"], actor=signed_in(request))
            messages.success(request, _("The meeting is made. Nothing of it is public yet."))
            return redirect("committees_staff:meeting", form.instance.pk)
    return render(request, "committees/staff/new_meeting.html", {"form": form, "body": body})


@staff_page
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The hub of one meeting: how far it is, and where one goes on."""
    row = reached(request, Action.VIEW, Meeting, pk=pk)
    person = signed_in(request)
    may_change = can(person, Action.CHANGE, Meeting, row)
    may_release = can(person, Action.PUBLISH, Meeting, row)
    context = hub(row, timezone.now(), may_change=may_change, may_release=may_release)
    context["may_change"] = may_change
    context["may_write"] = may_change and not is_frozen(person, row)
    return render(request, "committees/staff/meeting.html", context)


@staff_page
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where and how it meets."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    if closed := shown_as_published(request, row, _("When and where")):
        return closed
    form = MeetingFactsForm(request.POST or None, instance=row, label=_("Save"))
    if form.is_valid():
        with shown_in(form):
            change_meeting(form.instance, actor=signed_in(request), fields=form._meta.fields)
            messages.success(request, _("Saved."))
            return redirect("committees_staff:meeting", pk)
    return render(request, "committees/staff/facts.html", {"form": form, "meeting": row})


@staff_page
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of the agenda, in their order."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    if closed := shown_as_published(request, row, _("Agenda")):
        return closed
    formset = AgendaFormSet(
        request.POST or None, queryset=row.agenda.order_by("number"), prefix="items"
    )
    if request.method == "POST" and formset.is_valid() and _keep_agenda(request, row, formset):
        messages.success(request, _("Saved."))
        return redirect("committees_staff:meeting", pk)
    context = {"formset": formset, "meeting": row}
    return render(request, "committees/staff/agenda.html", context)


def _keep_agenda(request: HttpRequest, meeting: Meeting, formset: Any) -> bool:
    """Store what was typed; where that is refused, the formset says why."""
    leaving = formset.deleted_forms
    items = [form.instance for form in formset if form.has_changed() and form not in leaving]
    gone = [form.instance for form in leaving if form.instance.pk]
    try:
        save_agenda(meeting, items, gone, actor=signed_in(request), fields=("number", "title"))
    except (ValidationError, Refused) as refusal:
        told = getattr(refusal, "messages", [str(refusal)])
        formset.non_form_errors().extend(told)
        return False
    return True
