"""The year for staff: what the template asks for, made, adjusted and done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.kit.errors import Refused
from civicforum.kit.pages import Turned, page_of
from civicforum.kit.refusals import shown_in
from civicforum.kit.years import YEARS
from civicforum.people.models import City, User
from civicforum.people.policy import Action, can, rows, rows_to_add_to
from civicforum.people.staff import signed_in, staff_page
from daulmadang import services
from daulmadang.forms.year import DutyForm, ReachForm
from daulmadang.models import Duty, DutyTemplate, Panel
from daulmadang.policy import approves_in, sees_whole_city
from daulmadang.reports.year import Planned, plan_of
from daulmadang.views.year_months import by_month

PAGE_SIZE = 60


@staff_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of a year: what there is, what would be made, each line with its day.

    A POST makes what is missing, takes the standard template, or stores the lines of the page.
    """
    person = signed_in(request)
    form = ReachForm(request.GET, person)
    city = form.shown_city
    if city is None or year not in YEARS or not can(person, Action.VIEW, Duty):
        raise Http404
    act = request.POST.get("act", "")
    if act in ("make", "standard"):
        _make(request, city, year, act)
        return redirect(request.get_full_path())
    plan = _plan(person, city, year, form.asked)
    page = page_of(plan, Turned(request.GET), PAGE_SIZE)
    lines = _lines(request, page, person, city)
    if act == "save" and _keep(request, lines):
        return redirect(request.get_full_path())
    context = _context(person, city, year, plan)
    context |= {"form": form, "page": page, "months": by_month(lines, timezone.localdate())}
    return render(request, "daulmadang/staff/year.html", context)


def _plan(person: User, city: City, year: int, asked: dict[str, Any]) -> list[Planned]:
    """What of the year the person sees of what was asked for."""
    panels, duties = rows(person, Action.VIEW, Panel), rows(person, Action.VIEW, Duty)
    if department := asked.get("department"):
        panels, duties = panels.filter(department=department), duties.filter(department=department)
    if panel := asked.get("panel"):
        panels, duties = panels.filter(pk=panel.pk), duties.filter(panel=panel)
    of_city = not asked and sees_whole_city(person, city)
    return plan_of(city, year, panels=panels, duties=duties, of_city=of_city)


def _context(person: User, city: City, year: int, plan: list[Planned]) -> dict[str, Any]:
    """The numbers of the year, and what the person may do with it."""
    today = timezone.localdate()
    missing = [one for one in plan if one.is_missing]
    return {
        "city": city,
        "year": year,
        "years": (year - 1, year + 1),
        "template": DutyTemplate.objects.filter(city=city).count(),
        "missing": len(missing),
        "past": sum(one.due_on is not None and one.due_on < today for one in missing),
        "existing": sum(one.duty is not None for one in plan),
        "finished": sum(bool(one.duty and one.duty.done) for one in plan),
        "overdue": sum(one.is_overdue for one in plan),
        "may_make": _may_make(person, city),
        "may_change_template": can(person, Action.CHANGE, DutyTemplate),
    }


def _may_make(person: User, city: City) -> bool:
    return rows_to_add_to(person, Duty, City).filter(pk=city.pk).exists()


def _make(request: HttpRequest, city: City, year: int, act: str) -> None:
    person = signed_in(request)
    if not _may_make(person, city):
        raise Http404
    try:
        if act == "standard":
            services.take_standard_template(city, actor=person)
            messages.success(request, _("The template is there. Look at it, then make the year."))
            return
        since = None if request.POST.get("past") else timezone.localdate()
        made = services.make_year(city, year, person, since=since)
    except (Refused, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return
    text = ngettext("%(n)d duty was made.", "%(n)d duties were made.", made)
    messages.success(request, text % {"n": made})


def _lines(
    request: HttpRequest, page: Page, person: User, city: City
) -> list[tuple[Planned, DutyForm | None]]:
    """Each line of the page with the form of its duty, if there is one that the person may keep.

    Where the city wants approval, when something is due is the approver's to change.
    """
    data = request.POST if request.POST.get("act") == "save" else None
    keeps, owes = (can(person, action, Duty) for action in (Action.CHANGE, Action.SUBMIT))
    may_adjust = keeps and (not city.needs_approval or approves_in(person, city))
    lines: list[tuple[Planned, DutyForm | None]] = []
    for one in page:
        form = None
        if one.duty and (keeps or owes):
            names = {f"duty-{one.duty.pk}-{name}" for name in DutyForm.base_fields}
            sent = data if names & request.POST.keys() else None
            form = DutyForm(sent, one.duty, may_adjust=may_adjust)
        lines.append((one, form))
    return lines


def _keep(request: HttpRequest, lines: list[tuple[Planned, DutyForm | None]]) -> bool:
    """Store what was changed; False if a line says what is wrong with it."""
    asked = [form for _line, form in lines if form and form.is_bound]
    changed = [form for form in asked if form.has_changed()]
    if not min([form.is_valid() for form in changed], default=True):
        messages.error(request, _("Something is missing or wrong. Look at the marked lines."))
        return False
    for form in changed:
        with shown_in(form):
            _store(form, signed_in(request))
    if any(form.errors for form in changed):
        return False
    messages.success(request, _("Saved."))
    return True


def _store(form: DutyForm, person: User) -> None:
    duty, values = form.duty, form.cleaned_data
    if "due" in form.changed_data:
        duty.due = values["due"]
        services.save_duty(duty, actor=person, reason=_("Due day adjusted"))
    if "done" in form.changed_data:
        services.mark_done(duty, values["done"], actor=person)
