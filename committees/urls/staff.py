"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import URLPattern

app_name = "committees_staff"
urlpatterns: list[URLPattern] = []
