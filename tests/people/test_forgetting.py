"""What the portal keeps of those who sign in and upload, and how soon it forgets it."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from civicforum.beat import TIMETABLE
from civicforum.celery import app
from civicforum.people.models import User
from civicforum.record.uploads import Upload, forget_old

pytestmark = pytest.mark.django_db
ATTEMPTS = (AccessAttempt, AccessFailureLog, AccessLog)


def run(entry: str) -> None:
    """Do what beat has a worker do."""
    app.autodiscover_tasks(force=True)
    app.tasks[TIMETABLE[entry]["task"]].apply(throw=True)


def test_every_entry_of_the_timetable_is_a_task() -> None:
    app.autodiscover_tasks(force=True)
    assert {entry["task"] for entry in TIMETABLE.values()} <= set(app.tasks)


@pytest.fixture
def signing_in(settings: Settings) -> Client:
    """A browser that failed once and signed in then."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_superuser("clerk@example.org", "a long enough password", name="clerk")
    client = Client()
    for password in ("typed wrongly", "a long enough password"):
        client.post("/admin/login/", {"username": "clerk@example.org", "password": password})
    return client


def test_only_failures_are_kept_and_only_while_they_count(signing_in: Client) -> None:
    assert [kept.objects.count() for kept in ATTEMPTS] == [1, 0, 0]
    run("forget attempts to sign in")
    assert AccessAttempt.objects.count() == 1  # it may still lock a guesser out
    cool_off = dt.timedelta(hours=configured.AXES_COOLOFF_TIME)
    old = timezone.now() - cool_off - dt.timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=old)
    AccessLog.objects.create(username="of an earlier release")
    AccessLog.objects.update(attempt_time=old)
    run("forget attempts to sign in")
    assert [kept.objects.count() for kept in ATTEMPTS] == [0, 0, 0]


def test_sessions_that_are_over_are_removed(signing_in: Client) -> None:
    run("forget attempts to sign in")
    assert signing_in.get("/admin/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    run("forget attempts to sign in")
    assert not Session.objects.exists()


@pytest.fixture
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "uploads"


def test_sheets_nobody_confirmed_are_removed_after_a_day(uploads: Path) -> None:
    run("forget uploaded sheets")  # there were none yet
    for name, hours in (("new", 23), ("old", 25)):
        Upload(name=name).save(b"a sheet")
        then = time.time() - hours * 3600
        os.utime(uploads / name, (then, then))
    run("forget uploaded sheets")
    assert [path.name for path in uploads.iterdir()] == ["new"]


def test_a_sheet_that_goes_meanwhile_is_no_obstacle(
    uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default_storage.save("uploads/old", ContentFile(b"a sheet"))
    monkeypatch.setattr(default_storage, "listdir", lambda _: ([], ["confirmed", "old"]))
    forget_old(timezone.now() + dt.timedelta(days=2))
    assert not list(uploads.iterdir())
