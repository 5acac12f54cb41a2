"""An inspection opens with a sheet for each active panel, and each department owes its own."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.people.roles import Role
from civicforum.record.errors import NotAllowed, RecordError
from daulmadang.models import Duty, InspectionRound, InspectionSheet
from daulmadang.services.rounds import (
    AFTER_THE_HALF,
    add_sheet,
    change_as_of,
    close_round,
    open_round,
)
from daulmadang.states import SheetState
from tests import clock, making
from tests.daulmadang.inspecting import (
    AS_OF,
    DUE,
    OPENED,
    Inspected,
    accepted,
    inspected,
    submitted,
)
from tests.personas import person
from tests.reminding import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    clock.stop(monkeypatch, clock.at(OPENED))
    return monkeypatch


@pytest.fixture
def place() -> Inspected:
    return inspected()


def test_each_active_panel_gets_a_sheet_that_its_department_owes(place: Inspected) -> None:
    making.panel(
        place.city, 8, founded="2025-01-01", ended="2026-06-29", end="closed", end_reason="끝"
    )
    making.panel(place.city, 9, founded="2026-07-01")
    of = place.round()
    sheets = of.sheets.order_by("panel")
    assert [sheet.panel for sheet in sheets] == place.panels
    assert [sheet.duty.department for sheet in sheets] == [place.transport, place.welfare]
    duty = sheets[0].duty
    assert (duty.due_on, duty.asked_on, duty.done, duty.topic) == (DUE, OPENED, "", "inspection")
    assert (duty.year, duty.half, duty.panel) == (2026, 1, place.panels[0])
    assert duty.title == "2026 다울마당 운영실태 일제점검(상반기)"
    assert of.opened_by == place.clerk
    assert of.history.get().history_user == place.clerk


def test_the_duty_that_the_calendar_has_is_used_and_no_other(place: Inspected) -> None:
    panel = place.panels[0]
    known: dict[str, Any] = {"type": "inspection", "year": 2026, "panel": panel}
    own = making.duty(place.city, 1, half=1, **known)
    other = making.duty(place.city, 2, half=2, **known)
    done = making.duty(place.city, 3, half=1, done="2026-05", **known)
    sheet = place.sheet(place.round())
    assert sheet.duty == own
    assert sheet.duty.due_on == DUE
    for left in (other, done):
        left.refresh_from_db()
        assert left.due == "2022-05"
    assert Duty.objects.filter(panel=panel).count() == 3


def test_the_officer_is_told_at_once_and_nobody_else(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    person("welfare", Role.DEPARTMENT_OFFICER, place.city, place.welfare)
    sheet = place.sheet(place.round())
    mails = {mail.to[0]: mail.body for mail in work(now, clock.at(OPENED))}
    assert set(mails) == {"officer@example.org", "welfare@example.org"}
    assert "택시 1" in mails["officer@example.org"]
    assert f"/staff/daulmadang/sheets/{sheet.pk}/" in mails["officer@example.org"]
    assert "택시 2" not in mails["officer@example.org"]


def test_a_half_year_has_one_round(place: Inspected) -> None:
    place.round()
    with pytest.raises(ValidationError):
        place.round()
    assert InspectionRound.objects.count() == 1
    assert InspectionSheet.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"as_of": OPENED + dt.timedelta(days=1)}, "as_of"),
        ({"due": OPENED - dt.timedelta(days=1)}, "due"),
        ({"starts_on": AS_OF + dt.timedelta(days=1)}, "starts_on"),
        ({"starts_on": dt.date(2025, 12, 31)}, "starts_on"),
        ({"starts_on": AS_OF, "as_of": AS_OF - dt.timedelta(days=1)}, "as_of"),
        ({"as_of": dt.date(2025, 12, 31)}, "as_of"),
    ],
)
def test_days_that_do_not_do_are_refused(
    place: Inspected, days: dict[str, dt.date], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        place.round(**days)
    assert set(refused.value.message_dict) == {field}
    assert not InspectionRound.objects.exists()


def test_a_round_goes_on_where_the_last_one_stopped_and_looks_not_far_beyond_its_half(
    place: Inspected, now: pytest.MonkeyPatch
) -> None:
    first = place.round(as_of=dt.date(2026, 6, 15))
    clock.stop(now, clock.at(dt.date(2027, 4, 1)))
    half = dt.date(2026, 12, 31)

    def second(starts_on: dt.date, as_of: dt.date) -> InspectionRound:
        due = dt.date(2027, 4, 20)
        return open_round(place.city, 2026, 2, starts_on, as_of, due, actor=place.clerk)

    latest = half + AFTER_THE_HALF
    for day, as_of in (
        (dt.date(2026, 6, 15), half),
        (dt.date(2026, 6, 17), half),
        (dt.date(2026, 6, 16), latest + dt.timedelta(days=1)),
        (dt.date(2026, 6, 16), dt.date(2026, 6, 20)),  # still the first half
    ):
        with pytest.raises(ValidationError):
            second(day, as_of)
    of = second(dt.date(2026, 6, 16), latest)
    assert of.as_of == latest
    for changed in (latest + dt.timedelta(days=1), dt.date(2026, 6, 20)):
        with pytest.raises(ValidationError):
            change_as_of(of, changed, actor=place.clerk)
    change_as_of(of, half, actor=place.clerk)
    with pytest.raises(ValidationError):
        change_as_of(first, half, actor=place.clerk)


def test_a_city_without_panels_has_nothing_to_inspect(place: Inspected) -> None:
    for panel in place.panels:
        panel.ended, panel.end, panel.end_reason = "2026-06-01", "closed", "끝"
        making.saved(panel)
    with pytest.raises(RecordError):
        place.round()
    assert not InspectionRound.objects.exists()


def test_who_is_no_clerk_opens_adds_and_closes_nothing(place: Inspected) -> None:
    clerk, place.clerk = place.clerk, place.officer
    with pytest.raises(NotAllowed):
        place.round()
    place.clerk = clerk
    of = place.round()
    later = making.panel(place.city, 9, founded="2026-07-01")
    with pytest.raises(NotAllowed):
        add_sheet(of, later, actor=place.officer)
    with pytest.raises(NotAllowed):
        close_round(of, "끝", actor=place.officer)


def test_a_panel_founded_later_is_added_once(place: Inspected) -> None:
    of = place.round()
    later = making.panel(place.city, 9, founded="2026-07-01")
    sheet = add_sheet(of, later, actor=place.clerk)
    assert sheet.duty.due_on == DUE
    with pytest.raises(RecordError):
        add_sheet(of, later, actor=place.clerk)
    elsewhere = making.panel(making.city("iksan", "익산시"), 5, founded="2025-01-01")
    with pytest.raises(RecordError):
        add_sheet(of, elsewhere, actor=place.clerk)
    assert of.sheets.count() == 3


def test_a_sheet_more_waits_for_whoever_makes_duties_of_the_city(place: Inspected) -> None:
    of = place.round()
    later = making.panel(place.city, 9, founded="2026-07-01")
    with CaptureQueriesContext(connection) as queries:
        add_sheet(of, later, actor=place.clerk)
    held = [one["sql"] for one in queries if " FOR " in one["sql"]]
    assert '"people_city"' in held[0]
    assert '"daulmadang_inspectionround"' in held[1]


def test_a_round_is_closed_when_all_is_accepted_or_for_a_reason(place: Inspected) -> None:
    of = place.round()
    with pytest.raises(RecordError):
        close_round(of, " ", actor=place.clerk)
    for number in range(2):
        accepted(submitted(place.sheet(of, number), place.clerk), place.clerk)
    close_round(of, actor=place.clerk)
    of.refresh_from_db()
    assert of.closed_on == OPENED
    with pytest.raises(RecordError):
        close_round(of, actor=place.clerk)
    with pytest.raises(RecordError):
        add_sheet(of, making.panel(place.city, 9, founded="2026-07-01"), actor=place.clerk)


def test_what_is_missing_when_a_round_is_closed_is_still_owed(place: Inspected) -> None:
    of = place.round()
    close_round(of, "시의회 보고 기한", actor=place.clerk)
    assert of.history.latest().history_change_reason == "시의회 보고 기한"
    sheet = place.sheet(of)
    assert sheet.duty.done == ""
    accepted(submitted(sheet, place.officer), place.clerk)
    assert place.sheet(of).state == SheetState.ACCEPTED


def test_the_as_of_date_stays_once_a_figure_is_frozen_or_the_round_closed(
    place: Inspected,
) -> None:
    of, day = place.round(), dt.date(2026, 5, 31)
    with pytest.raises(NotAllowed):
        change_as_of(of, day, actor=place.officer)
    accepted(submitted(place.sheet(of), place.officer), place.clerk)
    with pytest.raises(RecordError, match="이미 확정된 점검표"):
        change_as_of(of, day, actor=place.clerk)
    close_round(of, "끝", actor=place.clerk)
    with pytest.raises(RecordError, match="마감"):
        change_as_of(of, day, actor=place.clerk)
