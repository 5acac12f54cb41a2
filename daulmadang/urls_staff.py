"""Addresses of the staff pages, below `/staff/daulmadang/`."""

from django.urls import URLPattern, path

from daulmadang.views import staff_calendar, staff_year

app_name = "daulmadang_staff"

_BOARD: list[URLPattern] = []
_ROUNDS: list[URLPattern] = []
_YEAR: list[URLPattern] = [
    path("year/<int:year>/", staff_year.year, name="year"),
    path("calendar/", staff_calendar.calendar, name="calendar"),
    path("calendars/", staff_calendar.calendars, name="calendars"),
]
_MEMBERS: list[URLPattern] = []

urlpatterns = [*_BOARD, *_ROUNDS, *_YEAR, *_MEMBERS]
