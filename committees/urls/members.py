"""Addresses that members get by mail or read off a sheet, below `/members/`: no account."""

from django.urls import path

from committees.views import check_in, invitations

app_name = "committees_members"
urlpatterns = [
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("check-in/<str:code>/", check_in.check_in, name="check_in"),
]
