"""Everything public of panels, duties and outcomes as flat rows with stable ids."""

from typing import Any

from civicforum.record.export import Rows, commitment, source
from daulmadang.models import Duty, Outcome, Panel


def export() -> Rows:
    """Return the public rows of every table of the panels; a fixed number of queries."""
    return {"panels": _panels(), "duties": _duties(), "outcomes": _outcomes()}


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
    rows = Duty.public.select_related("city", "department", "document", "panel")
    return [
        {
            **commitment(row),
            "kind": row.type,
            "year": row.year,
            "half": row.half,
            "panel": row.panel.address if row.panel else None,
        }
        for row in rows.order_by("due", "key")
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
