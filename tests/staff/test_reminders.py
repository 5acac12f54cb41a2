"""Staff see who was told what, when, by which channel, and what is next."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import Leave, User
from civicforum.record import services
from civicforum.record.models import Commitment, Notice
from civicforum.record.services.ledger import write_notices
from tests import clock, making, reminding
from tests.clock import at
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 11, 30)
OUTBOX = "/staff/reminders/"


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Town:
    clock.stop(monkeypatch, at(dt.date(2026, 11, 20)))
    places = town()
    for city in (places.jeonju, places.yeongdeungpo):
        city.live_since = dt.date(2026, 11, 1)
        making.saved(city)
    return places


def page(client: Any, url: str = OUTBOX) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_outbox_shows_each_message_and_no_address(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, clerk = browser("taxi_officer", places), browser("jeonju_clerk", places)
    far = browser("yeongdeungpo_clerk", places)
    making.duty(places.jeonju, 1, due="2026-11-30", department=places.transport)
    making.duty(places.jeonju, 2, due="2026-11-30")
    making.duty(places.yeongdeungpo, 3, due="2026-11-30")
    assert len(reminding.work(monkeypatch, at(dt.date(2026, 11, 23)))) == 3
    listed = page(clerk)
    assert "부서 담당자 · taxi_officer" in listed
    assert "@example.org" not in listed
    assert listed.count("D-14") == 2
    assert "실무자 간담회 3" not in listed
    own = page(officer)
    assert "실무자 간담회 1" in own
    assert "실무자 간담회 2" not in own
    assert "실무자 간담회 1" not in page(far)
    assert "실무자 간담회 1" not in page(clerk, f"{OUTBOX}?state=failed")
    assert "실무자 간담회 1" in page(clerk, f"{OUTBOX}?state=sent&q=taxi")
    assert page(clerk, f"{OUTBOX}?state=nonsense&page=99")


def test_the_outbox_says_how_many_wait_for_office_hours(places: Town) -> None:
    officer, far = browser("taxi_officer", places), browser("yeongdeungpo_clerk", places)
    making.duty(places.jeonju, 1, due="2026-11-30", department=places.transport)
    write_notices(dt.date(2026, 11, 23))
    said = "알림 1건이 발송을 기다립니다. 알림은 근무일 9시에서 18시 사이에 나갑니다."
    assert said in page(officer)
    assert "발송을 기다립니다" not in page(far)


def test_the_outbox_says_which_panel_a_duty_is_about_and_finds_it_by_that(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browser("jeonju_clerk", places)
    panel = making.panel(places.jeonju, 7)
    making.duty(places.jeonju, 1, panel, due="2026-11-30", title="실태 살피기")
    reminding.work(monkeypatch, at(dt.date(2026, 11, 23)))
    assert "택시 7" in page(clerk)
    assert "실태 살피기" in page(clerk, f"{OUTBOX}?q=택시 7")
    assert "실태 살피기" not in page(clerk, f"{OUTBOX}?q=택시 8")


def test_what_a_mail_left_out_is_not_listed_as_told(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browser("jeonju_clerk", places)
    duties = [making.duty(places.jeonju, number, due="2026-11-30") for number in (1, 2)]
    now = clock.stop(monkeypatch, at(dt.date(2026, 11, 23)))
    (message,) = services.sweep_reminders(now)
    duties[0].done = "2026-11-23"
    making.saved(duties[0])
    services.deliver_message(message, now)
    (shown,) = clerk.get(OUTBOX).context["page"]
    assert [(one.duty.title, one.rules, one.is_left_out) for one in shown.said] == [
        ("실무자 간담회 2", ["D-14", "D-7"], False),
        ("실무자 간담회 1", ["D-14", "D-7"], True),
    ]
    assert page(clerk).count("제외됨") == 1


def test_a_text_that_tells_of_others_is_not_shown(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = browser("taxi_officer", places)
    user = User.objects.get(name="taxi_officer")
    making.duty(places.jeonju, 1, due="2026-11-30", department=places.transport)
    secret = making.duty(places.jeonju, 2, due="2026-11-30", title="다른 부서의 일")
    Commitment.objects.filter(pk=secret.pk).update(owner=user)
    reminding.work(monkeypatch, at(dt.date(2026, 11, 23)))
    listed = page(officer)
    assert "실무자 간담회 1" in listed
    assert "다른 부서의 일" not in listed
    assert "챙기실 일" not in listed


def test_a_duty_says_who_was_told_and_what_is_next(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = browser("taxi_officer", places)
    duty = making.duty(places.jeonju, 1, due="2026-11-30", department=places.transport)
    reminding.work(monkeypatch, at(dt.date(2026, 11, 23)))
    url = f"{OUTBOX}{duty.pk}/"
    answer = officer.get(url)
    assert [one.rule for one in answer.context["page"]] == ["D-7", "D-14"]
    assert [(str(one.day), one.rule, one.names) for one in answer.context["coming"]] == [
        ("2026-11-27", "D-1", ("taxi_officer",)),
        ("2026-11-30", "D-day", ("taxi_officer",)),
        ("2026-12-03", "D+3", ("taxi_officer",)),
    ]
    assert f'href="{url}"' in page(officer)
    assert f'href="{url}"' in page(officer, f"/admin/record/commitment/{duty.pk}/change/")
    duty.done = "2026-11-24"
    making.saved(duty)
    assert officer.get(url).context["coming"] == []
    assert browser("supporter", places).get(url).status_code == 404


def test_pages_ask_as_often_for_three_rows_as_for_one(
    places: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browser("jeonju_clerk", places)
    making.saved(
        Leave(user=User.objects.get(name="jeonju_clerk"), starts_on="2026-11-01",
              ends_on="2026-11-02")
    )  # fmt: skip
    duty = making.duty(places.jeonju, 0, due="2026-11-30")
    counts = []
    for number, day in ((1, 23), (2, 25), (3, 27)):
        making.duty(places.jeonju, number, due="2026-12-15")
        Notice.objects.create(
            commitment=duty, moment=f"test {day}", recipient=User.objects.all()[0], channel="email"
        )
        making.duty(places.jeonju, 10 + number, due=f"2026-11-{day}")
        reminding.work(monkeypatch, at(dt.date(2026, 11, day)))
        found = []
        for url in (OUTBOX, f"{OUTBOX}{duty.pk}/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(clerk, url)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[2]
