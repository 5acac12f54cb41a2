"""The one timetable: which task runs when (Asia/Seoul)."""

from typing import Any

from celery.schedules import crontab
from django.conf import settings


def _every(seconds: float, task: str) -> dict[str, Any]:
    """A task that comes so often: one that no worker took by the next time is not wanted."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


TIMETABLE = {
    "sweep reminders": _every(
        settings.REMINDER_SWEEP_SECONDS, "civicforum.record.tasks.sweep_reminders"
    ),
    "settle what is called off": _every(
        settings.REMINDER_SWEEP_SECONDS, "committees.tasks.settle_called_off"
    ),
    "read papers": _every(settings.REMINDER_SWEEP_SECONDS, "committees.tasks.sweep_papers"),
    "publish scheduled minutes": _every(60, "committees.tasks.publish_scheduled")
    | {"schedule": crontab()},  # on the minute
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
    "look after files with minutes": _every(
        settings.MINUTES_SWEEP_SECONDS, "committees.tasks.sweep_minutes_files"
    ),
    "forget files with minutes": {
        "task": "committees.tasks.forget_minutes_files",
        "schedule": crontab(hour=4, minute=10),
    },
    "make the duties of the year": {
        "task": "daulmadang.tasks.make_years",
        "schedule": crontab(hour=5, minute=10),
    },
}
