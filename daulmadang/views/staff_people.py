"""Staff pages of the people of a city: who may be one person, and who is not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can, rows
from civicforum.people.staff import reached, signed_in, staff_page
from committees.models import Person, Tenure
from committees.services.people import merge_people, part_term
from daulmadang.forms.people import MergeForm, PartForm
from daulmadang.reports.people import likely_same, with_terms

PAGE_SIZE = 50


@staff_page
def people(request: HttpRequest) -> HttpResponse:
    """The people whose name another one of the city has."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Person):
        raise Http404
    found = with_terms(likely_same(person).order_by("city", "name", "pk"), person)
    context = {"page": page_of(found, Turned(request.GET), PAGE_SIZE)}
    return render(request, "daulmadang/staff/people.html", context)


@staff_page
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: the terms, each of which may be somebody else's, and who may be the same."""
    action = Action.CHANGE if request.method == "POST" else Action.VIEW
    row = reached(request, action, Person, pk=pk)
    reader = signed_in(request)
    alike = rows(reader, Action.VIEW, Person).filter(city=row.city, name=row.name)
    alike = with_terms(alike.exclude(pk=pk).order_by("pk"), reader)
    merging = MergeForm(alike, request.POST if "send" in request.POST else None)
    if merging.is_valid():
        with shown_in(merging):
            asked = merging.cleaned_data
            merge_people(row, asked["people"], reason=asked["reason"], actor=reader)
            messages.success(request, _("They are one person now."))
            return redirect("daulmadang_staff:person", pk)
    terms = Tenure.objects.filter(person=row).select_related("seat__body").order_by("-starts_on")
    page = page_of(terms, Turned(request.GET), PAGE_SIZE)
    may_change = can(reader, Action.CHANGE, Person, row)
    for term in page:
        term.form = PartForm(_sent(request, term), term=term.pk) if may_change else None
        if term.form and term.form.is_valid():
            with shown_in(term.form):
                part_term(term, **term.form.cleaned_data, actor=reader)
                messages.success(request, _("The term is somebody else's now."))
                return redirect("daulmadang_staff:person", pk)
    context = {
        "person": row,
        "page": page,
        "may_part": may_change and page.paginator.count > 1,
        "form": merging if may_change and alike.exists() else None,
    }
    return render(request, "daulmadang/staff/person.html", context)


def _sent(request: HttpRequest, term: Tenure) -> object:
    return request.POST if f"part-{term.pk}" in request.POST else None
