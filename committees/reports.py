"""What the public pages of bodies, meetings, projects and events read."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.kit.rows import CountOf, gather
from civicforum.record.models import Commitment, StatedFigure, if_public, of_city
from civicforum.record.reports import Discussion
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
    Reference,
    Seat,
    SharingEvent,
)

_MEETINGS = Meeting.public.filter(body=OuterRef("pk"))
_BODIES = PreparedList(
    lambda city: Body.public.filter(of_city(city))
    .exclude(form=Body.Form.PANEL)
    .annotate(
        last_meeting=Subquery(_MEETINGS.order_by("-date").values("date")[:1]),
        seat_count=CountOf(Seat.public.filter(body=OuterRef("pk"))),
    )
    .order_by("city__name", F("last_meeting").desc(nulls_last=True), "address"),
    "title", "address", "city__name", "department__name", "last_meeting", "seat_count",
    size=30,
)  # fmt: skip
_PLANS = PreparedList(
    lambda city: Plan.public.filter(of_city(city))
    .annotate(project_count=CountOf(Project.public.filter(plan=OuterRef("pk"))))
    .order_by("-as_of", "address"),
    "title", "address", "city__name", "project_count",
    size=30,
)  # fmt: skip
_EVENTS = PreparedList(
    lambda city: SharingEvent.public.filter(of_city(city)).order_by("-date", "address"),
    "title", "address", "city__name", "date", "place",
    size=30,
)  # fmt: skip


def bodies(city: str, number: int) -> Page:
    """Return a page of the public bodies, other than panels, of a city or of all; one query."""
    return _BODIES.page(number, city)


def plans(city: str, number: int) -> Page:
    """Return a page of the public plans of a city or of all, the latest first; one query."""
    return _PLANS.page(number, city)


def events(city: str, number: int) -> Page:
    """Return a page of the public results-sharing events, the latest first; one query."""
    return _EVENTS.page(number, city)


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
_REFERENCES = Prepared(
    lambda meeting: Reference.public.filter(
        agenda_item__meeting=meeting, entry__is_public=True
    ).order_by("agenda_item__number", "pk"),
    "agenda_item__number", "entry__title", "entry__address",
)  # fmt: skip
#: The columns are the fields of a Discussion, in order.
_DISCUSSED = Prepared(
    lambda entry: Reference.public.filter(entry=entry).order_by(
        "-agenda_item__meeting__date", "agenda_item__meeting__address", "agenda_item__number"
    ),
    "agenda_item__meeting__title", "agenda_item__meeting__address",
    "agenda_item__meeting__date", "agenda_item__number", "agenda_item__title",
)  # fmt: skip
_STATED = Prepared(lambda entry: StatedFigure.public.filter(entry=entry), "code", "value")
_ACTIONS = Prepared(
    lambda entry: Commitment.public.filter(entry=entry).order_by("pk"),
    "title", "owed_by", "department__name", "due", "done", "document",
)  # fmt: skip
_PLANNED_EVENTS = Prepared(
    lambda meeting: SharingEvent.public.filter(planned_at=meeting), "title", "address", "date"
)


def meeting_page(meeting: Meeting) -> dict[str, Any]:
    """Read what stands on the page of one public meeting; six queries."""
    references = gather(_REFERENCES(meeting.pk), "agenda_item__number", lambda row: row)
    subjects = {first["agenda_item__number"]: own for first, own in references}
    return {
        "attendance": _ATTENDANCE(meeting.pk),
        "agenda": [
            (item, speeches, subjects.get(item["number"], []))
            for item, speeches in gather(_AGENDA(meeting.pk), "number", _speech)
        ],
        "stated": {row["code"]: row["value"] for row in _STATED(meeting.pk)},
        "actions": _ACTIONS(meeting.pk),
        "events": _PLANNED_EVENTS(meeting.pk),
    }


def discussions(entry: int) -> list[Discussion]:
    """Return the agenda items of public meetings that were about an entry, the latest first."""
    return [Discussion(*row.values()) for row in _DISCUSSED(entry)]


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
    lambda event: ProgrammeItem.public.filter(event=event).order_by("order"), "order", "text"
)
_PRESENTATIONS = Prepared(
    lambda event: Presentation.public.filter(event=event)
    .annotate(body_title=if_public("body", "body__title"))
    .order_by("order"),
    "order", "title", "presenter", "body_title",
)  # fmt: skip


def event_page(event: SharingEvent) -> dict[str, Any]:
    """Read what stands on the page of one public event beside its own fields."""
    meeting = event.planned_at
    return {
        "programme": _PROGRAMME(event.pk),
        "presentations": _PRESENTATIONS(event.pk),
        "planned_at": meeting if meeting and meeting.is_public else None,
    }
