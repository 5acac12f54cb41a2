"""The loaded record, many times over: copied by the database itself, in seconds."""

from typing import Any

from django.db import connection
from django.db.models import Model, UUIDField

from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Programme,
    ProgrammePoint,
    StatedFigure,
    Statement,
)
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
from daulmadang.models import Duty, Outcome, Panel
from roundtables.models import (
    Award,
    Figure,
    FigureGroup,
    Honour,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Tally,
    Team,
)

SHIFT = 1_000_000  # between the keys of one copy and the next

#: What stands on a page: each model, and the fields that lead to rows copied along with it.
PARTS: dict[type[Model], tuple[str, ...]] = {
    ProgrammePoint: (),
    Session: (),
    FigureGroup: (),
    Figure: ("group",),
    Team: ("session",),
    Proposal: ("team",),
    ProposalLine: ("proposal", "parent"),
    Idea: (),
    Tally: ("idea", "session"),
    Award: ("team", "session"),
    Honour: ("award",),
    Seat: (),
    Attendance: ("seat",),
    AgendaItem: (),
    Speech: ("agenda_item",),
    Reference: ("agenda_item",),
    PlanStep: (),
    Project: (),
    ProjectStep: (),
    MatterStep: (),
    ProgrammeItem: (),
    Presentation: (),
    Discrepancy: (),
    Statement: ("discrepancy",),
    StatedFigure: (),
}
#: What has a line in a list.
WHOLES: tuple[type[Model], ...] = (
    Programme, Roundtable, Panel, Outcome, Body, Meeting, Plan, Matter, SharingEvent, Duty,
    Commitment,
)  # fmt: skip
#: Fields that tell the rows of one parent apart, with what makes each copy's its own.
NUMBERS = ("number", "order")
NAMES = ("slug", "code", "subject", "address", "key")


def grow_lists(times: int) -> None:
    """Copy everything that has a line in a list."""
    for model in WHOLES:
        _copy(model, times, ())


def grow_pages(times: int) -> None:
    """Copy everything that stands on a page, within the page."""
    for model, along in PARTS.items():
        _copy(model, times, along)


def _copy(model: type[Model], times: int, along: tuple[str, ...]) -> None:
    tables = [*reversed(model._meta.get_parent_list()), model]
    own = f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"'  # noqa: S608
    with connection.cursor() as cursor:
        for table in tables:
            columns = {field.column: _value(field, along) for field in table._meta.local_fields}
            names = ", ".join(f'"{name}"' for name in columns)
            key = table._meta.pk.column
            cursor.execute(
                f'INSERT INTO "{table._meta.db_table}" ({names}) '  # noqa: S608
                f"SELECT {', '.join(columns.values())} "
                f'FROM "{table._meta.db_table}", generate_series(1, {times}) n '
                f'WHERE "{key}" < {SHIFT} AND "{key}" IN ({own}) '
                f'ON CONFLICT ("{key}") DO NOTHING'  # a panel is a body, and copied as both
            )
            cursor.execute(f'ANALYZE "{table._meta.db_table}"')  # as happens to tables that grow


def _value(field: Any, along: tuple[str, ...]) -> str:
    column = f'"{field.column}"'
    if field.primary_key or field.name in along:
        return f"{column} + n * {SHIFT}"
    if field.name in NUMBERS:
        return f"{column} + n * 100"
    if isinstance(field, UUIDField):
        return "gen_random_uuid()"
    return f"{column} || '-' || n" if field.name in NAMES else column
