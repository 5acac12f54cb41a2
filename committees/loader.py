"""Loading bodies, meetings, plans and events from fixture files."""

from typing import Any

from civicforum.record.fixtures import Row
from civicforum.record.loader import Loader, load_stated
from civicforum.record.models import Commitment, Entry
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Observer,
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


def load_bodies(loader: Loader, top: Row) -> None:
    """The bodies that meet, and their seats."""
    for row in top.rows("bodies"):
        fields = ["slug", "form", "title"]
        body = loader.store(Body, row, fields, department=loader.department(row))
        load_stated(loader, row, body)
        for seat in row.rows("seats"):
            loader.store(
                Seat,
                seat,
                ["role"],
                key={"body": body, "order": seat.pop("order")},
                stands_for=_body(loader, seat) if seat.has("body") else None,
                stands_for_department=loader.department(seat),
            )


def load_meeting(loader: Loader, top: Row) -> None:
    """One meeting: attendance, agenda, speeches and what was promised."""
    for row in top.rows("meeting", required=True):
        meeting = loader.store(
            Meeting,
            row,
            [
                "number", "title", "date", "stated_weekday", "starts", "ends", "form", "place",
                "recorder", "next_meeting", "notes", "remarks", "withheld",
            ],
            body=_body(loader, row),
            main_points="\n".join(row.texts("main_points")),
        )  # fmt: skip
        load_stated(loader, row, meeting)
    for row in top.rows("attendance"):
        seat = loader.find(row, "seat", Seat, body=meeting.body, order=row.pop("seat"))
        key = {"meeting": meeting, "seat": seat}
        fields = ["status", "delegated_to", "is_excused", "arrived", "left", "note"]
        loader.store(Attendance, row, fields, key=key)
    for order, row in enumerate(top.rows("observers"), start=1):
        loader.store(Observer, row, ["role", "people"], key={"meeting": meeting, "order": order})
    _load_agenda(loader, top, meeting)
    _load_speeches(loader, top, meeting)
    for order, row in enumerate(top.rows("attached_lists"), start=1):
        place = {"meeting": meeting, "order": order}
        loader.store(AttachedList, row, ["title", "lines"], key=place)
    _load_actions(loader, top, meeting)


def _load_agenda(loader: Loader, top: Row, meeting: Meeting) -> None:
    fields = (
        "title", "decision", "outcome", "conditions", "votes_for", "votes_against",
        "abstentions", "notes", "withheld",
    )  # fmt: skip
    for row in top.rows("agenda"):
        key = {"meeting": meeting, "number": row.pop("number")}
        item = loader.store(AgendaItem, row, fields, key=key)
        for link in row.rows("about", scalar="entry"):
            address = link.pop("entry")
            entry = loader.find(link, "about", Entry, city=loader.city, address=address)
            loader.store(Reference, link, key={"agenda_item": item, "entry": entry})


def _load_speeches(loader: Loader, top: Row, meeting: Meeting) -> None:
    for row in top.rows("speeches"):
        number = row.pop("agenda_item")
        item = None
        if number is not None:
            item = loader.find(row, "agenda_item", AgendaItem, meeting=meeting, number=number)
        key = {"meeting": meeting, "order": row.pop("order")}
        fields = ["speaker", "text", "summary", "withheld"]
        loader.store(Speech, row, fields, key=key, agenda_item=item)


def _load_actions(loader: Loader, top: Row, meeting: Meeting) -> None:
    for row in top.rows("actions"):
        loader.store(
            Commitment,
            row,
            ["title", "owed_by", "due", "done"],
            key={"key": f"{meeting.address}/{row.pop('slug')}"},
            kind=Commitment.Kind.ACTION,
            city=loader.city,
            department=loader.department(row),
            entry=meeting,
        )


def load_projects(loader: Loader, top: Row) -> None:
    """A plan with its dated steps and its approved projects, each with its own steps."""
    for row in top.rows("plan", required=True):
        fields = ["slug", "title", *_stated(row, "year")]
        plan = loader.store(Plan, row, fields, department=loader.department(row))
        load_stated(loader, row, plan)
        for order, step in enumerate(row.rows("steps"), start=1):
            key = {"plan": plan, "order": order}
            loader.store(PlanStep, step, ["title", "on", "note"], key=key)
    for row in top.rows("projects"):
        fields = ["slug", "number", "title", *_stated(row, "working_group", "budget", "result")]
        known: dict[str, Any] = {}
        if row.has("department"):
            known["department"] = loader.department(row)
        project = loader.store(Project, row, fields, plan=plan, **known)
        load_stated(loader, row, project)
        for order, step in enumerate(row.rows("steps"), start=1):
            key = {"project": project, "order": order}
            loader.store(ProjectStep, step, ["on", "text", *_stated(step, "kind")], key=key)


def load_matters(loader: Loader, top: Row) -> None:
    """Matters with their dated steps, and the projects that some of them became."""
    for row in top.rows("matters"):
        fields = ["slug", "title", "year", *_stated(row, "summary")]
        given = {"body": _body(loader, row), **_project(loader, row, "became")}
        matter = loader.store(Matter, row, fields, **given)
        load_stated(loader, row, matter)
        for order, step in enumerate(row.rows("steps"), start=1):
            key = {"matter": matter, "order": order}
            fields = ["kind", "on", "note", *_stated(step, "votes", "place")]
            loader.store(MatterStep, step, fields, key=key)


def _project(loader: Loader, row: Row, field: str) -> dict[str, Any]:
    """The project whose address stands in a field, under the field's name; nothing without it."""
    if not row.has(field):
        return {}
    address = row.pop(field)
    return {field: loader.find(row, field, Project, city=loader.city, address=address)}


def _stated(row: Row, *names: str) -> list[str]:
    """Those of the fields that the document states; what it does not is the city's to write."""
    return [name for name in names if row.has(name)]


def load_event(loader: Loader, top: Row) -> None:
    """A results-sharing event with its programme and presentations."""
    for row in top.rows("event", required=True):
        meeting = row.pop("planned_at")
        event = loader.store(
            SharingEvent,
            row,
            ["slug", "title", "date", "starts", "ends", "place", "audience", "note"],
            department=loader.department(row),
            planned_at=loader.find(row, "planned_at", Meeting, address=meeting),
        )
        load_stated(loader, row, event)
        for order, item in enumerate(row.rows("programme", scalar="text"), start=1):
            loader.store(ProgrammeItem, item, ["text"], key={"event": event, "order": order})
        for order, shown in enumerate(row.rows("presentations"), start=1):
            key = {"event": event, "order": order}
            given = {"body": _body(loader, shown), **_project(loader, shown, "project")}
            loader.store(Presentation, shown, ["title", "presenter"], key=key, **given)


def _body(loader: Loader, row: Row) -> Body:
    return loader.find(row, "body", Body, city=loader.city, title=row.pop("body"))
