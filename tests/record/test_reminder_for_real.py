"""One real reminder: Celery's beat → a worker → one mail in the outbox."""

import datetime as dt
import time
from pathlib import Path

import pytest
from django.utils import timezone

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import Notice
from civicforum.record.states import NoticeState
from tests import making
from tests.celery_at_work import WORKER, at_work


@pytest.mark.django_db(transaction=True)
def test_beat_and_worker_send_one_mail(tmp_path: Path) -> None:
    today = timezone.localdate()
    city = making.city(live_since=today - dt.timedelta(days=1))
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(user=user, role=Role.CITY_CLERK, city=city)
    making.duty(city, due=today.isoformat())
    beat = ("beat", "-s", str(tmp_path / "schedule"))
    with at_work(tmp_path, 7, WORKER, beat):
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            if Notice.objects.filter(state=NoticeState.SENT).exists():
                break
            time.sleep(0.2)
        time.sleep(2.5)  # beat sweeps twice more; nothing may be sent again
    mails = list((tmp_path / "outbox").glob("*.log"))
    assert len(mails) == 1, (tmp_path / "worker.log").read_text()[-2000:]
    assert "clerk@example.org" in mails[0].read_text()
    assert [notice.state for notice in Notice.objects.all()] == [NoticeState.SENT]
