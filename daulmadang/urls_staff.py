"""Addresses of the staff pages, below `/staff/daulmadang/`."""

from django.urls import URLPattern

app_name = "daulmadang_staff"

_BOARD: list[URLPattern] = []
_ROUNDS: list[URLPattern] = []
_YEAR: list[URLPattern] = []
_MEMBERS: list[URLPattern] = []

urlpatterns = [*_BOARD, *_ROUNDS, *_YEAR, *_MEMBERS]
