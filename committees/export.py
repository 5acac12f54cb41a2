"""Everything public of bodies, meetings, projects and events as flat rows with stable ids."""

from typing import Any

from civicforum.record.export import Rows, source
from civicforum.record.models import if_public
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    Reference,
    Seat,
    SharingEvent,
    Speech,
)
from committees.reports import shown_group, staged


def export() -> Rows:
    """Return the public rows of every table of the committees; a fixed number of queries."""
    return {
        "bodies": _bodies(),
        "seats": _seats(),
        "meetings": [_meeting(row) for row in Meeting.public.select_related("body", "document")],
        "attendance": _attendance(),
        "agenda": _agenda(),
        "agenda_references": _references(),
        "speeches": _speeches(),
        "plans": _plans(),
        "plan_steps": [_step(row) for row in PlanStep.public.select_related("plan", "document")],
        "projects": _projects(),
        "project_steps": _project_steps(),
        "matters": _matters(),
        "matter_steps": _matter_steps(),
        "events": _events(),
        "programme_items": _programme(),
        "presentations": _presentations(),
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


def _meeting(row: Meeting) -> dict[str, Any]:
    return {
        "id": row.address,
        "body": row.body.address,
        "number": row.number,
        "title": row.title,
        "date": row.date.isoformat(),
        "stated_weekday": row.stated_weekday,
        "starts": f"{row.starts:%H:%M}" if row.starts else None,
        "place": row.place,
        "recorder": row.recorder,
        "main_points": row.main_points,
        "next_meeting": row.next_meeting,
        "remarks": row.remarks,
        **source(row),
    }


def _attendance() -> list[dict[str, Any]]:
    rows = Attendance.public.select_related("meeting", "seat__body", "document")
    return [
        {
            "id": f"{row.meeting.address}/attendance/{row.seat.order}",
            "meeting": row.meeting.address,
            "seat": f"{row.seat.body.address}/seats/{row.seat.order}",
            "status": row.status,
            "note": row.note,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "seat__order")
    ]


def _agenda_id(row: AgendaItem, meeting: Meeting) -> str:
    return f"{meeting.address}/agenda/{row.number}"


def _agenda() -> list[dict[str, Any]]:
    rows = AgendaItem.public.select_related("meeting", "document")
    return [
        {
            "id": _agenda_id(row, row.meeting),
            "meeting": row.meeting.address,
            "number": row.number,
            "title": row.title,
            "decision": row.decision,
            "outcome": row.outcome,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "number")
    ]


def _references() -> list[dict[str, Any]]:
    """What agenda items were about, as far as it is public."""
    rows = Reference.public.select_related("agenda_item__meeting", "entry", "document")
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
    rows = Speech.public.select_related("meeting", "agenda_item", "document")
    return [
        {
            "id": f"{row.meeting.address}/speeches/{row.order}",
            "meeting": row.meeting.address,
            "agenda_item": _agenda_id(row.agenda_item, row.meeting),
            "order": row.order,
            "speaker": row.speaker,
            "summary": row.summary,
            **source(row),
        }
        for row in rows.order_by("meeting__address", "order")
    ]


def _plans() -> list[dict[str, Any]]:
    """The yearly plans, whose steps and projects stand in tables of their own."""
    rows = Plan.public.select_related("city", "department", "document").order_by("address")
    return [
        {
            "id": row.address,
            "city": row.city.slug,
            "title": row.title,
            "department": row.department.name if row.department else "",
            "year": row.year,
            "as_of": row.as_of,
            **source(row),
        }
        for row in rows
    ]


def _step(row: PlanStep) -> dict[str, Any]:
    return {
        "id": f"{row.plan.address}/steps/{row.order}",
        "plan": row.plan.address,
        "title": row.title,
        "on": row.on,
        "note": row.note,
        **source(row),
    }


def _projects() -> list[dict[str, Any]]:
    rows = Project.public.select_related("plan", "department", "document")
    return [
        {
            "id": row.address,
            "plan": row.plan.address,
            "plan_title": row.plan.title,
            "number": row.number,
            "name": row.title,
            "department": row.department.name if row.department else "",
            "working_group": row.working_group,
            "budget": row.budget,
            "result": row.result,
            **source(row),
        }
        for row in rows.order_by("plan__address", "number")
    ]


def _project_steps() -> list[dict[str, Any]]:
    rows = ProjectStep.public.select_related("project", "document")
    return [
        {
            "id": f"{row.project.address}/steps/{row.order}",
            "project": row.project.address,
            "kind": row.kind,
            "on": row.on,
            "text": row.text,
            **source(row),
        }
        for row in rows.order_by("project__address", "order")
    ]


def _matters() -> list[dict[str, Any]]:
    """Matters with the stage their steps give them, and the project, if a public one, they became.

    The body stands there while it is public, too.
    """
    rows = staged(Matter.public.select_related("city", "document")).annotate(
        body_address=if_public("body", "body__address"),
        became_address=if_public("became", "became__address"),
    )
    return [
        {
            "id": row.address,
            "city": row.city.slug,
            "title": row.title,
            "year": row.year,
            "body": row.body_address,
            "summary": row.summary,
            "stage": row.stage,
            "became": row.became_address,
            **source(row),
        }
        for row in rows.order_by("address")
    ]


def _matter_steps() -> list[dict[str, Any]]:
    rows = MatterStep.public.select_related("matter", "document")
    return [
        {
            "id": f"{row.matter.address}/steps/{row.order}",
            "matter": row.matter.address,
            "kind": row.kind,
            "on": row.on,
            "votes": row.votes,
            "place": row.place,
            "note": row.note,
            **source(row),
        }
        for row in rows.order_by("matter__address", "order")
    ]


def _events() -> list[dict[str, Any]]:
    rows = SharingEvent.public.select_related("city", "department", "planned_at", "document")
    return [_event(row) for row in rows]


def _event(row: SharingEvent) -> dict[str, Any]:
    planned_at = row.planned_at if row.planned_at and row.planned_at.is_public else None
    return {
        "id": row.address,
        "city": row.city.slug,
        "title": row.title,
        "date": row.date.isoformat(),
        "starts": f"{row.starts:%H:%M}" if row.starts else None,
        "ends": f"{row.ends:%H:%M}" if row.ends else None,
        "place": row.place,
        "audience": row.audience,
        "note": row.note,
        "department": row.department.name if row.department else "",
        "planned_at": planned_at.address if planned_at else None,
        "planned_on": planned_at.date.isoformat() if planned_at else None,
        **source(row),
    }


def _programme() -> list[dict[str, Any]]:
    rows = ProgrammeItem.public.select_related("event", "document")
    return [
        {
            "id": f"{row.event.address}/programme/{row.order}",
            "event": row.event.address,
            "text": row.text,
            **source(row),
        }
        for row in rows.order_by("event__address", "order")
    ]


def _presentations() -> list[dict[str, Any]]:
    rows = Presentation.public.select_related("event", "document")
    rows = rows.annotate(
        body_title=if_public("body", "body__title"),
        project_address=if_public("project", "project__address"),
    )
    return [
        {
            "id": f"{row.event.address}/presentations/{row.order}",
            "event": row.event.address,
            "subcommittee": row.body_title or "",
            "project": row.title,
            "presenter": row.presenter,
            "project_page": row.project_address,
            **source(row),
        }
        for row in rows.order_by("event__address", "order")
    ]
