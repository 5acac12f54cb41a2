"""One real reminder: Celery's beat → a worker → one mail in the outbox."""

import time
from pathlib import Path

import pytest
from django.utils import timezone

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import Message, Notice
from civicforum.record.states import NoticeState
from tests import clock, making
from tests.celery_at_work import WORKER, at_work


@pytest.mark.django_db(transaction=True)
def test_beat_and_worker_send_one_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their clocks say that the office is open, whatever the hour is."""
    now = clock.next_office_hour(timezone.now())
    ahead = (now - timezone.now()).total_seconds()
    today = clock.stop(monkeypatch, now).date()
    city = making.city(live_since=today)
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(user=user, role=Role.CITY_CLERK, city=city, starts_on=today)
    for number in range(2):
        making.duty(city, number, due=today.isoformat())
    beat = ("beat", "-s", str(tmp_path / "schedule"))
    with at_work(tmp_path, 7, WORKER, beat, ahead=ahead):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if Notice.objects.filter(state=NoticeState.SENT).exists():
                break
            time.sleep(0.2)
        time.sleep(2.5)  # beat sweeps twice more; nothing may be sent again
    mails = list((tmp_path / "outbox").glob("*.log"))
    assert len(mails) == 1, (tmp_path / "worker.log").read_text()[-2000:]
    assert "clerk@example.org" in mails[0].read_text()
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}
    assert Message.objects.get().state == NoticeState.SENT
