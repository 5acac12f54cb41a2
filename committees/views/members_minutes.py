"""The page on which a member reads the draft minutes and answers, at an address of their own."""

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from committees.forms.publishing import AnswerForm
from committees.models import Confirmation
from committees.reports.draft import draft_of
from committees.services.circulation import answer_minutes
from committees.views.acting import done


@never_cache
def minutes(request: HttpRequest, token: str) -> HttpResponse:
    """The draft while it is with the members; afterwards a sentence, and nothing of the text."""
    asked = _asked(token)
    meeting = asked.circulation.meeting
    context: dict[str, Any] = {"meeting": meeting, "asked": asked}
    if asked.circulation.closed_at:
        return render(request, "committees/members/closed.html", context, status=410)
    form = AnswerForm(
        request.POST or None, initial={"answer": asked.answer or None, "wish": asked.wish}
    )
    said = _("Thank you. Your answer has arrived; you can change it until the round is closed.")
    if done(request, form, functools.partial(answer_minutes, asked), said):
        return redirect("committees_members:minutes", token=token)
    draft, discussion = draft_of(meeting)
    context |= {"form": form, "minutes": draft, "discussion": discussion}
    return render(request, "committees/members/minutes.html", context)


def _asked(token: str) -> Confirmation:
    rows = Confirmation.objects.select_related(
        "circulation__meeting__body", "circulation__meeting__city", "tenure__seat__stands_for",
        "tenure__seat__stands_for_department",
    )  # fmt: skip
    found = rows.filter(token=token).first()
    if found is None:
        raise Http404
    return found
