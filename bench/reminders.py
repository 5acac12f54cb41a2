"""What a sweep costs with ten years of duties of 10,000 panels, beside one with a tenth of them.

All of it is made up in a transaction that is rolled back, so the record stays as it was. What is
due on the day is the same in both, so a sweep that grew with what exists would show. On a third
day a thousand duties more are due. Counted are the queries of the first sweep of the day, which
writes what is due, and apart from them its batches: what it writes or holds to write it.
"""

import datetime as dt
import statistics
import sys
import time
from typing import Any, NamedTuple

DAY = dt.date(2026, 11, 24)  # a Tuesday
DEPARTMENTS = 30
SECONDS_LIMIT, QUERIES_LIMIT, RATIO_LIMIT = 1.0, 5, 2.0
ROUNDS = 7
COLUMNS = "panels  duties   due  first sweep ms (queries + batches), idle sweep likewise"
BUSY = 1_000

#: Five duties a year and panel, done in the years before; from the day on, open ones are due
#: only for the first thousand panels, so that what is due does not grow with what exists.
_DUTIES = """
INSERT INTO record_commitment
  (key, kind, title, city_id, department_id, owed_by, due, due_on, done, topic, locator)
SELECT 'bench-' || panel || '-' || n, 'duty', 'duty', %(city)s,
  (%(offices)s::bigint[])[1 + panel %% %(count)s], '', due_on::text, due_on,
  CASE WHEN due_on < %(day)s THEN due_on::text ELSE '' END, 'staff_meeting', ''
FROM (
  SELECT panel, n, %(day)s::date - 3650 + n * 73 + panel %% 73
    + CASE WHEN n >= 50 AND panel >= 1000 THEN 200 ELSE 0 END AS due_on
  FROM generate_series(0, %(panels)s - 1) panel, generate_series(0, 54) n
) made
"""
_DUE_AT_ONCE = """
INSERT INTO record_commitment
  (key, kind, title, city_id, department_id, owed_by, due, due_on, done, topic, locator)
SELECT 'bench-due-' || n, 'duty', 'duty', %(city)s,
  (%(offices)s::bigint[])[1 + n %% %(count)s], '', due_on::text, due_on, '', 'staff_meeting', ''
FROM (SELECT n, %(day)s::date + 7 AS due_on FROM generate_series(1, %(at_once)s) n) made
"""
_TOLD = """
INSERT INTO record_notice
  (commitment_id, moment, recipient_id, channel, state, created_at, problem)
SELECT id, due_on::text || ' D-7', %(user)s, 'email', 'sent', due_on, ''
FROM record_commitment WHERE key LIKE 'bench-%%' AND done <> ''
"""


def measure() -> int:
    """Print what sweeps cost; return 1 when a limit is missed."""
    print(COLUMNS)
    few, many, busy = _with(1_000), _with(10_000), _with(10_000, BUSY)
    ratio = many[0] / few[0]
    slowest, queries = max(many[0], busy[0]), max(many[1], busy[1])
    missed = slowest > SECONDS_LIMIT or queries > QUERIES_LIMIT or ratio > RATIO_LIMIT
    print(f"sweep, ten times as much: {ratio:.2f} of the time" + ("  MISSED" if missed else ""))
    return int(missed)


def _with(panels: int, at_once: int = 0) -> tuple[float, int]:
    """Make up so many panels and return the seconds and the queries of the day's first sweep.

    `at_once` is how many more duties are due on that day.
    """
    from django.db import transaction

    with transaction.atomic():
        duties = _make_up(panels, at_once)
        now = _at(DAY, 10)
        _sweep(_at(DAY - dt.timedelta(days=1), 10))
        _send_all()
        first = _sweep(now)
        _send_all()
        idle = [_sweep(now + dt.timedelta(minutes=n)) for n in range(ROUNDS)]
        seconds = statistics.median(one.seconds for one in idle)
        print(f"{panels:6} {duties:7} {first.due:5} {first} {idle[0]._replace(seconds=seconds)}")
        transaction.set_rollback(True)
    return first.seconds, first.queries


def _make_up(panels: int, at_once: int) -> int:
    from django.db import connection

    from civicforum.people.models import City, Department, RoleGrant, User
    from civicforum.record.models import Commitment

    city = City.objects.create(slug="bench", name="bench", live_since=dt.date(2016, 1, 1))
    offices = []
    for n in range(DEPARTMENTS):
        office = Department.objects.create(city=city, slug=f"office-{n}", name=f"office {n}")
        user = User.objects.create_user(f"officer{n}@example.org", name=f"officer {n}")
        RoleGrant.objects.create(
            user=user, role="department_officer", city=city, department=office,
            starts_on=dt.date(2016, 1, 1),
        )  # fmt: skip
        offices.append(office.pk)
    values: dict[str, Any] = {
        "city": city.pk, "offices": offices, "count": DEPARTMENTS, "day": DAY, "panels": panels,
        "user": user.pk, "at_once": at_once,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES, values)
        cursor.execute(_DUE_AT_ONCE, values)
        cursor.execute(_TOLD, values)
        cursor.execute("ANALYZE record_commitment")
        cursor.execute("ANALYZE record_notice")
    return Commitment.objects.filter(city=city).count()


def _at(day: dt.date, hour: int) -> dt.datetime:
    from django.utils import timezone

    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


class Cost(NamedTuple):
    """What a sweep took, and how many notices were new."""

    seconds: float
    queries: int
    batches: int
    due: int

    def __str__(self) -> str:
        return f"{self.seconds * 1000:20.0f} ({self.queries} + {self.batches})"


def _sweep(now: dt.datetime) -> Cost:
    """Sweep once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from civicforum.record.models import Notice
    from civicforum.record.services import sweep_reminders

    before = Notice.objects.count()
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        sweep_reminders(now)
        seconds = time.perf_counter() - begun
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    batches = sum(sql.startswith(("INSERT", "UPDATE")) or "FOR UPDATE" in sql for sql in asked)
    return Cost(seconds, len(asked) - batches, batches, Notice.objects.count() - before)


def _send_all() -> None:
    from civicforum.record.models import Message, Notice

    Message.objects.filter(state="pending").update(state="sent")
    Notice.objects.filter(state="pending").update(state="sent")


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(measure())
