"""Bodies, seats and meetings with all that was published of their minutes, as flat rows."""

from typing import Any

from django.utils import timezone

from civicforum.record.export import Rows, clock, source
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Body,
    Correction,
    Meeting,
    Observer,
    Paper,
    Reference,
    Seat,
    Speech,
)
from committees.models.withholding import shown
from committees.reports import shown_group


def rows() -> Rows:
    """Return the public rows of bodies and their minutes, by table."""
    return {
        "bodies": _bodies(),
        "seats": _seats(),
        "meetings": _meetings(),
        "attendance": _attendance(),
        "agenda": _agenda(),
        "agenda_references": _references(),
        "speeches": _speeches(),
        "observers": _observers(),
        "attached_lists": _attached_lists(),
        "papers": _papers(),
        "corrections": _corrections(),
    }


def _bodies() -> list[dict[str, Any]]:
    """Bodies other than panels, which have a table of their own."""
    rows = Body.public.exclude(form=Body.Form.PANEL)
    return [
        {
            "id": row.address,
            "city": row.city.slug,
            "name": row.title,
            "form": row.form,
            "department": row.department.name if row.department else "",
            **source(row),
        }
        for row in rows.select_related("city", "department", "document").order_by("address")
    ]


def _seats() -> list[dict[str, Any]]:
    rows = Seat.public.select_related("body", "document").annotate(stands=shown_group())
    return [
        {
            "id": f"{row.body.address}/seats/{row.order}",
            "body": row.body.address,
            "order": row.order,
            "stands_for": row.stands,
            "role": row.role,
            **source(row),
        }
        for row in rows.order_by("body__address", "order")
    ]


def _meetings() -> list[dict[str, Any]]:
    rows = Meeting.public.select_related("body", "document").defer(*Meeting.SEARCHED)
    return [_withheld_meeting(row) if row.withheld else _meeting(row) for row in rows]


def _meeting(row: Meeting) -> dict[str, Any]:
    return {
        "id": row.address,
        "body": row.body.address,
        "number": row.number,
        "title": row.shown_title,
        "date": row.date.isoformat(),
        "stated_weekday": row.stated_weekday,
        "starts": clock(row.starts),
        "ends": clock(row.ends),
        "form": row.form,
        "place": row.place,
        "recorder": row.recorder,
        "main_points": row.main_points,
        "next_meeting": row.next_meeting,
        "notes": row.notes,
        "remarks": row.remarks,
        "withheld": row.withheld,
        **source(row),
    }


def _withheld_meeting(row: Meeting) -> dict[str, Any]:
    """Of minutes that are withheld only which they are, when it met, and on what ground."""
    told = {"id", "body", "number", "title", "date", "withheld"}
    return {name: value if name in told else "" for name, value in _meeting(row).items()}


def _attendance() -> list[dict[str, Any]]:
    rows = shown(Attendance.public.select_related("meeting", "seat__body", "document"))
    return [
        {
            "id": f"{row.meeting.address}/attendance/{row.seat.order}",
            "meeting": row.meeting.address,
            "seat": f"{row.seat.body.address}/seats/{row.seat.order}",
            "status": row.status,
            "delegated_to": row.delegated_to,
            "is_excused": row.is_excused,
            "arrived": clock(row.arrived),
            "left": clock(row.left),
            "note": row.note,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "seat__order")
    ]


def _agenda_id(row: AgendaItem, meeting: Meeting) -> str:
    return f"{meeting.address}/agenda/{row.number}"


def _agenda() -> list[dict[str, Any]]:
    """The items of the agenda; of a withheld one no more than its number and the ground."""
    rows = shown(AgendaItem.public.select_related("meeting", "document"), with_grounds=True)
    return [_item(row) for row in rows.order_by("meeting__address", "number")]


def _item(row: AgendaItem) -> dict[str, Any]:
    texts = ("title", "decision", "outcome", "conditions", "notes")
    votes = ("votes_for", "votes_against", "abstentions")
    told = {name: getattr(row, name) for name in (*texts, *votes)}
    if row.withheld:
        told = dict.fromkeys(texts, "") | dict.fromkeys(votes)
    return {
        "id": _agenda_id(row, row.meeting),
        "meeting": row.meeting.address,
        "number": row.number,
        **told,
        "withheld": row.withheld,
        **_source(row),
    }


def _source(row: Any) -> dict[str, Any]:
    """Where it was taken from; of what is withheld nothing."""
    told = source(row)
    return dict.fromkeys(told, "") if row.withheld else told


def _references() -> list[dict[str, Any]]:
    """What agenda items were about, as far as it is public."""
    rows = shown(Reference.public.select_related("agenda_item__meeting", "entry", "document"))
    order = ("agenda_item__meeting__address", "agenda_item__number", "pk")
    return [_reference(row) for row in rows.filter(entry__is_public=True).order_by(*order)]


def _reference(row: Reference) -> dict[str, Any]:
    item = _agenda_id(row.agenda_item, row.agenda_item.meeting)
    return {
        "id": f"{item}/about/{row.entry.address}",
        "agenda_item": item,
        "entry": row.entry.address,
        **source(row),
    }


def _speeches() -> list[dict[str, Any]]:
    """What was said; of a withheld speech the speaker and the ground."""
    rows = Speech.public.select_related("meeting", "agenda_item", "document")
    return [
        {
            "id": f"{row.meeting.address}/speeches/{row.order}",
            "meeting": row.meeting.address,
            "agenda_item": _agenda_id(row.agenda_item, row.meeting) if row.agenda_item else None,
            "order": row.order,
            "speaker": row.speaker,
            "text": "" if row.withheld else row.text,
            "summary": "" if row.withheld else row.summary,
            "withheld": row.withheld,
            **_source(row),
        }
        for row in shown(rows, with_grounds=True).order_by("meeting__address", "order")
    ]


def _observers() -> list[dict[str, Any]]:
    rows = shown(Observer.public.select_related("meeting", "document"))
    return [
        {
            "id": f"{row.meeting.address}/observers/{row.order}",
            "meeting": row.meeting.address,
            "role": row.role,
            "people": row.people,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "order")
    ]


def _attached_lists() -> list[dict[str, Any]]:
    rows = shown(AttachedList.public.select_related("meeting", "document"))
    return [
        {
            "id": f"{row.meeting.address}/lists/{row.order}",
            "meeting": row.meeting.address,
            "title": row.title,
            "lines": row.lines,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "order")
    ]


def _papers() -> list[dict[str, Any]]:
    """Which papers and photos there are; each is served at its id."""
    rows = shown(Paper.public.select_related("meeting", "agenda_item", "document"))
    return [
        {
            "id": f"{row.meeting.address}/papers/{row.order}",
            "meeting": row.meeting.address,
            "agenda_item": _agenda_id(row.agenda_item, row.meeting) if row.agenda_item else None,
            "kind": row.kind,
            "title": row.title,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "order")
    ]


def _corrections() -> list[dict[str, Any]]:
    """Which corrections there were, and why; who made them is not told."""
    rows = shown(Correction.objects.filter(meeting__is_public=True).select_related("meeting"))
    return [
        {
            "id": f"{row.meeting.address}/corrections/{row.number}",
            "meeting": row.meeting.address,
            "number": row.number,
            "on": timezone.localdate(row.corrected_at).isoformat(),
            "reason": row.reason,
        }
        for row in rows.order_by("meeting__address", "number")
    ]
