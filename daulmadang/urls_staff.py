"""Addresses of the staff pages, below `/staff/daulmadang/`."""

from django.urls import URLPattern, path

from daulmadang.views import staff_board

app_name = "daulmadang_staff"

_BOARD: list[URLPattern] = [path("board/", staff_board.panels, name="board")]
_ROUNDS: list[URLPattern] = []
_YEAR: list[URLPattern] = []
_MEMBERS: list[URLPattern] = []

urlpatterns = [*_BOARD, *_ROUNDS, *_YEAR, *_MEMBERS]
