"""Which parts of minutes can be withheld, and which are."""

from typing import Any, TypeAlias

from django.core.paginator import Page
from django.db.models import Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civicforum.kit.numbers import number_in
from civicforum.kit.pages import Turned, page_of
from civicforum.record.errors import RecordError
from committees.models import AgendaItem, Meeting, Paper, Speech
from committees.reports.corrections import rows_of

#: The name a form calls a part by, and what it is, in words.
Part: TypeAlias = tuple[str, str]

#: How many speeches are shown at once, and how much of each.
AT_ONCE, BEGINS = 20, 80
_KINDS: dict[str, Any] = {"agenda": AgendaItem, "speech": Speech, "paper": Paper}


def parts(meeting: Meeting) -> list[Part]:
    """What can be withheld besides single speeches, each with the name a form calls it by."""
    items = [
        (f"agenda-{item.pk}", _("Agenda item %s") % _short(str(item)))
        for item in meeting.agenda.order_by("number")
    ]
    papers = [
        (f"paper-{paper.pk}", _("File “%s”") % _short(paper.title))
        for paper in meeting.papers.order_by("order")
    ]
    return [*items, *papers, ("meeting", _("All of the minutes"))]


def speeches_to_withhold(meeting: Meeting, turned: Turned, words: str = "") -> Page:
    """Return a page of the speeches, each as a part (see `parts`) told by how it begins.

    `words` leaves those that hold them, or whose number they are. Three queries.
    """
    rows = rows_of(meeting, "speech", words)
    if words.isdecimal() and (number := number_in(words)) > 0:
        rows = rows | rows_of(meeting, "speech").filter(order=number)
    rows = rows.annotate(begins=Left(Coalesce(NullIf("text", Value("")), "summary"), BEGINS + 1))
    page = page_of(rows.defer("text").order_by("order"), turned, AT_ONCE, name="speeches")
    page.object_list = [_speech(row) for row in page.object_list]
    return page


def _speech(row: Any) -> Part:
    begins = Truncator(" ".join(row.begins.split())).chars(BEGINS)
    return f"speech-{row.pk}", f"{row} — {begins}"


def part_named(meeting: Meeting, name: str) -> Any:
    """Return the part that a form calls by this name. Raises RecordError when it is none."""
    kind, _dash, key = name.partition("-")
    if kind == "meeting":
        return meeting
    pk = number_in(key)
    rows = _KINDS[kind].objects.filter(meeting=meeting, pk=pk) if kind in _KINDS else None
    found = rows.first() if rows is not None and pk > 0 else None
    if found is None:
        raise RecordError(_("There is no such part in these minutes."))
    return found


def withheld_parts(meeting: Meeting) -> list[dict[str, str]]:
    """What is withheld: what it is, on what ground, and the name a form calls it by."""
    found = []
    if meeting.withheld:
        found.append(_told("meeting", _("All of the minutes"), meeting))
    for kind, model in _KINDS.items():
        for row in model.objects.filter(meeting=meeting).exclude(withheld=""):
            found.append(_told(f"{kind}-{row.pk}", f"{model._meta.verbose_name} {row}", row))
    return found


def _told(name: str, what: str, row: Any) -> dict[str, str]:
    return {"name": name, "what": _short(what), "ground": row.withheld}


def _short(text: str) -> str:
    return Truncator(text).chars(60)
