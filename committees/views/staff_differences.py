"""The staff page on which differences between stated totals and the list are recorded."""

import functools

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from committees.forms.differences import DifferenceForm
from committees.models import Meeting
from committees.reports.readiness import recorded_sentence
from committees.reports.totals import all_differences, total_name
from committees.services.differences import record_difference
from committees.views.acting import done
from committees.views.published import shown_as_published


@staff_page
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document states, what the list says, and a button for each total that differs."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    heading = _("Differences between totals and the attendance list")
    if closed := shown_as_published(request, meeting, heading):
        return closed
    found = all_differences(meeting)
    forms = [
        (one, total_name(one.code), DifferenceForm(request.POST or None, one))
        for one in found
        if not one.is_recorded
    ]
    for one, _name, form in forms:
        act = functools.partial(record_difference, meeting, one.code, actor=signed_in(request))
        if done(request, form, act, _("The difference is recorded.")):
            left = "differences" if len(forms) > 1 else "publish"
            return redirect(f"committees_staff:{left}", pk=pk)
    context = {
        "meeting": meeting,
        "forms": forms,
        "recorded": [recorded_sentence(one) for one in found if one.is_recorded],
        "page": "publish",
    }
    return render(request, "committees/staff/differences.html", context)
