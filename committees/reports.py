"""What the public pages of bodies, meetings, projects and events read."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Max, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.models import Commitment, StatedFigure, if_public
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


def shown_group(seat: str = "") -> Coalesce:
    """Whom a seat stands for, for a query: a body while it is public, a department, or ""."""
    body = if_public(f"{seat}stands_for", f"{seat}stands_for__title")
    return Coalesce(body, F(f"{seat}stands_for_department__name"), Value(""))


_SEATS = Prepared(
    lambda body: Seat.public.filter(body=body).annotate(stands=shown_group()).order_by("order"),
    "role", "stands",
)  # fmt: skip


_SEATS_ELSEWHERE = Prepared(
    lambda body: Seat.public.filter(stands_for=body).order_by("body__address", "order"),
    "role", "body__title", "body__address",
)  # fmt: skip


def seats_elsewhere(body: Body) -> list[dict[str, Any]]:
    """Return the seats that a public body has in other public bodies."""
    return _SEATS_ELSEWHERE(body.pk)


_ABOVE_AND_BELOW = Prepared(
    lambda body: Body.public.filter(
        Q(pk__in=Body.public.filter(pk=body).values("parent")) | Q(parent=body)
    ).order_by("title"),
    "title", "address", "parent",
)  # fmt: skip


def above_and_below(body: Body) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the public body to which a public body belongs, and those that belong to it."""
    rows = _ABOVE_AND_BELOW(body.pk)
    below = [row for row in rows if row["parent"] == body.pk]
    return [row for row in rows if row not in below], below


def seats(body: Body) -> list[tuple[str, list[str]]]:
    """Return the roles of a public body's seats, by whom they stand for."""
    groups = groupby(_SEATS(body.pk), key=itemgetter("stands"))
    return [(group, [row["role"] for row in own]) for group, own in groups]


_ATTENDANCE = Prepared(
    lambda meeting: Attendance.public.filter(meeting=meeting)
    .annotate(stands=shown_group("seat__"))
    .order_by("seat__order"),
    "status", "note", "seat__role", "stands",
)  # fmt: skip
_AGENDA = Prepared(
    lambda meeting: AgendaItem.public.filter(meeting=meeting).order_by("number", "speeches__order"),
    "number", "title", "decision", "outcome", "meeting", "speeches__meeting",
    "speeches__order", "speeches__speaker", "speeches__summary",
)  # fmt: skip
_STATED = Prepared(lambda entry: StatedFigure.public.filter(entry=entry), "code", "value")
_ACTIONS = Prepared(
    lambda entry: Commitment.public.filter(entry=entry).order_by("pk"),
    "title", "owed_by", "department__name", "due", "done", "document",
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
    if row["speeches__meeting"] != row["meeting"]:
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
    """Return the dated steps of a public plan, given by its key, and whether each is past."""
    today = timezone.localdate().isoformat()
    return [step | {"is_past": "" < step["on"] <= today} for step in _STEPS(plan)]


def plan_page(plan: Plan) -> dict[str, Any]:
    """Read the dated steps and the projects of one public plan."""
    return {"steps": steps(plan.pk), "projects": _PROJECTS(plan.pk)}


_PROGRAMME = Prepared(
    lambda event: ProgrammeItem.public.filter(event=event).order_by("order"), "text"
)
_PRESENTATIONS = Prepared(
    lambda event: Presentation.public.filter(event=event)
    .annotate(body_title=if_public("body", "body__title"))
    .order_by("order"),
    "title", "presenter", "body_title",
)  # fmt: skip


def event_page(event: SharingEvent) -> dict[str, Any]:
    """Read what stands on the page of one public event beside its own fields."""
    meeting = event.planned_at
    return {
        "programme": _PROGRAMME(event.pk),
        "presentations": _PRESENTATIONS(event.pk),
        "planned_at": meeting if meeting and meeting.is_public else None,
    }
