"""What the public is told of how panels do: the light, why, and no names."""

import datetime as dt

import pytest
from django.test import Client

from civicforum.record import version
from committees.models import Attendance, Person, Seat
from daulmadang.models import Panel, PanelRules
from tests import making
from tests.daulmadang.newspaper import at, held, seated
from tests.making import saved

pytestmark = pytest.mark.django_db

TODAY = dt.date(2019, 12, 31)


def read(client: Client, path: str) -> str:
    version.renew()  # the transaction of a test never commits
    with at(TODAY):
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_never_recorded_is_said_to_be_so(client: Client) -> None:
    making.panel(making.city())
    html = read(client, "/daulmadang/jeonju/panel-1/")
    assert "회의 기록이 없어 회의를 열었는지 알 수 없습니다." in html
    assert "기준일 2019. 12. 31." in html
    assert "적색" not in html
    index = read(client, "/daulmadang/jeonju/")
    assert '<span aria-hidden="true">○</span> 기록 없음' in index


def test_a_quiet_panel_is_red_and_nobody_is_named(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    panels = [making.panel(city, number) for number in range(1, 5)]
    someone = saved(Person(city=city, name="강네곳"))
    for one in panels:
        seated(one, saved(Seat(body=one, order=1, role="위원")), someone)
    held(panels[0], 1, dt.date(2019, 1, 7), dt.date(2019, 1, 9))
    html = read(client, "/daulmadang/jeonju/panel-1/")
    assert '<span aria-hidden="true">■</span> 적색' in html
    assert "2019. 1. 7.(월) 회의 후 358일째 회의가 없습니다." in html
    assert "위원 1명이 3개를 넘는 다울마당에 속해 있습니다." in html
    assert "강네곳" not in html
    assert read(client, "/daulmadang/jeonju/").count("적색") == 4
    english = read(client, "/en/daulmadang/jeonju/panel-1/")
    assert "No meeting for 358 days" in english


def test_a_panel_that_ended_is_not_judged(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    making.panel(city, 1, end="closed", ended="2019-12-30", end_reason="목적 달성")
    making.panel(city, 2, end="closed", ended="2019", end_reason="목적 달성")
    assert 'id="health"' not in read(client, "/daulmadang/jeonju/panel-1/")
    assert 'id="health"' in read(client, "/daulmadang/jeonju/panel-2/")  # it is its last day
    assert read(client, "/daulmadang/jeonju/").count("적색") == 1


def test_no_day_of_a_meeting_that_is_not_public_is_told(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    quiet, busy = making.panel(city, 1), making.panel(city, 2)
    held(quiet, 1, dt.date(2019, 2, 20))  # 314 days ago
    held(busy, 1, dt.date(2019, 3, 5), dt.date(2019, 3, 20))
    held(busy, 2, dt.date(2019, 12, 17))  # 14 days ago
    told = {}
    for n in (1, 2):
        page = read(client, f"/daulmadang/jeonju/panel-{n}/")
        told[n] = page[page.index('id="health"') :].split("</section>")[0]
    for page, day, ago in ((told[1], "2. 20.", "314"), (told[2], "12. 17.", "14")):
        assert day not in page
        assert f">{ago}<" not in "".join(page.split())
        assert f"{ago}일" not in page
        assert "공개 전" in page
    assert "2019. 7. 4.부터 기준일인 2019. 12. 31.까지, 기록이 있는 181일 동안" in told[1]
    assert "회의를 2회 열었습니다." in told[2]
    assert "적색" in told[1]  # it is late all the same
    assert "회의록 1건이 공개 기한 30일을 넘겼습니다." in told[1]


def test_attendance_is_told_of_public_minutes_alone(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    panel = making.panel(city)
    seats = [saved(Seat(body=panel, order=n, role="위원")) for n in (1, 2)]
    public = held(panel, 1, dt.date(2019, 10, 8), dt.date(2019, 10, 20))
    draft = held(panel, 2, dt.date(2019, 12, 3))
    for seat in seats:
        saved(Attendance(meeting=public, seat=seat, status="present"))
        saved(Attendance(meeting=draft, seat=seat, status="absent"))
    saved(PanelRules(city=city, valid_from=dt.date(2018, 1, 1), attendance_percent=70))

    def attended() -> str:
        page = " ".join(read(client, "/daulmadang/jeonju/panel-1/").split())
        return page.partition("<dt>출석률</dt>")[2].partition("</dd>")[0]

    assert "100" in attended()
    page = read(client, "/daulmadang/jeonju/panel-1/")
    assert "출석률은 모든 회의의 회의록이 공개된 뒤에 알려 드립니다." in page
    assert "50" not in attended()


def test_a_panel_whose_minutes_are_not_public_is_not_said_to_have_met_never(
    client: Client,
) -> None:
    panel = making.panel(making.city(live_since=dt.date(2018, 1, 1)))
    assert "이 다울마당의 회의 기록이 없습니다" in read(client, "/daulmadang/jeonju/panel-1/")
    held(panel, 1, dt.date(2019, 12, 3))
    page = read(client, "/daulmadang/jeonju/panel-1/")
    assert "이 다울마당의 회의 기록이 없습니다" not in page
    assert "아직 공개된 회의록이 없습니다" in page


class TestAsOf:
    """How a panel did on an earlier day can be read as well."""

    @pytest.fixture(autouse=True)
    def panel(self) -> None:
        panel = making.panel(making.city(live_since=dt.date(2018, 1, 1)), founded="2018-03-02")
        held(panel, 1, dt.date(2019, 1, 7), dt.date(2019, 1, 9))

    def health(self, client: Client, day: str) -> str:
        page = read(client, f"/daulmadang/jeonju/panel-1/?on={day}")
        return page[page.index('id="health"') :].split("</section>")[0]

    def test_an_earlier_day(self, client: Client) -> None:
        told = self.health(client, "2019-01-31")
        assert "기준일 2019. 1. 31." in told
        assert "358일" not in told
        assert 'value="2019-01-31"' in told

    @pytest.mark.parametrize("day", ["2019-10-08", "2019-10-09", "2019-11-29"])
    def test_no_day_within_a_month_tells_when_it_met(self, client: Client, day: str) -> None:
        """Of a meeting that is not public it can be found in which month it was, and no more."""
        held(Panel.objects.get(), 2, dt.date(2019, 10, 9))
        told = self.health(client, day)
        assert "오늘 또는 각 달의 말일을 고르십시오." in told
        assert "기준일 2019. 12. 31." in told
        for end, count in (("2019-09-30", 1), ("2019-10-31", 2)):
            held_by_then = "".join(self.health(client, end).split())
            assert f"<dt>최근12개월회의</dt><dd>{count}</dd>" in held_by_then

    @pytest.mark.parametrize(("day", "said"), [
        ("2020-01-01", "오늘까지의 날짜를 고르십시오. 앞으로의 일은 기록되어 있지 않습니다."),
        ("abc", "올바른 날짜를 입력하세요."),
    ])  # fmt: skip
    def test_what_is_no_day_is_told_and_kept(self, client: Client, day: str, said: str) -> None:
        told = self.health(client, day)
        assert said in told
        assert f'value="{day}"' in told
        assert "기준일 2019. 12. 31." in told

    def test_a_day_before_it_was_founded(self, client: Client) -> None:
        assert "그날에는 이 다울마당이 없었습니다." in self.health(client, "2018-02-28")
