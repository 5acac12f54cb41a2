"""What stands on the page of one meeting."""

from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.kit.rows import gather
from civicforum.record.models import Commitment, StatedFigure
from committees.models import AgendaItem, Attendance, Meeting, Reference, SharingEvent
from committees.reports.body import shown_group
from committees.reports.discussion import AGENDA_SIZE

_ATTENDANCE = PreparedList(
    lambda meeting: Attendance.public.filter(meeting=meeting)
    .annotate(stands=shown_group("seat__"))
    .order_by("seat__order"),
    "status", "note", "seat__role", "stands",
    size=40, keys=(int,),
)  # fmt: skip
#: Agenda items with their speeches; one row for an item without any.
_AGENDA = PreparedList(
    lambda meeting: AgendaItem.public.filter(meeting=meeting).order_by("number", "speeches__order"),
    "number", "title", "decision", "outcome", "meeting", "speeches__meeting",
    "speeches__order", "speeches__speaker", "speeches__summary",
    size=AGENDA_SIZE, keys=(int,),
)  # fmt: skip
#: What the items from one number to another were about.
_SUBJECTS = PreparedList(
    lambda meeting, first, last: Reference.public.filter(
        agenda_item__meeting=meeting,
        agenda_item__number__gte=first,
        agenda_item__number__lte=last,
        entry__is_public=True,
    ).order_by("agenda_item__number", "pk"),
    "agenda_item__number", "entry__title", "entry__address",
    size=40, keys=(int, int, int),
)  # fmt: skip
_STATED = Prepared(
    lambda entry: StatedFigure.public.filter(entry=entry, code__in=["present", "not_present"]),
    "code", "value",
)  # fmt: skip
_ACTIONS = PreparedList(
    lambda entry: Commitment.public.filter(entry=entry).order_by("pk"),
    "title", "owed_by", "department__name", "due", "done", "document",
    size=30, keys=(int,),
)  # fmt: skip
_PLANNED_EVENTS = PreparedList(
    lambda meeting: SharingEvent.public.filter(planned_at=meeting).order_by("date", "address"),
    "title", "address", "date",
    size=20, keys=(int,),
)  # fmt: skip


def meeting_page(meeting: Meeting, turned: Turned) -> dict[str, Any]:
    """Read what stands on the page of one public meeting; six queries."""
    agenda = _AGENDA.page(turned.asked("agenda"), meeting.pk)
    subjects = _subjects(agenda, turned)
    of_item = {
        first["agenda_item__number"]: own
        for first, own in gather(subjects, "agenda_item__number", lambda row: row)
    }
    agenda.object_list = [
        (item, speeches, of_item.get(item["number"], []))
        for item, speeches in gather(agenda, "number", _speech)
    ]
    return {
        "attendance": _ATTENDANCE.page(turned.asked("attendance"), meeting.pk),
        "agenda": agenda,
        "subjects": subjects,
        "stated": {row["code"]: row["value"] for row in _STATED(meeting.pk)},
        "actions": _ACTIONS.page(turned.asked("actions"), meeting.pk),
        "events": _PLANNED_EVENTS.page(turned.asked("events"), meeting.pk),
    }


def _subjects(agenda: Page, turned: Turned) -> Page:
    """A page of what the items of a page of the agenda were about."""
    first, last, meeting = 0, 0, 0
    if agenda.object_list:
        first, last = agenda[0]["number"], agenda[-1]["number"]
        meeting = agenda[0]["meeting"]
    return _SUBJECTS.page(turned.asked("subjects"), meeting, first, last)


def _speech(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["speeches__meeting"] != row["meeting"]:
        return None
    names = ("order", "speaker", "summary")
    return {name: row[f"speeches__{name}"] for name in names}
