"""The year's page: the plan before it is made, days and done in place, each in their reach."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.people.roles import Role
from civicforum.record import services as record
from daulmadang import services
from daulmadang.models import Duty, DutyTemplate, Panel
from tests import clock, making
from tests.personas import BACKEND, Town, browser, person, town

pytestmark = pytest.mark.django_db
PAGE = "/staff/daulmadang/year/2099/"


@pytest.fixture
def places() -> Town:
    found = town()
    found.jeonju.live_since = dt.date(2026, 1, 1)
    making.saved(found.jeonju)
    return found


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("jeonju_clerk", places)


def panel(places: Town, number: int = 1, **fields: Any) -> Panel:
    return making.panel(places.jeonju, number, **fields)


def line(places: Town, month: int = 5, **fields: Any) -> DutyTemplate:
    values: dict[str, Any] = {"type": Duty.Type.STAFF_MEETING, "title": "{year} 간담회"} | fields
    return making.saved(DutyTemplate(city=places.jeonju, month=month, **values))


def table(client: Client, url: str = PAGE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().partition("<tbody")[2].rpartition("</tbody>")[0]


def test_the_plan_is_shown_before_anything_is_made(clerk: Client, places: Town) -> None:
    panel(places)
    empty = clerk.get(PAGE).content.decode()
    assert 'value="standard"' in empty
    assert 'value="make"' not in empty
    clerk.post(PAGE, {"act": "standard"})
    assert places.jeonju.duty_templates.count() == 6
    shown = table(clerk)
    assert "2099 다울마당 운영실태 일제점검(상반기)" in shown
    assert "택시 1" in shown
    assert not Duty.objects.exists()
    answer = clerk.post(PAGE, {"act": "make"}, follow=True)
    assert Duty.objects.count() == 6
    assert 'value="make"' not in answer.content.decode()
    assert Duty.objects.earliest("pk").history.get().history_user.name == "jeonju_clerk"


def test_what_fell_due_already_is_made_only_when_asked(clerk: Client, places: Town) -> None:
    panel(places)
    line(places, 1)
    url = "/staff/daulmadang/year/2026/"
    clerk.post(url, {"act": "make"})
    assert not Duty.objects.exists()
    clerk.post(url, {"act": "make", "past": "1"})
    assert Duty.objects.count() == 1


def sent(duty: Duty, due: str = "", done: str = "") -> dict[str, str]:
    """What the line of a duty sends: what is typed, and what it showed."""
    name = f"duty-{duty.pk}"
    return {
        "act": "save",
        f"{name}-due": due or duty.due,
        f"initial-{name}-due": str(duty.due),
        f"{name}-done": done,
        f"initial-{name}-done": str(duty.done),
    }


@pytest.fixture
def duty(places: Town) -> Duty:
    panel(places)
    line(places)
    services.make_year(places.jeonju, 2099)
    return Duty.objects.get()


def test_due_day_and_done_are_set_in_place(clerk: Client, duty: Duty) -> None:
    assert clerk.post(PAGE, sent(duty, "2099-06-10", "2026-06-09")).status_code == 302
    duty.refresh_from_db()
    assert (duty.due, str(duty.due_on), duty.done) == ("2099-06-10", "2099-06-10", "2026-06-09")
    assert "2099. 5." in table(clerk)  # what the template said


def test_a_mistake_stays_in_its_line_and_what_was_typed_stays(clerk: Client, duty: Duty) -> None:
    answer = clerk.post(PAGE, sent(duty, "6월 10일"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="6월 10일"' in page
    assert f'id="duty-{duty.pk}-due-error"' in page
    duty.refresh_from_db()
    assert duty.due == "2099-05"


@pytest.mark.parametrize("done", ["2026-06-11", "2026-07", "2027"])
def test_what_is_still_to_come_is_not_done(
    clerk: Client, duty: Duty, monkeypatch: pytest.MonkeyPatch, done: str
) -> None:
    clock.stop(monkeypatch, clock.at(dt.date(2026, 6, 10)))
    page = clerk.post(PAGE, sent(duty, done=done)).content.decode()
    assert "아직 오지 않은 날짜입니다" in page
    assert f'value="{done}"' in page
    duty.refresh_from_db()
    assert duty.done == ""
    for today in ("2026-06-10", "2026-06", "2026"):
        clerk.post(PAGE, sent(duty, done=today))
        duty.refresh_from_db()
        assert duty.done == today


def test_months_are_folded_but_for_what_is_to_be_done(
    clerk: Client, places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel(places)
    for month in (2, 5, 8, 11):
        line(places, month, half=None, type=list(Duty.Type)[month % 4])
    services.make_year(places.jeonju, 2026)
    first = Duty.objects.earliest("due_on")
    first.done = "2026-02"
    services.save_duty(first)
    clock.stop(monkeypatch, clock.at(dt.date(2026, 6, 10)))
    answer = clerk.get("/staff/daulmadang/year/2026/")
    told = {one.first.month: (one.is_open, one.overdue) for one in answer.context["months"]}
    assert told == {2: (False, 0), 5: (False, 1), 8: (True, 0), 11: (False, 0)}
    page = answer.content.decode()
    assert page.count('<details class="of-part"') == 4
    assert page.count("기한 지남</span>") == 1
    assert answer.context["overdue"] == 1


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    clerk: Client, duty: Duty
) -> None:
    form = sent(duty, "2099-06-10")
    duty.due = "2099-07"
    services.save_duty(duty)
    page = clerk.post(PAGE, form).content.decode()
    assert f'id="duty-{duty.pk}-due-error"' in page
    duty.refresh_from_db()
    assert duty.due == "2099-07"


def test_a_deleted_and_a_called_off_duty_are_told_as_such(clerk: Client, places: Town) -> None:
    gone, ended = panel(places, 1), panel(places, 2)
    line(places)
    services.make_year(places.jeonju, 2099)
    record.delete_row(Duty.objects.get(panel=gone))
    late = dt.datetime(2026, 11, 2, 20, tzinfo=dt.UTC)  # in Seoul it is the 3rd
    Duty.history.filter(history_type="-").update(history_date=late)
    ended.ended, ended.end, ended.end_reason = "2026-11", Panel.End.CLOSED, "완료"
    services.save_panel(ended)
    shown = table(clerk)
    assert len(re.findall('<th scope="row"', shown)) == 2
    assert "지움" in shown
    assert "2026. 11. 3." in shown
    assert "기한 취소" in shown


def test_an_officer_sees_and_finishes_the_own_departments_duties_only(places: Town) -> None:
    own, other = panel(places, 1), panel(places, 2)
    other.department = making.department(places.jeonju, "welfare", "복지과")
    services.save_panel(other)
    line(places)
    line(places, type=Duty.Type.GUIDELINE_NOTICE, for_each_panel=False, title="{year} 지침")
    services.make_year(places.jeonju, 2099)
    mine, foreign = Duty.objects.get(panel=own), Duty.objects.get(panel=other)
    once = Duty.objects.get(panel=None)
    lead = person("lead", Role.TEAM_LEAD, places.jeonju, places.transport)
    leading = Client()
    leading.force_login(lead, backend=BACKEND)
    for client in (browser("taxi_officer", places), leading):
        shown = table(client)
        assert "택시 1" in shown
        assert "택시 2" not in shown
        assert "지침" not in shown
        assert client.post(PAGE, {"act": "make"}).status_code == 404
        data = sent(mine, "2099-06-10", "2026-05-02") | sent(foreign, done="2026-05-02")
        data |= sent(once, done="2026-05-02")
        client.post(PAGE, data)
        mine.refresh_from_db()
        assert (mine.due, mine.done) == ("2099-05", "2026-05-02")
        services.mark_done(mine, "", actor=lead)
        mine.refresh_from_db()
    assert not Duty.objects.exclude(done="").exists()


def test_where_the_city_wants_approval_the_clerk_says_done_only() -> None:
    places = town(needs_approval=True)
    making.panel(places.jeonju)
    making.saved(DutyTemplate(city=places.jeonju, month=5, type="inspection", title="점검"))
    services.make_year(places.jeonju, 2099)
    duty = Duty.objects.get()
    clerk = browser("jeonju_clerk", places)
    assert f'name="duty-{duty.pk}-due"' not in table(clerk)
    clerk.post(PAGE, sent(duty, "2099-06-10", "2026-05-02"))
    duty.refresh_from_db()
    assert (duty.due, duty.done) == ("2099-05", "2026-05-02")
    approver = browser("approver", places)
    approver.post(PAGE, sent(duty, "2099-06-10", "2026-05-02"))
    duty.refresh_from_db()
    assert duty.due == "2099-06-10"


def test_the_list_is_filtered_by_department_and_panel(clerk: Client, places: Town) -> None:
    first, second = panel(places, 1), panel(places, 2)
    second.department = making.department(places.jeonju, "welfare", "복지과")
    services.save_panel(second)
    line(places)
    by_department = table(clerk, f"{PAGE}?department={second.department.pk}")
    assert ("택시 1" in by_department, "택시 2" in by_department) == (False, True)
    by_panel = table(clerk, f"{PAGE}?panel={first.pk}")
    assert ("택시 1" in by_panel, "택시 2" in by_panel) == (True, False)
    assert clerk.get(f"{PAGE}?panel=x&department=999999&city=nowhere").status_code == 200


def test_the_page_costs_no_more_as_it_grows(clerk: Client, places: Town) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(PAGE).status_code == 200
        return len(queries)

    line(places)
    line(places, 10, half=2)
    panel(places, 1)
    services.make_year(places.jeonju, 2099)
    line(places, 12, type=Duty.Type.CASE_SHARING)
    cost()
    one = cost()
    for number in (2, 3):
        panel(places, number)
    services.make_year(places.jeonju, 2099)
    line(places, 6, type=Duty.Type.INSPECTION)
    assert cost() == one
