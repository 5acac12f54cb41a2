"""What the public is told of how panels do: the light, why, and no names."""

import datetime as dt

import pytest
from django.test import Client

from committees.models import Person, Seat
from tests import making
from tests.daulmadang.newspaper import at, held, seated
from tests.making import saved

pytestmark = pytest.mark.django_db

TODAY = dt.date(2019, 12, 31)


def read(client: Client, path: str) -> str:
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
