"""What a digest says: which panel each line is about, where it is seen to, the urgent first."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import City, RoleGrant, User
from civicforum.people.roles import Role
from civicforum.record.models import Commitment
from daulmadang.models import Duty, Panel
from tests import clock, making, reminding
from tests.clock import at

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 30)  # a Monday


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> City:
    clock.stop(monkeypatch, at(dt.date(2026, 11, 2)))
    city = making.city(live_since=dt.date(2026, 11, 1))
    user = User.objects.create_user("clerk@example.org", name="담당")
    RoleGrant.objects.create(
        user=user, role=Role.CITY_CLERK, city=city, starts_on=dt.date(2026, 1, 1)
    )
    return city


def owed(panel: Panel, number: int, due: str) -> Duty:
    return making.duty(
        panel.city, number, panel, panel=panel, due=due, title="일제점검", year=2026
    )  # fmt: skip


def heads(body: object) -> list[str]:
    return [line for line in str(body).splitlines() if line.startswith(("■", "- "))]


def test_each_line_names_its_panel_and_leads_to_where_it_is_seen_to(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = making.panel(city, 1), making.panel(city, 2)
    owed(first, 1, "2026-11-30")
    owed(second, 2, "2026-11-30")
    meeting = making.meeting(first)
    making.saved(
        Commitment(
            key=f"jeonju/publication/minutes-{meeting.pk}", kind="publication", city=city,
            title="회의록 공개: 1차 회의", due="2026-11-30",
        )
    )  # fmt: skip
    making.saved(
        Commitment(key="action", kind="action", city=city, title="자료 조사", due="2026-11-30",
                   entry=meeting)
    )  # fmt: skip
    (letter,) = reminding.work(monkeypatch, at(TODAY))
    assert heads(letter.body) == [
        "■ 다가오는 일",
        "- [D-day] 일제점검 (택시 1)",
        "- [D-day] 일제점검 (택시 2)",
        "- [D-day] 자료 조사 (택시 1)",
        "- [D-day] 회의록 공개: 1차 회의",
    ]
    assert letter.body.count(f"/staff/committees/meetings/{meeting.pk}/") == 2
    for panel in (first, second):
        asked = f"/staff/daulmadang/year/2026/?city=jeonju&panel={panel.pk}"
        assert letter.body.count(asked) == 1


def test_what_is_overdue_longest_comes_first_then_what_is_due_soonest(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = making.panel(city)
    days = {"2026-12-14": "D-14", "2026-11-24": "D+3", "2026-12-07": "D-7", "2026-11-19": "D+6"}
    for number, due in enumerate(days):
        owed(panel, number, due)
    (letter,) = reminding.work(monkeypatch, at(TODAY))
    assert heads(letter.body) == [
        "■ 기한이 지난 일",
        "- [D+6] 일제점검 (택시 1)",
        "- [D+3] 일제점검 (택시 1)",
        "■ 다가오는 일",
        "- [D-7] 일제점검 (택시 1)",
        "- [D-14] 일제점검 (택시 1)",
    ]


def test_of_what_was_asked_and_is_near_by_now_the_nearer_day_is_said(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = making.panel(city)
    duty = owed(panel, 1, "2026-12-07")
    Duty.objects.filter(pk=duty.pk).update(asked_on=dt.date(2026, 11, 26))
    (letter,) = reminding.work(monkeypatch, at(TODAY))
    assert heads(letter.body)[1:] == ["- [D-7] 일제점검 (택시 1)"]
    assert letter.subject == "[전주시] 일제점검 (택시 1): 2026. 12. 7.(월)까지"
    moments = duty.notices.order_by("pk").values_list("moment", flat=True)
    assert [one.partition(" ")[2] for one in moments] == ["asked", "D-7"]


def test_a_digest_asks_as_often_for_many_duties_as_for_one(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for size, day in ((1, 25), (3, 26), (5, 27)):
        for number in range(size):
            owed(making.panel(city, 10 * day + number), 10 * day + number, f"2026-11-{day}")
        with CaptureQueriesContext(connection) as queries:
            assert len(reminding.work(monkeypatch, at(dt.date(2026, 11, day)))) == 1
        counts.append(len(queries))
    assert counts[0] == counts[2], counts
