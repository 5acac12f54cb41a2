"""One real giving out: a paper is uploaded, long minutes are published, a worker does the rest."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from civicforum.people.roles import Role
from civicforum.record.editions import editions
from civicforum.record.services import save_new_rows
from committees.models import Meeting, Paper, Speech
from committees.services.outputs import MOST_SPEECHES
from tests import minutes_on_their_way as way
from tests.celery_at_work import WORKER, at_work, broker
from tests.personas import BACKEND, person, town

BROKER = 5
#: How each kind of file begins.
KINDS = {"hwpx": b"PK", "pdf": b"%PDF-", "docx": b"PK"}


@pytest.fixture
def meeting(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """A draft so long that nobody waits for its files; files and broker are the worker's, too."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setitem(current_app.conf, "broker_url", broker(BROKER))
    # An earlier test of this process may have sent a task: its producers know another broker.
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    places = town()
    row = way.draft(way.body(places.yeongdeungpo))
    item = row.agenda.get(number=2)
    said = [
        Speech(
            meeting=row, agenda_item=item, order=at, speaker="분과장", text="의자를 더 놓읍시다."
        )
        for at in range(3, MOST_SPEECHES + 2)
    ]
    save_new_rows(said)
    return row


def wait_until(told: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 240
    while not told():
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.2)


@pytest.mark.django_db(transaction=True)
def test_from_the_upload_to_the_public_files(meeting: Meeting, tmp_path: Path) -> None:
    clerk, visitor, log = Client(), Client(), tmp_path / "worker.log"
    clerk.force_login(person("clerk", Role.CITY_CLERK, meeting.city), backend=BACKEND)
    base = f"/staff/committees/meetings/{meeting.pk}"
    public = f"/{meeting.address}"
    with at_work(tmp_path, BROKER, WORKER):
        file = SimpleUploadedFile("공원 의자 배치안.txt", "의자 열 개를 놓는다.".encode())
        assert clerk.post(f"{base}/papers/", {"uploads": [file]}).status_code == 302
        wait_until(lambda: Paper.objects.exclude(read_at=None).exists(), log)
        paper = Paper.objects.get()
        assert (paper.content.strip(), paper.problem) == ("의자 열 개를 놓는다.", None)

        agreed = clerk.post(f"{base}/circulate/", {"do": "approve", "reason": "회의에서 확인"})
        assert agreed.status_code == 302
        assert visitor.get(f"{public}/minutes.pdf").status_code == 404
        read = editions([Meeting.objects.get()])[meeting.pk]
        released = clerk.post(f"{base}/publish/", {"do": "release", "read": read})
        assert released.status_code == 302, released.content.decode()

        # Nobody has asked for them: publishing alone has the worker make them.
        folder = tmp_path / "media" / "editions" / str(meeting.pk)
        wait_until(lambda: {one.suffix[1:] for one in folder.glob("*.*")} >= {*KINDS}, log)
    assert not list(folder.glob("*.asked"))
    for kind, begins in KINDS.items():
        answer: Any = visitor.get(f"{public}/minutes.{kind}")
        assert answer.status_code == 200, kind
        assert b"".join(answer.streaming_content).startswith(begins)
    assert visitor.get(f"{public}/papers/1/").status_code == 200
