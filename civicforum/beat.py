"""The one timetable: which task runs when (Asia/Seoul)."""

from celery.schedules import crontab
from django.conf import settings

TIMETABLE = {
    "sweep reminders": {
        "task": "civicforum.record.tasks.sweep_reminders",
        "schedule": settings.REMINDER_SWEEP_SECONDS,
    },
    "refresh searchable texts": {
        "task": "civicforum.record.tasks.reindex",
        "schedule": crontab(hour=3, minute=30),
    },
}
