"""The minutes of a panel are owed by the rule that judges them: its own, or the city's."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from civicforum.people.roles import Role
from civicforum.record.models import Commitment
from committees.models import Convocation, Meeting
from committees.tasks import keep_duties
from daulmadang.models import Panel, PanelRules
from tests import clock, making, reminding
from tests.clock import at
from tests.daulmadang.newspaper import held
from tests.making import saved
from tests.personas import Town, person, town

pytestmark = pytest.mark.django_db

TODAY, MET = dt.date(2026, 11, 16), dt.date(2026, 10, 19)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Town:
    clock.stop(monkeypatch, at(TODAY, 9))
    places = town()
    places.jeonju.live_since = dt.date(2026, 9, 1)
    saved(places.jeonju)
    return places


@pytest.fixture
def panel(places: Town) -> Panel:
    return making.panel(places.jeonju)


def due_days() -> list[str]:
    keep_duties()
    owed = Commitment.objects.filter(kind=Commitment.Kind.PUBLICATION).order_by("due")
    return list(owed.values_list("due", flat=True))


def call_off(meeting: Meeting) -> None:
    now, sender = timezone.now(), person("sender", None)
    Convocation.objects.create(
        meeting=meeting, number=1, content={}, is_cancelled=True, sent_at=now, sent_by=sender
    )


def test_the_department_is_reminded_before_the_light_turns_red(
    places: Town, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, panel.department)
    held(panel, 1, MET)
    keep_duties()
    (letter,) = reminding.work(monkeypatch, at(dt.date(2026, 11, 17)))
    assert letter.to == [officer.email]
    assert "회의록 공개" in letter.body
    assert due_days() == ["2026-11-18"]


def test_by_the_citys_rule_of_the_day_unless_the_panel_has_its_own(
    places: Town, panel: Panel
) -> None:
    held(panel, 1, MET)
    saved(PanelRules(city=places.jeonju, valid_from=TODAY, publication_days=60))
    saved(PanelRules(
        city=places.jeonju, valid_from=TODAY + dt.timedelta(days=1), publication_days=7
    ))  # fmt: skip
    assert due_days() == ["2026-12-18"]
    panel.publication_days = 10
    saved(panel)
    assert due_days() == ["2026-10-29"]


def test_what_is_not_judged_is_not_owed(places: Town, panel: Panel) -> None:
    held(panel, 1, dt.date(2026, 8, 1))  # due on the day before the city was live
    call_off(held(panel, 2, MET))
    held(making.panel(places.yeongdeungpo, 2), 3, MET)  # a city that is not live
    body = making.body(places.jeonju)  # no panel, and without a rule
    saved(Meeting(city=body.city, body=body, number=4, title="4차 회의", date=MET))
    assert due_days() == []


def test_a_meeting_called_off_owes_no_minutes_any_more(panel: Panel) -> None:
    meeting = held(panel, 1, MET)
    assert due_days() == ["2026-11-18"]
    call_off(meeting)
    assert due_days() == [""]


def test_published_minutes_owe_nothing_and_a_meeting_costs_no_query(
    panel: Panel, django_assert_max_num_queries: Any
) -> None:
    held(panel, 1, MET, TODAY)
    keep_duties()
    duty = Commitment.objects.get(kind=Commitment.Kind.PUBLICATION)
    assert (duty.due, duty.done) == ("2026-11-18", TODAY.isoformat())
    for number in range(2, 8):
        held(panel, number, MET)
    keep_duties()
    with django_assert_max_num_queries(12):
        keep_duties()
