"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import staff_matters, staff_meetings

app_name = "committees_staff"
urlpatterns = [
    path("matters/", staff_matters.matters, name="matters"),
    path("matters/<int:pk>/", staff_matters.matter, name="matter"),
    path("meetings/", staff_meetings.meetings, name="meetings"),
    path("meetings/new/", staff_meetings.new_meeting, name="new_meeting"),
    path("meetings/<int:pk>/", staff_meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/facts/", staff_meetings.facts, name="facts"),
from committees.views import staff_files

app_name = "committees_staff"
urlpatterns = [
    path("files/", staff_files.files, name="files"),
    path("files/<int:pk>/", staff_files.file, name="file"),
    path("files/<int:pk>/status/", staff_files.status, name="file_status"),
    path("files/<int:pk>/original/", staff_files.original, name="file_original"),
    path("files/<int:pk>/discard/", staff_files.discard, name="file_discard"),
    path("files/<int:pk>/again/", staff_files.again, name="file_again"),
from django.urls import URLPattern, path

from committees.views import (
    staff_circulation,
    staff_corrections,
    staff_names,
    staff_publication,
)

app_name = "committees_staff"
urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/circulate/", staff_circulation.circulation, name="circulate"),
    path("meetings/<int:pk>/names/", staff_names.names, name="names"),
    path("meetings/<int:pk>/publish/", staff_publication.publication, name="publish"),
    path("meetings/<int:pk>/correct/", staff_corrections.corrections, name="corrections"),
    path(
        "meetings/<int:pk>/correct/<slug:kind>/<int:row>/<slug:name>/",
        staff_corrections.correction,
        name="correction",
    ),
]
