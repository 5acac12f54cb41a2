"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import (
    staff_actions,
    staff_attendance,
    staff_meetings,
    staff_notice,
    staff_papers,
    staff_subjects,
)

app_name = "committees_staff"
urlpatterns = [
    path("meetings/", staff_meetings.meetings, name="meetings"),
    path("meetings/new/", staff_meetings.new_meeting, name="new_meeting"),
    path("meetings/<int:pk>/", staff_meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/facts/", staff_meetings.facts, name="facts"),
    path("meetings/<int:pk>/agenda/", staff_meetings.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/<int:item>/", staff_subjects.subjects, name="subjects"),
    path("meetings/<int:pk>/actions/", staff_actions.new_action, name="new_action"),
    path("meetings/<int:pk>/actions/<int:action>/", staff_actions.action, name="action"),
    path("meetings/<int:pk>/notice/", staff_notice.notice, name="notice"),
    path("meetings/<int:pk>/attendance/", staff_attendance.attendance, name="attendance"),
    path("meetings/<int:pk>/sign-in.pdf", staff_attendance.sign_in, name="sign_in"),
    path("meetings/<int:pk>/fees.xlsx", staff_attendance.fees, name="fees"),
    path("meetings/<int:pk>/papers/", staff_papers.papers, name="papers"),
    path("meetings/<int:pk>/papers/<int:paper>/", staff_papers.paper, name="paper"),
]
