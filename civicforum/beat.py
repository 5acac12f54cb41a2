"""The one timetable: which task runs when (Asia/Seoul)."""

from django.conf import settings

TIMETABLE = {
    "sweep reminders": {
        "task": "civicforum.record.tasks.sweep_reminders",
        "schedule": settings.REMINDER_SWEEP_SECONDS,
    },
}
