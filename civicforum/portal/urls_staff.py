"""Addresses of the staff pages that span the jobs, below `/staff/`."""

from django.urls import path

from civicforum.portal.views import staff

urlpatterns = [
    path("", staff.index, name="staff_index"),
    path("here/", staff.here),
]
