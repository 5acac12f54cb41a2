"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import path

from committees.views import staff_matters

app_name = "committees_staff"
urlpatterns = [
    path("matters/", staff_matters.matters, name="matters"),
    path("matters/<int:pk>/", staff_matters.matter, name="matter"),
]
