"""Pages that members reach without an account, at an address that nobody guesses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from civicforum.kit.refusals import shown_in
from committees.forms.notice import AnswerForm
from committees.models import Invitation
from committees.services.notice import answer_invitation, is_open
from committees.told import NoticeContent


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The notice of a meeting, and the member's answer to it."""
    rows = Invitation.objects.select_related("convocation__meeting__body__city", "tenure__seat")
    row = rows.filter(token=token).first()
    if row is None:
        raise Http404
    later = _later(row)
    if later is not None:
        return redirect("committees_members:invitation", later.token)
    now = timezone.now()
    kept = {"answer": row.answer, "delegated_to": row.delegated_to, "note": row.note}
    form = AnswerForm(request.POST or None, initial=kept)
    if form.is_valid():
        with shown_in(form):
            answer_invitation(row, **form.cleaned_data, now=now)
            return redirect(f"{request.path}?kept=1")
    context = {
        "invitation": row,
        "meeting": row.convocation.meeting,
        "told": NoticeContent(row.convocation.content),
        "form": form,
        "is_open": is_open(row, now),
        "kept": "kept" in request.GET and not request.POST,
    }
    return render(request, "committees/members/invitation.html", context)


def _later(row: Invitation) -> Invitation | None:
    """The same member's invitation of a later notice."""
    number = row.convocation.number
    same = Invitation.objects.filter(
        convocation__meeting=row.convocation.meeting, tenure=row.tenure_id
    )
    return same.filter(convocation__number__gt=number).order_by("-convocation__number").first()
