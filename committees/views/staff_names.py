"""The staff page on which likely personal data in minutes are settled."""

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, staff_page
from civicforum.record.states import EntryState
from committees.forms.publishing import NamesForm
from committees.models import Meeting, NameDecision
from committees.reports.personal import Datum, key_read, key_written, personal_data
from committees.reports.readiness import papers_being_read, waiting_sentence
from committees.services.naming import reopen_name, settle_names
from committees.views.acting import done

#: How many are shown at once; the others follow when these are settled.
AT_ONCE = 100


@staff_page
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Every likely personal datum with its places: mask it, keep it with a reason, dismiss it."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    if "undo" in request.POST:
        _undo(request, meeting)
        return redirect("committees_staff:names", pk=pk)
    data = personal_data(meeting)
    open_ones = [one for one in data if one.is_open]
    form = NamesForm(request.POST or None, [key_written(one.key) for one in open_ones])
    act = functools.partial(_settle, request, meeting)
    if done(request, form, act, _("Settled.")):
        return redirect("committees_staff:names", pk=pk)
    may_change = can(request.user, Action.CHANGE, Meeting, meeting)  # type: ignore[arg-type]
    chosen = form["keys"].value() or []
    context = {
        "meeting": meeting,
        "form": form,
        "found": [(one, key_written(one.key), key_written(one.key) in chosen) for one in open_ones][
            :AT_ONCE
        ],
        "more": max(len(open_ones) - AT_ONCE, 0),
        "settled": meeting.name_decisions.select_related("decided_by"),
        "can_settle": meeting.state == EntryState.DRAFT and may_change,
        "may_look_ahead": meeting.is_public and may_change,
        "papers": list(map(waiting_sentence, papers_being_read(meeting))),
        "page": "names",
    }
    return render(request, "committees/staff/names.html", context)


def _settle(
    request: HttpRequest, meeting: Meeting, keys: list[str], decision: str, reason: str
) -> None:
    user: Any = request.user
    chosen = list(map(key_read, keys))
    left = settle_names(meeting, chosen, decision, actor=user, reason=reason)
    if left:
        messages.warning(request, _still_there(left))


def _still_there(left: list[Datum]) -> str:
    text = _(
        "These also stand where no mask can be written, in a file or on another page: %s. "
        "Withhold or replace the file, or change the other page."
    )
    return text % ", ".join(one.text for one in left)


def _undo(request: HttpRequest, meeting: Meeting) -> None:
    decision = NameDecision(pk=number_in(request.POST["undo"]))
    try:
        reopen_name(meeting, decision, actor=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
