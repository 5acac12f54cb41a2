"""The Celery app; the timetable is in beat.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")

app = Celery("civicforum")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def _load_timetable(sender: Celery, **_: object) -> None:
    from civicforum.beat import TIMETABLE

    sender.conf.beat_schedule = TIMETABLE
