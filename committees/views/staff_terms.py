"""Who holds the seats of a body: entered by staff on one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.years import day_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import signed_in, staff_page
from committees.forms.terms import TermForms
from committees.models import Tenure
from committees.reports.terms import bodies_with_terms, term_lines, term_told
from committees.services.tenures import overlapping, save_terms


@staff_page
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies whose terms the person keeps, with how many of their seats are held."""
    if not can(signed_in(request), Action.ADD, Tenure):
        raise Http404
    found = bodies_with_terms(signed_in(request), timezone.localdate())
    return render(request, "committees/staff/bodies.html", {"bodies": found})


@staff_page
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """The seats of a body with who holds them on a day (`?on=`, else today) and later."""
    body = bodies_with_terms(signed_in(request), timezone.localdate()).filter(pk=pk).first()
    if body is None:
        raise Http404
    day = day_in(request.GET.get("on", "")) or timezone.localdate()
    forms = TermForms(term_lines(body, day), request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.are_valid() and _saved(request, forms):
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    context = {"body": body, "forms": forms, "day": day, "today": timezone.localdate()}
    return render(request, "committees/staff/terms.html", context)


def _saved(request: HttpRequest, forms: TermForms) -> bool:
    """Store what was typed; where that is refused, the forms say why."""
    entries = forms.entries
    try:
        save_terms(entries, actor=signed_in(request))
    except (ValidationError, Refused) as refusal:
        forms.problem = getattr(refusal, "messages", [str(refusal)])
        return False
    for term, _email in entries:
        for other in overlapping(term).select_related("seat__body"):
            text = _("Two terms in one seat overlap: %(one)s, %(other)s.")
            told = {"one": term_told(term), "other": term_told(other)}
            messages.warning(request, text % told)
    return True
