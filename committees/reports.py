"""What the public pages of bodies, meetings, projects and events read."""

from itertools import groupby
from typing import Any

from django.db.models import Count, F, Max, Q

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.models import Commitment, StatedFigure
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    Seat,
    SharingEvent,
)


def bodies(city: str = "") -> Any:
    """Return public bodies other than panels as rows, with their meetings counted."""
    rows = Body.public.exclude(form=Body.Form.PANEL)
    if city:
        rows = rows.filter(city__slug=city)
    return rows.values(
        "title", "address",
        city_name=F("city__name"), department_name=F("department__name"),
        last_meeting=Max("meetings__date", filter=Q(meetings__is_public=True)),
        seat_count=Count("seats", distinct=True),
    ).order_by("city_name", "address")  # fmt: skip


def plans(city: str = "") -> Any:
    """Return public plans as rows with the number of their projects."""
    rows = Plan.public.filter(city__slug=city) if city else Plan.public.all()
    count = Count("projects", filter=Q(projects__is_public=True))
    return rows.values("title", "address", city_name=F("city__name"), project_count=count).order_by(
        "-as_of", "address"
    )


def events(city: str = "") -> Any:
    """Return public results-sharing events as rows, the latest first."""
    rows = SharingEvent.public.filter(city__slug=city) if city else SharingEvent.public.all()
    return rows.values("title", "address", "date", "place", city_name=F("city__name")).order_by(
        "-date", "address"
    )


def meetings(body: Body) -> Any:
    """Return the public meetings of a body, the latest first."""
    return Meeting.public.filter(body=body).order_by("-number")


_SEATS = Prepared(
    lambda body: Seat.public.filter(body=body).order_by("order"),
    "role", "stands_for__title", "stands_for_department__name",
)  # fmt: skip


def seats(body: Body) -> list[tuple[str, list[str]]]:
    """Return the roles of a public body's seats, by whom they stand for."""
    rows = _SEATS(body.pk)
    return [
        (group, [row["role"] for row in own])
        for group, own in groupby(
            rows, key=lambda row: row["stands_for__title"] or row["stands_for_department__name"]
        )
    ]


_ATTENDANCE = Prepared(
    lambda meeting: Attendance.public.filter(meeting=meeting).order_by("seat__order"),
    "status", "note", "seat__role", "seat__stands_for__title",
    "seat__stands_for_department__name",
)  # fmt: skip
_AGENDA = Prepared(
    lambda meeting: AgendaItem.public.filter(meeting=meeting).order_by("number", "speeches__order"),
    "number", "title", "decision", "outcome",
    "speeches__order", "speeches__speaker", "speeches__summary",
)  # fmt: skip
_STATED = Prepared(lambda entry: StatedFigure.public.filter(entry=entry), "code", "value")
_ACTIONS = Prepared(
    lambda entry: Commitment.public.filter(entry=entry).order_by("pk"),
    "title", "owed_by", "department__name", "done",
)  # fmt: skip
_EVENTS = Prepared(
    lambda meeting: SharingEvent.public.filter(planned_at=meeting), "title", "address", "date"
)


def meeting_page(meeting: Meeting) -> dict[str, Any]:
    """Read what stands on the page of one public meeting; five queries."""
    return {
        "attendance": _ATTENDANCE(meeting.pk),
        "agenda": gather(_AGENDA(meeting.pk), "number", _speech),
        "stated": {row["code"]: row["value"] for row in _STATED(meeting.pk)},
        "actions": _ACTIONS(meeting.pk),
        "events": _EVENTS(meeting.pk),
    }


def _speech(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["speeches__order"] is None:
        return None
    names = ("order", "speaker", "summary")
    return {name: row[f"speeches__{name}"] for name in names}


_STEPS = Prepared(
    lambda plan: PlanStep.public.filter(plan=plan).order_by("order"), "title", "on", "note"
)
_PROJECTS = Prepared(
    lambda plan: Project.public.filter(plan=plan).order_by("number"), "title", "address"
)


def steps(plan: int) -> list[dict[str, Any]]:
    """Return the dated steps of a public plan, given by its key."""
    return _STEPS(plan)


def plan_page(plan: Plan) -> dict[str, Any]:
    """Read the dated steps and the projects of one public plan."""
    return {"steps": steps(plan.pk), "projects": _PROJECTS(plan.pk)}


_PROGRAMME = Prepared(
    lambda event: ProgrammeItem.public.filter(event=event).order_by("order"), "text"
)
_PRESENTATIONS = Prepared(
    lambda event: Presentation.public.filter(event=event).order_by("order"),
    "title", "presenter", "body__title",
)  # fmt: skip


def event_page(event: SharingEvent) -> dict[str, Any]:
    """Read the programme and the presentations of one public event."""
    return {"programme": _PROGRAMME(event.pk), "presentations": _PRESENTATIONS(event.pk)}
