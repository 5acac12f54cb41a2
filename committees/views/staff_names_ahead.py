"""The staff page on which likely personal data are settled before they come to public minutes."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.staff import reached, staff_page
from committees.forms.publishing import AheadForm, AheadNamesForm
from committees.models import Meeting
from committees.reports.personal import key_read, key_written, unsettled_in
from committees.services.naming import settle_ahead
from committees.views.acting import done

_WORDS = 5000


@staff_page
def names_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """Look through words that are to be written about public minutes; keep or dismiss them."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    words = request.POST.get("words", "")[:_WORDS]
    found = unsettled_in(meeting, words) if words and meeting.is_public else []
    sent = request.POST if request.POST.get("do") == "settle" else None
    form = AheadNamesForm(sent, [key_written(one.key) for one in found])
    if done(request, form, functools.partial(_settle, request, meeting, words), _("Settled.")):
        return redirect("committees_staff:names", pk=pk)
    chosen = form["keys"].value() or []
    context = {
        "meeting": meeting,
        "look": AheadForm(request.POST | {"do": "look"} if words else request.POST or None),
        "form": form,
        "words": words,
        "found": [(one, key_written(one.key), key_written(one.key) in chosen) for one in found],
        "page": "names",
    }
    return render(request, "committees/staff/names_ahead.html", context)


def _settle(
    request: HttpRequest, meeting: Meeting, words: str, keys: list[str], decision: str, reason: str
) -> None:
    user: Any = request.user
    settle_ahead(meeting, words, list(map(key_read, keys)), decision, actor=user, reason=reason)
