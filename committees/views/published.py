"""What staff see of a published meeting in place of the forms that no longer change it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from civicforum.record.policy import stays_as_published
from committees.models import Meeting


def shown_as_published(
    request: HttpRequest, meeting: Meeting, title: str, *, has_sheets: bool = False
) -> HttpResponse | None:
    """Return the page that leads to the corrections; None while the meeting may be changed.

    None as well for what was sent from a form opened before: it is refused there, and kept.
    """
    if request.method == "POST" or not stays_as_published(meeting):
        return None
    context = {"meeting": meeting, "title": title, "has_sheets": has_sheets}
    return render(request, "committees/staff/published.html", context)
