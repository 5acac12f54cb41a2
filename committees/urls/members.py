"""Addresses that members get by mail or read off a sheet, below `/members/`: no account."""

from django.urls import path

from committees.views import check_in, invitations, members_minutes

app_name = "committees_members"
urlpatterns = [
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("minutes/<str:token>/", members_minutes.minutes, name="minutes"),
    path("check-in/<str:code>/", check_in.check_in, name="check_in"),
]
