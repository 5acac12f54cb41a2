"""Everything public of panels, duties and outcomes as flat rows with stable ids."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from civicforum.record.export import Rows, commitment, source
from civicforum.record.models import if_public
from civicforum.record.states import EntryState
from committees.models import Meeting
from daulmadang.freezing import thaw
from daulmadang.models import (
    CaseMark,
    Duty,
    InspectionSheet,
    Outcome,
    OutcomeLink,
    Panel,
    TermOfOffice,
)
from daulmadang.reports.duties import CALLED_OFF
from daulmadang.reports.fields import field_then
from daulmadang.reports.gathering import held
from daulmadang.reports.sitting import seated


def export() -> Rows:
    """Return the public rows of every table of the panels; a fixed number of queries."""
    return {
        "panels": _panels(),
        "panel_members": _members(),
        "duties": _duties(),
        "outcomes": _outcomes(),
        "outcome_links": _links(),
        "case_marks": _marks(),
        "terms_of_office": _terms(),
        "inspections": _inspections(),
    }


def _panels() -> list[dict[str, Any]]:
    rows = Panel.public.select_related("city", "department", "document").annotate(
        field_name=field_then(),
        into=if_public("merged_into", "merged_into__address"),
    )
    return [
        {
            "id": row.address,
            "city": row.city.slug,
            "name": row.title,
            "field": row.field_name,
            "department": row.department.name if row.department else "",
            "members": row.size,
            "as_of": row.as_of,
            "purpose": row.purpose,
            "proposed": row.proposed,
            "founded": row.founded,
            "ended": row.ended,
            "end": row.end,
            "end_reason": row.end_reason,
            "merged_into": row.into,
            "purpose_reached": row.purpose_reached,
            **source(row),
        }
        for row in rows.order_by("address")
    ]


def _members() -> list[dict[str, Any]]:
    """Whose name is public, of those who sit on public panels today; of others nothing."""
    today = timezone.localdate()
    rows = seated(today).filter(seat__body__is_public=True).exclude(public_name_basis="")
    columns = ("seat__body__address", "seat__order", "name", "is_chair", "kind", "starts_on")
    return [
        {
            "id": f"{panel}/seats/{order}/{since}",
            "panel": panel,
            "name": name,
            "chair": is_chair,
            "kind": kind,
            "document": None,
            "at": "",
        }
        for panel, order, name, is_chair, kind, since in rows.order_by(
            "seat__body__address", "seat__order", "starts_on"
        ).values_list(*columns)
    ]


def _links() -> list[dict[str, Any]]:
    """What public outcomes came from or led to, as far as that is public, too."""
    rows = OutcomeLink.public.filter(entry__is_public=True)
    rows = rows.select_related("outcome", "entry", "document")
    return [
        {
            "id": f"{row.outcome.address}/links/{row.entry.address}",
            "outcome": row.outcome.address,
            "entry": row.entry.address,
            "kind": row.entry.kind,
            **source(row),
        }
        for row in rows.order_by("outcome__address", "entry__address")
    ]


def _marks() -> list[dict[str, Any]]:
    """What presentations were given at public case-sharing days."""
    rows = CaseMark.public.select_related("presentation__event", "document")
    return [
        {
            "id": f"{_presentation(row)}/marks/{row.criterion}",
            "presentation": _presentation(row),
            "criterion": row.criterion,
            "value": float(row.value),
            **source(row),
        }
        for row in rows.order_by("presentation__event__address", "presentation__order", "criterion")
    ]


def _presentation(row: CaseMark) -> str:
    return f"{row.presentation.event.address}/presentations/{row.presentation.order}"


def _terms() -> list[dict[str, Any]]:
    """The terms of office of cities that have a public panel."""
    rows = TermOfOffice.objects.filter(city__in=Panel.public.values("city"))
    return [
        {
            "id": f"{row.city.slug}/{row.starts_on}",
            "city": row.city.slug,
            "name": row.name,
            "from": row.starts_on.isoformat(),
            "until": row.ends_on.isoformat() if row.ends_on else None,
            "document": None,
            "at": "",
        }
        for row in rows.select_related("city").order_by("city__slug", "starts_on")
    ]


def _duties() -> list[dict[str, Any]]:
    rows = Duty.public.exclude(CALLED_OFF).select_related("city", "department", "document", "panel")
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


#: What of a frozen sheet everybody may know: counts and shares of the panel, of nobody in it.
_FIGURES = (
    "meetings", "last_meeting", "days_since_last", "attendance", "members", "vacancies",
    "overlaps", "terms_ended", "minutes_published", "minutes_late", "median_days_to_publish",
    "longest_days_to_publish", "agenda", "decisions", "answers_owed",
)  # fmt: skip


#: What a last meeting that is not public keeps back: its day, and how long ago it was.
_NO_DAY = {"last_meeting": None, "days_since_last": None}
#: What any meeting that is not public keeps back: how long it waits, and what it was about.
_NO_CONTENT = {"longest_days_to_publish": None, "agenda": None, "decisions": None}
#: What minutes that were public when the sheet was accepted, and are not any more, keep back.
_NO_MINUTES = {"attendance": None, "median_days_to_publish": None}


def _in_public(sheet: Any, public: set[tuple[int, dt.date]]) -> dict[str, Any]:
    """The figures of a frozen sheet, telling no more of meetings than is public by now."""
    told = thaw(sheet.figures).figures
    is_public_day = (sheet.panel_id, told.last_meeting) in public
    return {
        **{name: told.recorded(name) for name in _FIGURES},
        "attendance": told.attendance_in_public,
        "last_meeting": told.last_meeting and told.last_meeting.isoformat(),
        **({} if is_public_day else _NO_DAY),
        **(_NO_CONTENT if sheet.keeps_some else {}),
        **(_NO_MINUTES if sheet.keeps_withdrawn else {}),
    }


def _inspections() -> list[dict[str, Any]]:
    """How each public panel did in an inspection, as its accepted sheet keeps it."""
    rows = InspectionSheet.objects.filter(figures__isnull=False, panel__is_public=True)
    days = set(Meeting.public.filter(body__panel__isnull=False).values_list("body", "date"))
    kept = held(OuterRef("round__as_of")).filter(body=OuterRef("panel"), is_public=False)
    withdrawn = kept.filter(state_changes__new=EntryState.PUBLISHED)
    rows = rows.select_related("panel", "round")
    rows = rows.annotate(keeps_some=Exists(kept), keeps_withdrawn=Exists(withdrawn))
    return [
        {
            "id": f"{row.panel.address}/inspections/{row.round.year}-{row.round.half}",
            "panel": row.panel.address,
            "panel_name": row.panel.title,
            "year": row.round.year,
            "half": row.round.half,
            "starts_on": row.round.starts_on.isoformat(),
            "as_of": row.round.as_of.isoformat(),
            "light": (row.figures or {})["light"],
            **_in_public(row, days),
        }
        for row in rows.order_by("panel__address", "round__as_of")
    ]
