"""Addresses of the staff pages, below `/staff/daulmadang/`."""

from django.urls import URLPattern, path

from civicforum.kit.papers.formats import FORMATS
from daulmadang.views import (
    staff_board,
    staff_calendar,
    staff_life,
    staff_members,
    staff_people,
    staff_rounds,
    staff_sheets,
    staff_year,
)

app_name = "daulmadang_staff"

_BOARD: list[URLPattern] = [path("board/", staff_board.panels, name="board")]
_ROUNDS: list[URLPattern] = [
    path("rounds/", staff_rounds.rounds, name="rounds"),
    path("rounds/new/", staff_rounds.new_round, name="new_round"),
    path("rounds/<int:pk>/", staff_rounds.round_, name="round"),
    *(
        path(
            f"rounds/<int:pk>/report.{kind}", staff_rounds.report, {"kind": kind}, f"report_{kind}"
        )
        for kind in FORMATS
    ),
    path("sheets/<int:pk>/", staff_sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/save/", staff_sheets.save, name="save_sheet"),
]
_YEAR: list[URLPattern] = [
    path("year/<int:year>/", staff_year.year, name="year"),
    path("calendar/", staff_calendar.calendar, name="calendar"),
    path("calendars/", staff_calendar.calendars, name="calendars"),
]
_MEMBERS: list[URLPattern] = [
    path("members/", staff_members.panels, name="panels_of_members"),
    path("panels/<int:pk>/members/", staff_members.members, name="members"),
    path("panels/<int:pk>/members/<int:member>/", staff_members.member, name="member"),
    path("panels/<int:pk>/life/", staff_life.life, name="life"),
    path("people/", staff_people.people, name="people"),
    path("people/<int:pk>/", staff_people.person, name="person"),
]

urlpatterns = [*_BOARD, *_ROUNDS, *_YEAR, *_MEMBERS]
