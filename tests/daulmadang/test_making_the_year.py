"""The template makes the duties of a year: each once, on working days, for whoever is at work."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from civicforum.beat import TIMETABLE
from civicforum.people.models import City
from civicforum.record import services as record
from civicforum.record.errors import NotAllowed, RecordError
from civicforum.record.models import Entry
from daulmadang import services, tasks
from daulmadang.models import Duty, DutyTemplate, Panel
from daulmadang.services import year
from daulmadang.services.life import reopen_panel
from tests import making
from tests.personas import PERSONAS, town

pytestmark = pytest.mark.django_db

LIVE = dt.date(2026, 1, 1)


@pytest.fixture
def city() -> City:
    row = making.city(live_since=LIVE)
    making.programme(row)
    return row


def line(city: City, month: int, day: int | None = None, **fields: Any) -> DutyTemplate:
    values: dict[str, Any] = {"type": Duty.Type.STAFF_MEETING, "title": "{year} 간담회"} | fields
    return making.saved(DutyTemplate(city=city, month=month, day=day, **values))


def dues(**of: Any) -> list[str]:
    return [str(duty.due_on) for duty in Duty.objects.filter(**of).order_by("due_on", "pk")]


@pytest.mark.parametrize(
    ("year", "month", "day", "falls_on"),
    [
        (2026, 5, None, "2026-05-29"),  # the 31st and 30th are a weekend
        (2026, 5, 24, "2026-05-22"),  # Buddha's Birthday, a Sunday
        (2026, 5, 25, "2026-05-22"),  # its substitute day
        (2026, 2, 31, "2026-02-27"),  # a month without a 31st, which ends on a Saturday
        (2026, 10, 5, "2026-10-02"),  # substitute of National Foundation Day
        (2028, 2, 29, "2028-02-29"),
    ],
)
def test_a_duty_falls_due_on_a_working_day(
    city: City, year: int, month: int, day: int | None, falls_on: str
) -> None:
    making.panel(city)
    line(city, month, day)
    assert services.make_year(city, year) == 1
    assert dues() == [falls_on]


def test_every_panel_owes_its_own_and_the_city_what_is_once(city: City) -> None:
    panels = [making.panel(city, number) for number in (1, 2)]
    other = making.department(city, "welfare", "복지과")
    panels[1].department = other
    services.save_panel(panels[1])
    line(city, 5, half=1)
    line(city, 2, type=Duty.Type.GUIDELINE_NOTICE, for_each_panel=False, title="{year} 지침")
    assert services.make_year(city, 2026) == 3
    own = Duty.objects.get(panel=panels[1])
    assert (own.department, own.entry_id, own.half) == (other, panels[1].pk, 1)
    assert own.title == "2026 간담회"
    once = Duty.objects.get(panel=None)
    assert (once.department, once.entry) == (None, Entry.objects.get(address="daulmadang/jeonju"))
    assert (once.due, once.title) == ("2026-02", "2026 지침")


def test_making_it_again_makes_nothing_and_changes_nothing(city: City) -> None:
    making.panel(city)
    line(city, 5)
    line(city, 5, half=1)
    services.make_year(city, 2026)
    moved, deleted = Duty.objects.order_by("half")
    moved.due, moved.title = "2026-06-11", "미룬 간담회"
    services.save_duty(moved)
    record.delete_row(deleted)
    assert services.make_year(city, 2026) == 0
    duty = Duty.objects.get()
    assert (duty.due, duty.title) == ("2026-06-11", "미룬 간담회")
    line(city, 12, type=Duty.Type.CASE_SHARING)
    assert services.make_year(city, 2026) == 1  # what the template asks anew


def test_a_panel_founded_in_the_year_owes_the_rest_of_it(city: City) -> None:
    making.panel(city, 1, founded="2026-06-10")
    making.panel(city, 2, proposed="2026-01")
    making.panel(city, 3, founded="2026-12")
    line(city, 5, half=1)
    line(city, 6, 10)
    line(city, 12, 30, half=2)
    services.make_year(city, 2026)
    assert dues(panel__slug="panel-1") == ["2026-06-10", "2026-12-30"]
    assert dues(panel__slug="panel-2") == []
    assert dues(panel__slug="panel-3") == ["2026-12-30"]


def end(panel: Panel, on: str) -> None:
    panel.ended, panel.end, panel.end_reason = on, Panel.End.CLOSED, "목적 달성"
    services.save_panel(panel)


def test_what_a_panel_still_owes_is_called_off_when_it_ends(city: City) -> None:
    panel = making.panel(city)
    line(city, 5, half=1)
    line(city, 10, half=2)
    line(city, 12)
    services.make_year(city, 2026)
    done = Duty.objects.get(due="2026-05")
    done.done = "2026-05-20"
    services.save_duty(done)
    end(panel, "2026-10-15")
    assert services.make_year(city, 2026) == services.make_year(city, 2027) == 0
    done.refresh_from_db()
    assert (done.due, done.done) == ("2026-05", "2026-05-20")
    off = Duty.objects.get(half=2)
    assert off.is_called_off
    assert not Duty.objects.live().filter(pk=off.pk).exists()
    assert off.history.latest().history_change_reason
    assert off.history.earliest().due == "2026-10"


def test_what_the_end_called_off_is_due_again_where_the_panel_goes_on(city: City) -> None:
    panel = making.panel(city)
    for month, half in ((5, 1), (10, 2), (12, None)):
        line(city, month, half=half)
    services.make_year(city, 2099)
    by_hand = Duty.objects.get(half=None)
    by_hand.due = ""
    services.save_duty(by_hand)
    end(panel, "2099-04-30")
    assert dues(due_on__isnull=False) == []
    end(panel, "2099-06-30")
    assert dues(due_on__isnull=False) == ["2099-05-29"]
    reopen_panel(panel, reason="잘못 입력함")
    assert dues(due_on__isnull=False) == ["2099-05-29", "2099-10-30"]
    again = Duty.objects.get(half=2)
    assert again.due == "2099-10"
    assert "계속" in again.history.first().history_change_reason
    services.save_panel(Panel.objects.get())
    by_hand.refresh_from_db()
    assert by_hand.is_called_off


def test_only_what_falls_due_after_its_end_is_called_off(city: City) -> None:
    panel = making.panel(city)
    line(city, 5, half=1)
    line(city, 10, half=2)
    services.make_year(city, 2099)
    end(panel, "2099-06-30")
    assert dues(due_on__isnull=False) == ["2099-05-29"]
    services.make_coming_years(dt.date(2099, 7, 1))
    assert dues(due_on__isnull=False) == ["2099-05-29"]
    late = Duty.objects.get(half=2)
    late.due = "2099-10"  # somebody wrote it anew
    services.save_duty(late)
    services.make_coming_years(dt.date(2099, 7, 2))
    assert dues(due_on__isnull=False) == ["2099-05-29"]


def test_another_department_takes_over_what_is_open(city: City) -> None:
    panel = making.panel(city)
    line(city, 5)
    services.make_year(city, 2026)
    panel.department = making.department(city, "welfare", "복지과")
    services.save_panel(panel)
    assert Duty.objects.get().department == panel.department


def test_each_day_makes_what_is_still_to_come_for_live_cities(city: City) -> None:
    asleep = making.city("iksan", "익산시")
    for of in (city, asleep):
        making.panel(of)
        line(of, 2, type=Duty.Type.GUIDELINE_NOTICE)
        line(of, 11)
    services.make_coming_years(dt.date(2026, 9, 30))
    assert dues() == ["2026-11-30"]
    services.make_coming_years(dt.date(2026, 10, 1))
    assert dues() == ["2026-11-30", "2027-02-26", "2027-11-30"]
    making.panel(city, 2, founded="2027-03")
    services.make_coming_years(dt.date(2027, 3, 5))
    assert dues(panel__slug="panel-2") == ["2027-11-30"]
    assert not Duty.objects.filter(city=asleep).exists()
    assert any(tasks.make_years.name == one["task"] for one in TIMETABLE.values())


def test_what_breaks_for_one_city_stops_no_other(
    city: City, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = making.city("aewol", "애월읍", live_since=LIVE)
    for of in (broken, city):
        making.panel(of)
        line(of, 11)
    made = year.make_year

    def make_year(of: City, *args: Any, **options: Any) -> int:
        return made(of, *args, **options) if of == city else int("broken")

    monkeypatch.setattr(year, "make_year", make_year)
    assert services.make_coming_years(dt.date(2026, 9, 30)) == 1
    assert dues(city=city) == ["2026-11-30"]
    assert "aewol" in caplog.text


def test_nothing_is_made_from_before_the_city_was_live(city: City) -> None:
    making.panel(city)
    line(city, 2, type=Duty.Type.GUIDELINE_NOTICE)
    line(city, 11)
    city.live_since = dt.date(2026, 5, 1)
    making.saved(city)
    services.make_year(city, 2026)
    assert dues() == ["2026-11-30"]


def test_only_the_citys_own_clerk_makes_its_year() -> None:
    places = town(needs_approval=True)
    making.panel(places.jeonju)
    line(places.jeonju, 5)
    for stranger in ("taxi_officer", "yeongdeungpo_clerk", "supporter"):
        with pytest.raises(NotAllowed):
            services.make_year(places.jeonju, 2026, PERSONAS[stranger](places))
    clerk = PERSONAS["jeonju_clerk"](places)
    assert services.make_year(places.jeonju, 2026, clerk) == 1  # approved panels do not hinder it
    assert Duty.objects.get().history.get().history_user == clerk


def test_the_standard_template_is_offered_once(city: City) -> None:
    services.take_standard_template(city)
    making.panel(city)
    assert services.make_year(city, 2027) == 6
    assert [(duty.due, duty.half) for duty in Duty.objects.order_by("due", "pk")] == [
        ("2027-02", None), ("2027-05", 1), ("2027-05", 1), ("2027-10", 2), ("2027-10", 2),
        ("2027-12", None),
    ]  # fmt: skip
    with pytest.raises(RecordError):
        services.take_standard_template(city)


def test_a_panel_of_another_city_is_refused(city: City) -> None:
    stranger = making.panel(making.city("iksan", "익산시"))
    duty = Duty(city=city, panel=stranger, year=2026, type=Duty.Type.INSPECTION, title="점검")
    with pytest.raises(ValidationError, match="panel"):
        services.save_duty(duty)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_nothing_twice() -> None:
    city = making.city(live_since=LIVE)
    for number in (1, 2, 3):
        making.panel(city, number)
    line(city, 5)
    begun, results = threading.Barrier(2), []

    def run() -> None:
        try:
            begun.wait(20)
            results.append(services.make_year(city, 2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert sorted(results) == [0, 3]
    assert Duty.objects.count() == 3
