"""Addresses of the staff pages about reminders, below `/staff/reminders/`."""

from django.urls import path

from civicforum.record.views import staff_reminders

app_name = "reminders_staff"
urlpatterns = [
    path("", staff_reminders.outbox, name="outbox"),
    path("<int:pk>/", staff_reminders.commitment, name="commitment"),
]
