"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import (
    staff_actions,
    staff_attendance,
    staff_circulation,
    staff_corrections,
    staff_differences,
    staff_files,
    staff_matters,
    staff_meetings,
    staff_names,
    staff_names_ahead,
    staff_notice,
    staff_papers,
    staff_publication,
    staff_speeches,
    staff_subjects,
    staff_terms,
    staff_versions,
    staff_writing,
)

app_name = "committees_staff"

_FILES = [
    path("files/", staff_files.files, name="files"),
    path("files/<int:pk>/", staff_files.file, name="file"),
    path("files/<int:pk>/status/", staff_files.status, name="file_status"),
    path("files/<int:pk>/original/", staff_files.original, name="file_original"),
    path("files/<int:pk>/discard/", staff_files.discard, name="file_discard"),
    path("files/<int:pk>/again/", staff_files.again, name="file_again"),
]
_BODIES = [
    path("bodies/", staff_terms.bodies, name="bodies"),
    path("bodies/<int:pk>/terms/", staff_terms.terms, name="terms"),
]
_MATTERS = [
    path("matters/", staff_matters.matters, name="matters"),
    path("matters/new/", staff_matters.new_matter, name="new_matter"),
    path("matters/<int:pk>/", staff_matters.matter, name="matter"),
]
_MEETINGS = [
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
_WRITE = "meetings/<int:pk>/write/"
_WRITING = [
    path(_WRITE, staff_writing.write, name="write"),
    path(f"{_WRITE}changes/", staff_writing.changes, name="write_changes"),
    path(f"{_WRITE}items/", staff_speeches.item, name="write_item"),
    path(f"{_WRITE}deleted/", staff_versions.deleted, name="write_deleted"),
    path(f"{_WRITE}speeches/<slug:ref>/move/", staff_speeches.move, name="write_move"),
    path(f"{_WRITE}speeches/<slug:ref>/whose/", staff_speeches.whose, name="write_whose"),
    path(f"{_WRITE}speeches/<slug:ref>/delete/", staff_speeches.delete, name="write_delete"),
    path(f"{_WRITE}<slug:kind>/<slug:ref>/", staff_writing.section, name="write_section"),
    path(
        f"{_WRITE}<slug:kind>/<slug:ref>/versions/", staff_versions.versions, name="write_versions"
    ),
]
_PUBLISHING = [
    path("meetings/<int:pk>/circulate/", staff_circulation.circulation, name="circulate"),
    path("meetings/<int:pk>/names/", staff_names.names, name="names"),
    path("meetings/<int:pk>/names/ahead/", staff_names_ahead.names_ahead, name="names_ahead"),
    path("meetings/<int:pk>/publish/", staff_publication.publication, name="publish"),
    path("meetings/<int:pk>/differences/", staff_differences.differences, name="differences"),
    path("meetings/<int:pk>/correct/", staff_corrections.corrections, name="corrections"),
    path(
        "meetings/<int:pk>/correct/<slug:kind>/<int:row>/<slug:name>/",
        staff_corrections.correction,
        name="correction",
    ),
]
urlpatterns = [*_FILES, *_BODIES, *_MATTERS, *_MEETINGS, *_WRITING, *_PUBLISHING]
