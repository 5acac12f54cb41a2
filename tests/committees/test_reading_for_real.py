"""One real reading: a page → the broker → a worker → a process of its own → the review → a draft.

A worker is killed while it reads, and the file is read all the same.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from civicforum.people.roles import Role
from committees import tasks
from committees.minutes.writing.hwpx import write_hwpx
from committees.models import Body, Meeting, MinutesFile
from committees.reports.document import document_of
from committees.services.minutes_files import STALE
from committees.states import FileState
from tests.celery_at_work import WORKER, at_work, broker, celery
from tests.committees.minutes import made_up
from tests.committees.uploading import FILES, sent
from tests.making import saved
from tests.personas import person, town
from tests.proof.test_long_minutes import session

BROKER = 6
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def council(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Body:
    """A council with two subcommittees; files and broker are shared with the worker."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setitem(current_app.conf, "broker_url", broker(BROKER))
    # An earlier test of this process may have sent a task: its producers know another broker.
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    places = town()
    for slug, title in (("woods", "도시숲분과"), ("safety", "안전분과")):
        saved(Body(city=places.yeongdeungpo, slug=slug, title=title, form=Body.Form.SUBCOMMITTEE))
    title, form = "강변마을 실무협의회", Body.Form.WORKING_COUNCIL
    body: Body = saved(Body(city=places.yeongdeungpo, slug="river", title=title, form=form))
    return body


def upload(client: Client, body: Body, data: bytes) -> MinutesFile:
    file = SimpleUploadedFile("3차 회의록.hwpx", data)
    answer = client.post(FILES, {"body": body.pk, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return MinutesFile.objects.latest("pk")


def wait_until(told: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 240
    while not told():
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.2)


@pytest.mark.django_db(transaction=True)
def test_from_the_upload_to_the_draft(council: Body, tmp_path: Path) -> None:
    clerk = Client()
    clerk.force_login(person("clerk", Role.CITY_CLERK, council.city), backend=BACKEND)
    log = tmp_path / "worker.log"
    killed = celery(tmp_path, BROKER, *WORKER)
    long = upload(clerk, council, write_hwpx(session(), []))
    try:
        wait_until(lambda: _state(long) == FileState.READING, log)
    finally:
        killed.kill()
        killed.wait(20)
    assert _state(long) == FileState.READING  # nobody knows yet
    MinutesFile.objects.update(changed_at=timezone.now() - 2 * STALE)

    with at_work(tmp_path, BROKER, WORKER):
        file = upload(clerk, council, write_hwpx(made_up.minutes(), []))
        tasks.sweep_minutes_files.apply(throw=True)
        status = f"{FILES}{file.pk}/status/"
        wait_until(lambda: not clerk.get(status).json()["open"], log)
        wait_until(lambda: _state(long) == FileState.READ, log)

    address = f"{FILES}{file.pk}/"
    answer = clerk.post(address, sent(clerk.get(address)))
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/staff/committees/meetings/{meeting.pk}/"
    assert document_of(meeting) == made_up.minutes()
    assert Client().get(meeting.get_absolute_url()).status_code == 404


def _state(file: MinutesFile) -> str:
    return MinutesFile.objects.values_list("state", flat=True).get(pk=file.pk)
