"""The staff page on which minutes are published: what is missing, when, and what is withheld."""

import datetime as dt
import functools
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_datetime
from civicforum.kit.errors import Refused
from civicforum.kit.pages import Turned
from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, staff_page
from civicforum.record.editions import editions
from civicforum.record.policy import can_move
from civicforum.record.states import EntryState
from committees.forms.publishing import (
    ActForm,
    ReleaseForm,
    ScheduleForm,
    SubmitForm,
    UnscheduleForm,
    WithholdForm,
)
from committees.models import Meeting
from committees.policy import who_releases
from committees.reports.publication import days_to_publish, publication_due, why_not_on_time
from committees.reports.readiness import (
    not_held_sentence,
    readiness,
    recorded_sentence,
    total_sentence,
    unnamed_sentence,
    unsure_sentence,
)
from committees.reports.speakers import unsure_speeches
from committees.reports.withheld import (
    part_named,
    parts,
    speeches_to_withhold,
    withheld_parts,
)
from committees.sections import seats_of
from committees.services.publication import (
    release_minutes,
    schedule_publication,
    unschedule_publication,
)
from committees.services.withholding import withhold
from committees.views.acting import done


@staff_page
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the way, with the links to it; publish now, at a time, or withhold."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    if "show" in request.POST:
        _show_again(request, meeting)
        return redirect("committees_staff:publish", pk=pk)
    words = request.GET.get("q", "").strip()[:100]
    speeches = speeches_to_withhold(meeting, Turned(request.GET), words)
    forms = _forms(request, meeting, speeches)
    if _acted(request, meeting, forms):
        return redirect("committees_staff:publish", pk=pk)
    state = readiness(meeting)
    unsure = [one.order for one in unsure_speeches(meeting, seats_of(meeting.body)).values()]
    context = {
        "meeting": meeting,
        "state": state,
        "totals": list(map(total_sentence, state.totals)),
        "recorded": list(map(recorded_sentence, state.recorded)),
        "not_held": "" if state.held else not_held_sentence(meeting),
        "unsure": unsure_sentence(unsure) if unsure else "",
        "unnamed": unnamed_sentence(state.unnamed) if state.unnamed else "",
        "forms": forms,
        "can_publish": can_move(request.user, meeting, EntryState.PUBLISHED),  # type: ignore[arg-type]
        "can_submit": can_move(request.user, meeting, EntryState.SUBMITTED),  # type: ignore[arg-type]
        "can_withhold": can(request.user, Action.CHANGE, Meeting, meeting),  # type: ignore[arg-type]
        "withheld": withheld_parts(meeting),
        "speeches": speeches,
        "words": words,
        "due": publication_due(meeting),
        "days": days_to_publish(meeting),
        "failed": why_not_on_time(meeting),
        "releasers": who_releases(),
        "page": "publish",
    }
    return render(request, "committees/staff/publication.html", context)


def _forms(request: HttpRequest, meeting: Meeting, speeches: Page) -> dict[str, ActForm]:
    data = request.POST or None
    query = request.GET.urlencode()
    read = {"read": editions([meeting])[meeting.pk]}
    made: list[ActForm] = [
        ReleaseForm(data, initial=read),
        SubmitForm(data, initial=read),
        ScheduleForm(data, initial=read),
        UnscheduleForm(data),
        WithholdForm(data, [*parts(meeting), *speeches], turned_to=f"?{query}" if query else ""),
    ]
    return {form.do: form for form in made}


def _acted(request: HttpRequest, meeting: Meeting, forms: dict[str, ActForm]) -> bool:
    sent = forms.get(request.POST.get("do", ""))
    if sent is None:
        return False
    act, said = _acts(request, meeting)[sent.do]
    return done(request, sent, act, said)


def _acts(request: HttpRequest, meeting: Meeting) -> dict[str, tuple[Any, str]]:
    user: Any = request.user
    release = functools.partial(_release, meeting, user)
    return {
        "release": (functools.partial(release, EntryState.PUBLISHED), _("Published.")),
        "submit": (
            functools.partial(release, EntryState.SUBMITTED),
            _("The approver is asked to publish them."),
        ),
        "schedule": (functools.partial(_schedule, request, meeting), _("The time is set.")),
        "unschedule": (
            functools.partial(unschedule_publication, meeting, actor=user),
            _("They are not published at that time."),
        ),
        "withhold": (functools.partial(_withhold, meeting, user), _("Withheld.")),
    }


def _release(meeting: Meeting, user: Any, to: EntryState, reason: str, read: str) -> None:
    release_minutes(meeting, to, actor=user, read=[read], reason=reason)


def _schedule(
    request: HttpRequest, meeting: Meeting, at: dt.datetime, read: str, **_parts: Any
) -> None:
    schedule_publication(meeting, at, actor=request.user, read=[read])  # type: ignore[arg-type]
    messages.info(request, _("They are published on %s.") % format_datetime(at))


def _withhold(meeting: Meeting, user: Any, part: str, ground: str) -> None:
    withhold(meeting, part_named(meeting, part), ground, actor=user)


def _show_again(request: HttpRequest, meeting: Meeting) -> None:
    try:
        part = part_named(meeting, request.POST["show"])
        withhold(meeting, part, "", actor=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
