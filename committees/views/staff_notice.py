"""The notice of a meeting: what it says, who gets it, and who answered what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from committees.models import Meeting
from committees.reports.notices import notice_page
from committees.services.notice import send_notice


@staff_page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notice; a POST sends it, or calls the meeting off."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    if request.method == "POST":
        _send(request, row)
        return redirect("committees_staff:notice", pk)
    context = notice_page(row, timezone.now())
    return render(request, "committees/staff/notice.html", context)


def _send(request: HttpRequest, meeting: Meeting) -> None:
    after = number_in(request.POST.get("after", ""))
    calls_off = request.POST.get("act") == "call-off"
    try:
        send_notice(
            meeting,
            actor=signed_in(request),
            now=timezone.now(),
            after=after,
            calls_off=calls_off,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    done = _("The meeting is called off. The members are told by mail within minutes.")
    sent = _("The notice is on its way: the members have it within minutes.")
    messages.success(request, done if calls_off else sent)
