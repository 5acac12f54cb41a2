"""The staff page on which minutes go to the members and come back."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, signed_in, staff_page
from committees.forms.publishing import (
    ActForm,
    AnswerForMemberForm,
    ApproveForm,
    CirculateForm,
    ReopenForm,
)
from committees.models import Confirmation, Meeting, Tenure
from committees.policy import can_move_minutes, who_releases
from committees.reports.circulation import Round, needs_reason, rounds
from committees.reports.publication import steps_so_far
from committees.reports.terms import members_on_the_day
from committees.services.circulation import answer_minutes, circulate
from committees.services.minutes import approve_minutes, reopen_minutes
from committees.states import MinutesState
from committees.views.acting import done


@staff_page
def circulation(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft to the members, see who answered what, and approve it or take it back."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    found = rounds(meeting)
    data = request.POST or None
    forms = _forms(data, meeting)
    answers = _answer_forms(data, meeting, found)
    if _acted(request, meeting, forms, answers):
        return redirect("committees_staff:circulate", pk=pk)
    context = {
        "meeting": meeting,
        "allowed": _allowed(request.user, meeting),
        "forms": forms,
        "open": found[0] if answers else None,
        "answers": [(one, answers.get(one.pk)) for one in found[0].answers] if answers else [],
        "past": found[1:] if answers else found,
        "members": members_on_the_day(meeting),
        "steps": steps_so_far(meeting),
        "keeps_terms": can(signed_in(request), Action.ADD, Tenure),
        "releasers": who_releases(),
        "page": "circulate",
    }
    return render(request, "committees/staff/circulation.html", context)


def _forms(data: Any, meeting: Meeting) -> dict[str, ActForm]:
    needs = needs_reason(meeting)
    made = CirculateForm(data, meeting), ApproveForm(data, needs_reason=needs), ReopenForm(data)
    return {form.do: form for form in made}


def _answer_forms(
    data: Any, meeting: Meeting, found: list[Round]
) -> dict[int, AnswerForMemberForm]:
    """A form for each member while the minutes are with them."""
    if meeting.minutes_state != MinutesState.CIRCULATED or not found:
        return {}
    return {one.pk: AnswerForMemberForm(data, one) for one in found[0].answers}


def _allowed(user: Any, meeting: Meeting) -> dict[str, bool]:
    """Which moves the person may make now, by the name of the form that makes it."""
    ways = {
        "circulate": MinutesState.CIRCULATED,
        "approve": MinutesState.APPROVED,
        "reopen": MinutesState.DRAFT,
    }
    return {name: can_move_minutes(user, meeting, to) for name, to in ways.items()}


def _acted(
    request: HttpRequest,
    meeting: Meeting,
    forms: dict[str, ActForm],
    answers: dict[int, AnswerForMemberForm],
) -> bool:
    acts: dict[str, tuple[Any, str]] = {
        "circulate": (
            circulate,
            _("The minutes are with the members: who has an account gets the mail within minutes."),
        ),
        "approve": (approve_minutes, _("The minutes are agreed.")),
        "reopen": (reopen_minutes, _("The minutes are a draft again.")),
    }
    for name, (act, said) in acts.items():
        if done(request, forms[name], functools.partial(act, meeting, actor=request.user), said):
            return True
    return any(
        done(request, form, _record(request, pk), _("The answer is recorded."))
        for pk, form in answers.items()
    )


def _record(request: HttpRequest, pk: int) -> Any:
    confirmation = Confirmation.objects.select_related("circulation__meeting").get(pk=pk)
    user: Any = request.user
    return functools.partial(answer_minutes, confirmation, actor=user)
