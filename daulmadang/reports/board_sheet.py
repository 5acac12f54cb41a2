"""The board as a sheet: a row for each panel."""

from typing import Any

import tablib
from django.utils.translation import gettext as _

from committees.models import Meeting
from daulmadang.health import Light, percent
from daulmadang.reports.board import Board, Line


def sheet(board: Board) -> tablib.Dataset:
    """Return the lines of the board in their order; a figure that is not recorded is empty."""
    columns = [
        _("As of"), _("Panel"), _("Department"), _("Traffic light"), _("Why"), _("Meetings"),
        *(str(form.label) for form in Meeting.Form),
        _("Last meeting"), _("Days since the last meeting"), _("Attendance (%)"), _("Members"),
        _("Vacancies"), _("Women (%)"), _("The young (%)"), _("On too many panels"),
        _("Terms that ended"), _("Minutes published"), _("Minutes late"),
        _("Median days to publish"), _("Longest days to publish"), _("Agenda items"),
        _("Decisions"), _("Answers owed"), _("Last rounds"),
    ]  # fmt: skip
    rows = [_row(board, line) for line in board.lines]
    return tablib.Dataset(*rows, headers=columns, title=_("Board of the panels"))


def _row(board: Board, line: Line) -> list[Any]:
    told, panel = line.health.figures, line.health.panel
    forms = [
        None if told.meetings is None else told.by_form.get(form, 0) for form in Meeting.Form.values
    ]
    cells = [
        board.on.isoformat(), panel.title, str(panel.department or ""),
        str(line.health.light.label), " ".join(line.health.judgement.reasons), told.meetings,
        *forms, told.last_meeting and told.last_meeting.isoformat(), told.days_since_last,
        _percent(told.attendance), told.members, told.vacancies, _percent(told.women),
        _percent(told.young), told.recorded("overlaps"), told.terms_ended, told.minutes_published,
        told.minutes_late, told.median_days_to_publish, told.longest_days_to_publish,
        *(told.recorded(name) for name in ("agenda", "decisions", "answers_owed")),
        ", ".join(f"{one.year} {one.half} {Light(one.light).label}" for one in line.earlier),
    ]  # fmt: skip
    return ["" if cell is None else cell for cell in cells]


def _percent(share: float | None) -> float | None:
    return None if share is None else percent(share, 1)
