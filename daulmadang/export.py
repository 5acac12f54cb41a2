"""Everything public of panels, duties and outcomes as flat rows with stable ids."""

from typing import Any

from civicforum.record.export import Rows, commitment, source
from daulmadang.models import Duty, InspectionSheet, Outcome, Panel


def export() -> Rows:
    """Return the public rows of every table of the panels; a fixed number of queries."""
    return {
        "panels": _panels(),
        "duties": _duties(),
        "outcomes": _outcomes(),
        "inspections": _inspections(),
    }


def _panels() -> list[dict[str, Any]]:
    rows = Panel.public.select_related("city", "field", "department", "document")
    return [
        {
            "id": row.address,
            "city": row.city.slug,
            "name": row.title,
            "field": row.field.name,
            "department": row.department.name if row.department else "",
            "members": row.size,
            "as_of": row.as_of,
            "purpose": row.purpose,
            **source(row),
        }
        for row in rows.order_by("address")
    ]


def _duties() -> list[dict[str, Any]]:
    rows = Duty.public.select_related("city", "department", "document").order_by("due", "key")
    return [
        {**commitment(row), "kind": row.type, "year": row.year, "half": row.half} for row in rows
    ]


def _outcomes() -> list[dict[str, Any]]:
    rows = Outcome.public.select_related("panel", "document").order_by("city", "order")
    return [
        {
            "id": row.address,
            "panel": row.panel.address,
            "panel_name": row.panel.title,
            "heading": row.heading,
            "text": row.title,
            **source(row),
        }
        for row in rows
    ]


#: What of a frozen sheet everybody may know: counts and shares of the panel, of nobody in it.
_FIGURES = (
    "meetings", "last_meeting", "days_since_last", "attendance", "members", "vacancies",
    "overlaps", "terms_ended", "minutes_published", "minutes_late", "median_days_to_publish",
    "longest_days_to_publish", "agenda", "decisions", "answers_owed",
)  # fmt: skip


def _inspections() -> list[dict[str, Any]]:
    """How each public panel did in an inspection, as its accepted sheet keeps it."""
    rows = InspectionSheet.objects.filter(figures__isnull=False, panel__is_public=True)
    return [
        {
            "id": f"{row.panel.address}/inspections/{row.round.year}-{row.round.half}",
            "panel": row.panel.address,
            "panel_name": row.panel.title,
            "year": row.round.year,
            "half": row.round.half,
            "starts_on": row.round.starts_on.isoformat(),
            "as_of": row.round.as_of.isoformat(),
            "light": row.figures["light"],
            **{name: row.figures.get(name) for name in _FIGURES},
        }
        for row in rows.select_related("panel", "round").order_by("panel__address", "round__as_of")
    ]
