"""The matters that staff follow: their list with the stage of each, and a matter's next step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can, rows_to_add_to
from civicforum.people.staff import reached, signed_in, staff_page
from civicforum.record.policy import frozen_because, is_frozen
from committees import reports
from committees.forms.matters import NewMatterForm, StaffFilter, StepForm
from committees.models import Body, Matter, MatterStep
from committees.services.matters import add_matter, add_step

PAGE_SIZE = 50


@staff_page
def matters(request: HttpRequest) -> HttpResponse:
    """The matters in the person's reach, drafts as well, each with its stage."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Matter):
        raise Http404
    form = StaffFilter(request.GET)
    found = reports.matters_in_reach(person, form.asked)
    page = page_of(found, Turned(request.GET), PAGE_SIZE)
    for matter in page:
        matter.stage_label = reports.stage_label(matter.stage)
    context = {"form": form, "page": page, "may_add": can(person, Action.ADD, Matter)}
    return render(request, "committees/staff/matters.html", context)


@staff_page
def new_matter(request: HttpRequest) -> HttpResponse:
    """A new matter of a body in the person's reach; its first step is added on its own page."""
    person = signed_in(request)
    if not can(person, Action.ADD, Matter):
        raise Http404
    form = NewMatterForm(
        rows_to_add_to(person, Matter, Body).order_by("title", "pk"), request.POST or None
    )
    if form.is_valid():
        with shown_in(form):
            add_matter(form.instance, actor=person)
            text = _("“%s” is stored as a draft. Add its first step.") % form.instance
            messages.success(request, text)
            return redirect("committees_staff:matter", form.instance.pk)
    return render(request, "committees/staff/new_matter.html", {"form": form})


@staff_page
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter with its steps; whoever may change it adds the next."""
    person = signed_in(request)
    action = Action.CHANGE if request.method == "POST" else Action.VIEW
    row = reached(request, action, Matter, pk=pk)
    may_add = can(person, Action.CHANGE, Matter, row)
    form = StepForm(row, request.POST or None)
    if form.is_valid():
        with shown_in(form):
            add_step(form.instance, actor=person)
            text = _("Added: %(step)s") % {"step": form.instance}
            messages.success(request, text)
            return redirect("committees_staff:matter", row.pk)
    steps = MatterStep.objects.filter(matter=row).order_by("order")
    context = {
        "matter": row,
        "steps": page_of(steps, Turned(request.GET), PAGE_SIZE, name="steps"),
        "form": form if may_add else None,
        "frozen": frozen_because(row) if may_add and is_frozen(person, row) else "",
    }
    return render(request, "committees/staff/matter.html", context)
