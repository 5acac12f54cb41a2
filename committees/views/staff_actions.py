"""What a meeting leaves to be done: noted, changed, done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.kit.pages import found
from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from civicforum.record.models import Commitment
from committees.forms.actions import ActionForm
from committees.models import Meeting
from committees.services.actions import mark_done, remove_action, save_action


@staff_page
def new_action(request: HttpRequest, pk: int) -> HttpResponse:
    """A new thing to be done."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    department = meeting.body.department
    action = Commitment(city=meeting.city, entry=meeting, department=department)
    return _ask(request, meeting, action)


@staff_page
def action(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """One of them: a POST says that it is done, takes it away, or stores what was changed."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    rows = meeting.commitments.filter(kind=Commitment.Kind.ACTION)
    row = found(rows, pk=action)
    act = request.POST.get("act", "")
    if act in ("done", "open", "remove"):
        _act(request, meeting, row, act)
        back = number_in(request.POST.get("back", ""))
        return redirect("committees_staff:meeting", back if back > 0 else pk)
    return _ask(request, meeting, row)


def _act(request: HttpRequest, meeting: Meeting, row: Commitment, act: str) -> None:
    try:
        if act == "remove":
            remove_action(row, meeting, actor=signed_in(request))
        else:
            mark_done(row, meeting, actor=signed_in(request), done=act == "done")
    except (Refused, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return
    messages.success(request, _("Saved."))


def _ask(request: HttpRequest, meeting: Meeting, row: Commitment) -> HttpResponse:
    form = ActionForm(request.POST or None, instance=row, meeting=meeting)
    if form.is_valid():
        with shown_in(form):
            save_action(form.instance, meeting, actor=signed_in(request))
            messages.success(request, _("Saved."))
            return redirect("committees_staff:meeting", meeting.pk)
    context = {"meeting": meeting, "action": row, "form": form}
    return render(request, "committees/staff/action.html", context)
