"""What an agenda item is about: so one matter is followed over many meetings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from civicforum.kit.errors import Refused
from civicforum.kit.numbers import number_in
from civicforum.kit.pages import found
from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from committees.models import AgendaItem, Meeting
from committees.reports.subjects import offered, subjects_found
from committees.services.meetings import add_reference, remove_reference


@staff_page
def subjects(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """What the item is about, and a search for more; a POST adds one or takes one away."""
    meeting = reached(request, Action.CHANGE, Meeting, pk=pk)
    row = found(meeting.agenda.select_related("meeting"), pk=item)
    if request.method == "POST":
        _change(request, row)
        return redirect("committees_staff:subjects", pk, item)
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "meeting": meeting,
        "item": row,
        "references": row.references.select_related("entry").order_by("pk"),
        "words": words,
        "found": subjects_found(row, words, signed_in(request)),
    }
    return render(request, "committees/staff/subjects.html", context)


def _change(request: HttpRequest, item: AgendaItem) -> None:
    person = signed_in(request)
    add, remove = (number_in(request.POST.get(name, "")) for name in ("add", "remove"))
    try:
        if add > 0:
            entry = found(offered(item, person), pk=add)
            add_reference(item, entry, actor=person)
        elif remove > 0:
            remove_reference(found(item.references.all(), pk=remove), actor=person)
    except (Refused, ValidationError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
