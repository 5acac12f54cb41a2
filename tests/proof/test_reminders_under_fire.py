"""Two beats, three workers, a real broker and mail server; every second one of them is killed.

None of a thousand reminders is lost, and none arrives twice. The broker loses everything once.
"""

import datetime as dt
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from civicforum.people.models import RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Commitment, Message, Notice
from civicforum.record.states import NoticeState
from tests import clock, making
from tests.celery_at_work import broker, environment
from tests.mail_server import MailServer, mail_server

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

BROKER = 9
OFFICERS, DUTIES = 250, 4
KILLS = 60
LATEST = 120  # seconds after the workers are back
BACK = 300  # a busy machine starts them slowly
PROCESSES = ("beat", "beat", "worker", "worker", "worker")


class Crew:
    """Two beats and three workers that are started again whenever one of them is gone."""

    def __init__(self, home: Path, ahead: float, mail: MailServer, app: str) -> None:
        """Know how to start each of them."""
        self.home, self.app = home, app
        self.environment = environment(home, BROKER, ahead) | {
            "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
            "REMINDER_SWEEP_SECONDS": "5",
        }
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def keep_up(self) -> None:
        """Start whatever does not run."""
        for number, what in enumerate(PROCESSES):
            if number not in self.running or self.running[number].poll() is not None:
                self.running[number] = self._start(number, what)

    def _start(self, number: int, what: str) -> subprocess.Popen[bytes]:
        own = {
            "beat": ("-s", str(self.home / f"schedule-{number}")),
            "worker": ("-c", "1", "-P", "solo", "-n", f"worker{number}@here"),
        }
        log = (self.home / f"{what}-{number}.log").open("ab")
        command = [sys.executable, "-m", "celery", "-A", self.app, what, *own[what]]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log
        )

    def kill_one(self, chance: random.Random) -> None:
        """Kill any of them, whatever it is at."""
        victim = self.running[chance.choice(sorted(self.running))]
        victim.send_signal(signal.SIGKILL)
        victim.wait(10)

    def come_back(self) -> None:
        """Start whatever does not run, and wait until every worker answers."""
        deadline, boss = time.monotonic() + BACK, Celery(broker=broker(BROKER))
        answers = 0
        while answers < PROCESSES.count("worker") and time.monotonic() < deadline:
            self.keep_up()
            answers = len(boss.control.ping(timeout=2))
        assert answers == PROCESSES.count("worker")

    def end(self) -> None:
        """Kill all of them."""
        for process in self.running.values():
            process.kill()
            process.wait(10)


@contextmanager
def crew(home: Path, now: dt.datetime, mail: MailServer, app: str = "civicforum") -> Iterator[Crew]:
    """Let a crew work whose clock shows an hour at which the office is open."""
    redis.Redis.from_url(broker(BROKER)).flushdb()
    found = Crew(home, (now - timezone.now()).total_seconds(), mail, app)
    try:
        yield found
    finally:
        found.end()


def fall_due(day: dt.date, officers: int, duties: int) -> None:
    """Let so many officers owe so much on a day."""
    city = making.city(live_since=day)
    for n in range(officers):
        user = User.objects.create_user(f"officer{n}@example.org", name=f"담당 {n}")
        office = making.department(city, f"office-{n}", f"부서 {n}")
        RoleGrant.objects.create(
            user=user, role=Role.DEPARTMENT_OFFICER, city=city, department=office, starts_on=day
        )
        Commitment.objects.bulk_create(
            Commitment(
                key=f"{n}-{number}", kind="action", topic="action", title=f"할 일 {n}-{number}",
                city=city, department=office, due=day.isoformat(), due_on=day,
            )
            for number in range(duties)
        )  # fmt: skip


def arrived(mail: MailServer) -> Counter[int]:
    """How often each message arrived."""
    found = (re.search(r"Message-ID: <civicforum\.(\d+)\.", one) for one in list(mail.mails))
    return Counter(int(match[1]) for match in found if match)


def settled() -> int:
    """How many reminders were told, or handed over by somebody who was killed at it."""
    told = Notice.objects.exclude(moment__endswith=" lost")
    handed_over = Q(message__state=NoticeState.CLAIMED, message__subject__gt="")
    return told.filter(~Q(state=NoticeState.PENDING) | handed_over).count()


def test_nothing_is_lost_or_doubled_though_every_second_one_is_killed(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311
    now = clock.next_office_hour(timezone.now())
    fall_due(now.date(), OFFICERS, DUTIES)
    with mail_server() as mail, crew(tmp_path, now, mail) as team:
        mail.pause = 0.1  # so that they are killed while they send
        team.come_back()
        deadline = time.monotonic() + LATEST
        while not mail.mails and time.monotonic() < deadline:
            time.sleep(0.1)
        assert mail.mails
        for number in range(KILLS):
            team.kill_one(chance)
            team.keep_up()
            if number == KILLS // 2:
                redis.Redis.from_url(broker(BROKER)).flushdb()
            time.sleep(1)
        under_fire = len(mail.mails)
        team.come_back()
        over = time.monotonic()
        while settled() < OFFICERS * DUTIES and time.monotonic() < over + LATEST:
            team.keep_up()
            time.sleep(0.5)
        late = time.monotonic() - over
        assert settled() == OFFICERS * DUTIES, late
    services.sweep_reminders(now + dt.timedelta(hours=2))  # flags what was left handed over
    told = Notice.objects.exclude(moment__endswith=" lost")
    assert told.count() == OFFICERS * DUTIES
    states = Counter(told.values_list("state", flat=True))
    assert set(states) <= {NoticeState.SENT, NoticeState.UNCERTAIN}, states
    counts = arrived(mail)
    sent = set(Message.objects.filter(state=NoticeState.SENT).values_list("pk", flat=True))
    assert sent <= set(counts)
    assert max(counts.values()) == 1
    uncertain = Message.objects.filter(state=NoticeState.UNCERTAIN).count()
    assert uncertain <= KILLS
    print(f"{len(counts)} mails, {under_fire} under fire, {uncertain} uncertain, {late:.0f} s late")  # noqa: T201


def test_without_the_guarded_claim_mails_arrive_twice(tmp_path: Path) -> None:
    now = clock.next_office_hour(timezone.now())
    fall_due(now.date(), 10, 1)
    with mail_server() as mail, crew(tmp_path, now, mail, "tests.unguarded") as team:
        mail.pause = 1  # so long that a second worker comes meanwhile
        team.keep_up()
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and max(arrived(mail).values(), default=0) < 2:
            time.sleep(0.5)
        assert max(arrived(mail).values(), default=0) > 1
