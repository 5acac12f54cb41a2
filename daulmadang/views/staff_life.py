"""The staff page of a panel's life: its days, its end, and that it goes on after all."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.refusals import shown_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, signed_in, staff_page
from civicforum.record.policy import frozen_because, is_frozen
from daulmadang.forms.life import EndForm, ReopenForm
from daulmadang.models import Member, Panel
from daulmadang.reports.life import stage, with_life
from daulmadang.services.life import end_panel, reopen_panel


@staff_page
def life(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a panel stands; who decides which panels there are ends it, or takes that back."""
    person = signed_in(request)
    if not can(person, Action.VIEW, Member):
        raise Http404
    action = Action.ADD if request.method == "POST" else Action.VIEW
    panel = reached(request, action, Panel, pk=pk)
    may_end = can(person, Action.ADD, Panel, panel)
    data = request.POST or None
    form = ReopenForm(data) if panel.ended else EndForm(panel, data)
    if may_end and form.is_valid():
        with shown_in(form):
            act = reopen_panel if panel.ended else end_panel
            act(panel, **form.cleaned_data, actor=person)
            messages.success(request, _("Saved."))
            return redirect("daulmadang_staff:life", pk)
    today = timezone.localdate()
    context = {
        "panel": panel,
        "stage": stage(with_life(Panel.objects.all(), today).get(pk=pk), today),
        "form": form if may_end else None,
        "frozen": frozen_because(panel) if may_end and is_frozen(person, panel) else "",
    }
    return render(request, "daulmadang/staff/life.html", context)
