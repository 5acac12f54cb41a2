"""One real reminder: Celery's beat → a worker → one mail in the outbox."""

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import Notice
from civicforum.record.states import NoticeState
from tests import making


def _environment(home: Path) -> dict[str, str]:
    database = connection.settings_dict
    return os.environ | {
        "CIVICFORUM_HOME": str(home),
        "SECRET_KEY": "only-for-this-test",
        "DATABASE_URL": (
            f"postgres://{database['USER']}:{database['PASSWORD']}"
            f"@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        ),
        "REDIS_URL": f"{settings.REDIS_URL.rsplit('/', 1)[0]}/7",
        "REMINDER_SWEEP_SECONDS": "1",
    }


def _celery(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    log = (home / f"{arguments[0]}.log").open("wb")
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "civicforum", *arguments],
        cwd=settings.BASE_DIR, env=_environment(home), stdout=log, stderr=log,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_beat_and_worker_send_one_mail(tmp_path: Path) -> None:
    today = timezone.localdate()
    city = making.city(live_since=today - dt.timedelta(days=1))
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(user=user, role=Role.CITY_CLERK, city=city)
    making.duty(city, due=today.isoformat())
    running = [
        _celery(tmp_path, "worker", "-c", "1", "-P", "solo"),
        _celery(tmp_path, "beat", "-s", str(tmp_path / "schedule")),
    ]
    try:
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            if Notice.objects.filter(state=NoticeState.SENT).exists():
                break
            time.sleep(0.2)
        time.sleep(2.5)  # beat sweeps twice more; nothing may be sent again
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)
    mails = list((tmp_path / "outbox").glob("*.log"))
    assert len(mails) == 1, (tmp_path / "worker.log").read_text()[-2000:]
    assert "clerk@example.org" in mails[0].read_text()
    assert [notice.state for notice in Notice.objects.all()] == [NoticeState.SENT]
