"""What every public row of an export has, and the record's own tables."""

import datetime as dt
from typing import Any, TypeAlias

from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Document,
    Programme,
    ProgrammePoint,
    Sourced,
    StatedFigure,
    Statement,
)
from civicforum.record.reports import sources
from civicforum.record.silence import told, told_commitments, told_points

#: Table name to flat rows; every row has a stable `id`.
Rows: TypeAlias = dict[str, list[dict[str, Any]]]


def source(row: Sourced) -> dict[str, str | None]:
    """Return the document a row was taken from and the place in it."""
    return {"document": row.document.slug if row.document else None, "at": row.locator}


def clock(value: dt.time | None) -> str | None:
    """Return a time of day as exports write it."""
    return f"{value:%H:%M}" if value else None


def export() -> Rows:
    """Return the public rows of the record's own tables; a fixed number of queries."""
    commitments = _commitments()
    return {
        "documents": [_document(row) for row in sources()],
        "programmes": [
            {"id": row.address, "city": row.city.slug, "job": row.job, "title": row.title}
            for row in Programme.public.select_related("city").order_by("address")
        ],
        "programme_points": [
            _point(row) for row in ProgrammePoint.public.select_related("programme", "document")
        ],
        "actions": [row for row in commitments if row["kind"] == Commitment.Kind.ACTION],
        "commitments": commitments,
        "discrepancies": _discrepancies(),
        "statements": _statements(),
        "stated_figures": _stated_figures(),
    }


def _document(row: Document) -> dict[str, Any]:
    return {
        "id": row.slug,
        "city": row.city.slug,
        "title": row.title,
        "issuer": row.issuer,
        "issued": row.issued,
        "known_until": row.known_until,
    }


def _point(row: ProgrammePoint) -> dict[str, Any]:
    return {
        "id": f"{row.programme.address}/points/{row.order}",
        "programme": row.programme.address,
        "kind": row.kind,
        "text": row.text,
        **source(row),
    }


def commitment(row: Commitment) -> dict[str, Any]:
    """Return what every commitment tells, whatever its kind."""
    return {
        "id": row.key,
        "city": row.city.slug,
        "title": row.title,
        "department": row.department.name if row.department else "",
        "owed_by": row.owed_by,
        "due": row.due,
        "done": row.done,
        **source(row),
    }


def _commitments() -> list[dict[str, Any]]:
    """All that is or was owed, whatever its kind, and what it concerns."""
    rows = Commitment.public.select_related("city", "department", "entry", "document")
    return [
        {
            **commitment(row),
            "kind": row.kind,
            "concerns": row.entry.address if row.entry else None,
        }
        for row in told_commitments(rows).order_by("due", "key")
    ]


def _discrepancy_id(row: Discrepancy) -> str:
    return f"{row.entry.address}/discrepancies/{row.subject}"


def _discrepancies() -> list[dict[str, Any]]:
    """What sources disagree on, with the value that is shown."""
    rows = told_points(Discrepancy.public.select_related("entry__within"))
    rows = rows.prefetch_related("statements")
    return [
        {
            "id": _discrepancy_id(row),
            "entry": row.entry.address,
            "subject": row.subject,
            "title": row.entry.for_the_public(row.title),
            "words_only": row.words_only,
            "decided": row.decided,
            "decision": row.entry.for_the_public(row.decision),
            "shown": _shown(row),
        }
        for row in rows.order_by("entry__address", "subject")
    ]


def _shown(row: Discrepancy) -> str | None:
    shown = next((one.value for one in row.statements.all() if one.shown), None)
    return shown and row.entry.for_the_public(shown)


def _statements() -> list[dict[str, Any]]:
    """What each source says about a point of disagreement."""
    rows = Statement.public.select_related("discrepancy__entry__within", "document")
    rows = told_points(rows, "discrepancy__")
    return [
        {
            "id": f"{_discrepancy_id(row.discrepancy)}/{row.order}",
            "discrepancy": _discrepancy_id(row.discrepancy),
            "value": row.discrepancy.entry.for_the_public(row.value),
            "shown": row.shown,
            "basis": row.basis,
            **source(row),
        }
        for row in rows.order_by("discrepancy__entry__address", "discrepancy__subject", "order")
    ]


def _stated_figures() -> list[dict[str, Any]]:
    """Totals that a document states."""
    rows = told(StatedFigure.public.select_related("entry", "document"))
    return [
        {
            "id": f"{row.entry.address}/stated/{row.code}",
            "entry": row.entry.address,
            "code": row.code,
            "value": row.value,
            **source(row),
        }
        for row in rows.order_by("entry__address", "code")
    ]
