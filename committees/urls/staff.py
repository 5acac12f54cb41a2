"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import staff_files

app_name = "committees_staff"
urlpatterns = [
    path("files/", staff_files.files, name="files"),
    path("files/<int:pk>/", staff_files.file, name="file"),
    path("files/<int:pk>/status/", staff_files.status, name="file_status"),
    path("files/<int:pk>/original/", staff_files.original, name="file_original"),
    path("files/<int:pk>/discard/", staff_files.discard, name="file_discard"),
    path("files/<int:pk>/again/", staff_files.again, name="file_again"),
]
