"""Addresses of the staff pages, below `/staff/daulmadang/`."""

from django.urls import URLPattern, path

from civicforum.kit.papers.formats import FORMATS
from daulmadang.views import staff_board, staff_rounds, staff_sheets

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
_YEAR: list[URLPattern] = []
_MEMBERS: list[URLPattern] = []

urlpatterns = [*_BOARD, *_ROUNDS, *_YEAR, *_MEMBERS]
