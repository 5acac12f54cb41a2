"""Addresses that members get by mail or read off a sheet, below `/members/`: no account."""

from django.urls import URLPattern

app_name = "committees_members"
urlpatterns: list[URLPattern] = []
