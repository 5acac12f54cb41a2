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
    assert "빨강" not in html
    index = read(client, "/daulmadang/jeonju/")
    assert '<span aria-hidden="true">○</span> 기록 없음' in index


def test_a_quiet_panel_is_red_and_nobody_is_named(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    panels = [making.panel(city, number) for number in range(1, 5)]
    someone = saved(Person(city=city, name="강네곳"))
    for one in panels:
        seated(one, saved(Seat(body=one, order=1, role="위원")), someone)
    held(panels[0], 1, dt.date(2019, 1, 7))
    html = read(client, "/daulmadang/jeonju/panel-1/")
    assert '<span aria-hidden="true">■</span> 빨강' in html
    assert "2019. 1. 7.(월) 회의 후 358일째 회의가 없습니다." in html
    assert "위원 1명이 3개를 넘는 다울마당에 속해 있습니다." in html
    assert "강네곳" not in html
    assert read(client, "/daulmadang/jeonju/").count("빨강") == 4
    english = read(client, "/en/daulmadang/jeonju/panel-1/")
    assert "No meeting for 358 days" in english


def test_a_panel_that_ended_is_not_judged(client: Client) -> None:
    city = making.city(live_since=dt.date(2018, 1, 1))
    making.panel(city, 1, end="closed", ended="2019-12-30", end_reason="목적 달성")
    assert 'id="health"' not in read(client, "/daulmadang/jeonju/panel-1/")
    assert "빨강" not in read(client, "/daulmadang/jeonju/")
