"""Plans, projects, matters and events, as flat rows."""

from typing import Any

from civicforum.record.export import Rows, clock, source
from civicforum.record.models import if_public
from committees.models import (
    Matter,
    MatterStep,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    SharingEvent,
)
from committees.reports import staged


def rows() -> Rows:
    """Return the public rows of co-governance, by table."""
    return {
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
        "starts": clock(row.starts),
        "ends": clock(row.ends),
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
