"""Rules of a city that have judged panels stay as they are; the next ones have a later day."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daulmadang.models import InspectionRound, PanelRules
from daulmadang.reports.rules import THRESHOLDS
from tests import making
from tests.admin.forms import send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db
CLOSED = "고칠 수 없습니다"


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


def rules(places: Town, days: int) -> PanelRules:
    day = timezone.localdate() + dt.timedelta(days=days)
    row: PanelRules = making.saved(PanelRules(city=places.jeonju, valid_from=day))
    return row


def page_of(row: PanelRules, view: str = "change") -> str:
    return reverse(f"admin:daulmadang_panelrules_{view}", args=[row.pk])


def test_rules_in_force_are_only_shown_and_say_why(clerk: Client, places: Town) -> None:
    row = rules(places, -1)
    page = clerk.get(page_of(row)).content.decode()
    assert CLOSED in page
    assert 'name="dormant_after_days"' not in page
    values = {name: getattr(row, name) for name in ("valid_from", *THRESHOLDS)}
    clerk.post(page_of(row), values | {"city": row.city_id, "dormant_after_days": 999})
    clerk.post(page_of(row, "delete"), {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    clerk.post(reverse("admin:daulmadang_panelrules_changelist"), selected)
    row.refresh_from_db()
    assert row.dormant_after_days == 180


@pytest.mark.parametrize("days", [0, 30])
def test_rules_that_judged_no_day_yet_are_changed_and_deleted(
    clerk: Client, places: Town, days: int
) -> None:
    row = rules(places, days)
    assert CLOSED not in clerk.get(page_of(row)).content.decode()
    assert send(clerk, page_of(row), dormant_after_days=90).status_code == 302
    row.refresh_from_db()
    assert row.dormant_after_days == 90
    clerk.post(page_of(row, "delete"), {"post": "yes"})
    assert not PanelRules.objects.exists()


def test_no_rules_are_put_before_a_round_that_was_inspected(clerk: Client, places: Town) -> None:
    today = timezone.localdate()
    row = rules(places, 30)
    making.saved(
        InspectionRound(
            city=places.jeonju, year=today.year, half=1, due=today,
            starts_on=today - dt.timedelta(days=90), as_of=today - dt.timedelta(days=5),
        )
    )  # fmt: skip
    early, late = (today - dt.timedelta(days=days) for days in (5, 4))
    answer = send(clerk, page_of(row), valid_from=early.isoformat())
    assert "이미 점검했습니다" in str(answer.context["errors"])
    row.refresh_from_db()
    assert row.valid_from > today
    assert send(clerk, page_of(row), valid_from=late.isoformat()).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("women_percent", 140, "0부터 100까지"),
        ("panels_per_person", 0, "1 이상의 수"),
    ],
)
def test_no_rule_asks_for_what_cannot_be(
    clerk: Client, places: Town, field: str, value: int, said: str
) -> None:
    answer = send(clerk, page_of(rules(places, 30)), **{field: value})
    assert said in str(answer.context["errors"])
