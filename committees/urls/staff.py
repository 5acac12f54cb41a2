"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import URLPattern, path

from committees.views import staff_speeches, staff_versions, staff_writing

app_name = "committees_staff"
_WRITE = "meetings/<int:pk>/write/"
urlpatterns: list[URLPattern] = [
    path(_WRITE, staff_writing.write, name="write"),
    path(f"{_WRITE}changes/", staff_writing.changes, name="write_changes"),
    path(f"{_WRITE}items/", staff_speeches.item, name="write_item"),
    path(f"{_WRITE}deleted/", staff_versions.deleted, name="write_deleted"),
    path(f"{_WRITE}speeches/<slug:ref>/move/", staff_speeches.move, name="write_move"),
    path(f"{_WRITE}speeches/<slug:ref>/delete/", staff_speeches.delete, name="write_delete"),
    path(f"{_WRITE}<slug:kind>/<slug:ref>/", staff_writing.section, name="write_section"),
    path(
        f"{_WRITE}<slug:kind>/<slug:ref>/versions/", staff_versions.versions, name="write_versions"
    ),
]
