"""The month for staff: duties, meetings of panels and rounds in reach, by department and panel."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.models import Meeting
from daulmadang import services
from daulmadang.models import Duty, InspectionRound, Panel
from tests import making
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db
PAGE = "/staff/daulmadang/calendar/"
MAY = f"{PAGE}?month=2027-05"


@pytest.fixture
def places() -> Town:
    return town()


def panel(places: Town, number: int) -> Panel:
    """A panel with a duty and a meeting in May 2027."""
    row = making.panel(places.jeonju, number)
    duty = Duty(
        city=places.jeonju, panel=row, year=2027, half=1, type=Duty.Type.INSPECTION,
        title="일제점검", due="2027-05",
    )  # fmt: skip
    services.save_duty(duty)
    making.saved(
        Meeting(
            city=places.jeonju, body=row, number=1, title=f"{number}번 회의", date="2027-05-12",
            starts="14:00",
        )
    )  # fmt: skip
    return row


def days(client: Client, url: str) -> dict[str, str]:
    """What stands on each day that has something on it, by the day."""
    answer = client.get(url)
    assert answer.status_code == 200
    cells = answer.content.decode().partition("<tbody")[2].split("<td")[1:]
    found = {cell.partition('datetime="')[2][:10]: cell for cell in cells if "<ul>" in cell}
    return {day: " ".join(cell.split()) for day, cell in found.items()}


def test_a_month_shows_duties_meetings_and_rounds(places: Town) -> None:
    for number in (1, 2):
        panel(places, number)
    making.saved(
        InspectionRound(
            city=places.jeonju, year=2027, half=1, starts_on=dt.date(2027, 1, 1),
            as_of=dt.date(2027, 5, 20), due=dt.date(2027, 6, 10),
        )
    )  # fmt: skip
    clerk = browser("jeonju_clerk", places)
    may = days(clerk, MAY)
    assert set(may) == {"2027-05-12", "2027-05-20", "2027-05-31"}
    assert "다울마당 2곳 중 0곳 완료" in may["2027-05-31"]
    assert "/staff/daulmadang/year/2027/?city=jeonju" in may["2027-05-31"]
    assert "14:00" in may["2027-05-12"]
    assert "1번 회의" in may["2027-05-12"]
    assert set(days(clerk, f"{PAGE}?month=2027-06")) == {"2027-06-10"}


def test_the_citys_own_duty_is_no_panel_more(places: Town) -> None:
    for number in (1, 2):
        panel(places, number)
    services.save_duty(
        Duty(
            city=places.jeonju, year=2027, half=1, type=Duty.Type.INSPECTION,
            title="일제점검 총괄", due="2027-05",
        )
    )  # fmt: skip
    (day,) = [
        text for at, text in days(browser("jeonju_clerk", places), MAY).items() if at[8:] == "31"
    ]
    assert day.count("다울마당 2곳 중 0곳 완료") == day.count("일제점검 총괄") == 1


def test_an_officer_sees_the_own_departments_only_and_filters_hold(places: Town) -> None:
    first, second = panel(places, 1), panel(places, 2)
    second.department = making.department(places.jeonju, "welfare", "복지과")
    services.save_panel(second)
    officer, clerk = browser("taxi_officer", places), browser("jeonju_clerk", places)
    for client, url in (
        (officer, MAY),
        (clerk, f"{MAY}&panel={first.pk}"),
        (clerk, f"{MAY}&department={first.department_id}"),
    ):
        text = str(days(client, url))
        assert ("1번 회의" in text, "2번 회의" in text) == (True, False), url
        assert "2곳" not in text
    assert days(browser("yeongdeungpo_clerk", places), MAY) == {}


def test_today_is_marked_and_months_are_turned(places: Town) -> None:
    clerk = browser("jeonju_clerk", places)
    today = timezone.localdate()
    page = clerk.get(PAGE).content.decode()
    assert page.count('aria-current="date"') == 1
    assert f'<time datetime="{today}" aria-current="date">' in page
    page = clerk.get(f"{PAGE}?month=2027-01").content.decode()
    assert "?month=2026-12" in page
    assert "?month=2027-02" in page
    assert 'aria-current="date"' not in page
    for odd in ("2027-13", "0001-01", "9999-12", "x", "", "2027-05-01"):
        assert clerk.get(f"{PAGE}?month={odd}").status_code == 200


def test_the_month_costs_no_more_as_it_grows(places: Town) -> None:
    clerk = browser("jeonju_clerk", places)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(MAY).status_code == 200
        return len(queries)

    panel(places, 1)
    cost()
    one = cost()
    for number in (2, 3):
        panel(places, number)
    assert cost() == one
