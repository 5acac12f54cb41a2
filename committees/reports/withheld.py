"""Which parts of minutes can be withheld, and which are."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from civicforum.kit.numbers import number_in
from civicforum.record.errors import RecordError
from committees.models import AgendaItem, Meeting, Paper, Speech

_KINDS: dict[str, Any] = {"agenda": AgendaItem, "speech": Speech, "paper": Paper}


def parts(meeting: Meeting) -> list[tuple[str, str]]:
    """What can be withheld, each with the name a form calls it by; speeches by their number."""
    items = [
        (f"agenda-{item.pk}", _("Agenda item %s") % _short(str(item)))
        for item in meeting.agenda.order_by("number")
    ]
    papers = [
        (f"paper-{paper.pk}", _("File “%s”") % _short(paper.title))
        for paper in meeting.papers.order_by("order")
    ]
    whole = ("meeting", _("All of the minutes"))
    return [*items, ("speech", _("One speech, by its number")), *papers, whole]


def part_named(meeting: Meeting, name: str, number: int | None = None) -> Any:
    """Return the part that a form calls by this name. Raises RecordError when it is none."""
    kind, _dash, key = name.partition("-")
    if kind == "meeting":
        return meeting
    found = None
    if kind in _KINDS:
        rows = _KINDS[kind].objects.filter(meeting=meeting)
        if (pk := number_in(key)) > 0:
            found = rows.filter(pk=pk).first()
        elif kind == "speech" and number:
            found = rows.filter(order=number).first()
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
