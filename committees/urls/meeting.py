"""What lies below the address of a meeting, whatever body met."""

from django.urls import path

from committees.views import meeting

urlpatterns = [
    path("", meeting.meeting, name="meeting"),
    path("speeches/<int:order>/", meeting.speech, name="speech"),
]
