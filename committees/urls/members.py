"""Addresses that members get by mail or read off a sheet, below `/members/`: no account."""

from django.urls import URLPattern, path

from committees.views import members_minutes

app_name = "committees_members"
urlpatterns: list[URLPattern] = [
    path("minutes/<str:token>/", members_minutes.minutes, name="minutes"),
]
