"""What lies below the address of a meeting, whatever body met."""

from django.urls import path

from committees.services.outputs import WRITERS
from committees.views import files, meeting, printing

urlpatterns = [
    path("", meeting.meeting, name="meeting"),
    path("speeches/<int:order>/", meeting.speech, name="speech"),
    path("papers/<int:order>/", files.paper, name="paper"),
    path("print/", printing.minutes_page, name="print"),
    path("minutes.json", files.minutes_json, name="minutes_json"),
    path("speeches.csv", files.speeches_csv, name="speeches_csv"),
    *(
        path(f"minutes.{kind}", files.minutes_file, {"kind": kind}, name=f"minutes_{kind}")
        for kind in WRITERS
    ),
]
