"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import staff_meetings

app_name = "committees_staff"
urlpatterns = [
    path("meetings/", staff_meetings.meetings, name="meetings"),
    path("meetings/new/", staff_meetings.new_meeting, name="new_meeting"),
    path("meetings/<int:pk>/", staff_meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/facts/", staff_meetings.facts, name="facts"),
]
