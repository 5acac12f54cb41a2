"""The one timetable: which task runs when (Asia/Seoul)."""

from celery.schedules import crontab
from django.conf import settings

TIMETABLE = {
    "sweep reminders": {
        "task": "civicforum.record.tasks.sweep_reminders",
        "schedule": settings.REMINDER_SWEEP_SECONDS,
    },
    "settle what is called off": {
        "task": "committees.tasks.settle_called_off",
        "schedule": settings.REMINDER_SWEEP_SECONDS,
    },
    "read papers": {
        "task": "committees.tasks.sweep_papers",
        "schedule": settings.REMINDER_SWEEP_SECONDS,
    },
    "publish scheduled minutes": {
        "task": "committees.tasks.publish_scheduled",
        "schedule": crontab(),  # every minute
    },
    "keep duties to publish minutes": {
        "task": "committees.tasks.keep_duties",
        "schedule": crontab(minute=10),
    },
    "refresh searchable texts": {
        "task": "civicforum.record.tasks.reindex",
        "schedule": crontab(hour=3, minute=30),
    },
    "forget attempts to sign in": {
        "task": "civicforum.people.tasks.forget_sign_ins",
        "schedule": crontab(hour=4, minute=0),
    },
    "forget uploaded sheets": {
        "task": "civicforum.record.tasks.forget_uploads",
        "schedule": crontab(hour=4, minute=5),
    },
    "look after files with minutes": {
        "task": "committees.tasks.sweep_minutes_files",
        "schedule": settings.MINUTES_SWEEP_SECONDS,
    },
    "forget files with minutes": {
        "task": "committees.tasks.forget_minutes_files",
        "schedule": crontab(hour=4, minute=10),
    },
    "make the duties of the year": {
        "task": "daulmadang.tasks.make_years",
        "schedule": crontab(hour=5, minute=10),
    },
}
