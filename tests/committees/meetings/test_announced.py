"""What the public and the organisers see of a notice that went out, and of what is to come."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from civicforum.record import version
from committees.models import Convocation, Meeting, Seat
from committees.reports.coming import coming
from committees.reports.standing import Stage, in_stage, stage_of
from tests import making
from tests.committees.meetings import calling
from tests.committees.meetings.test_notice import decided, send, url
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def called(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo, notice_days=7))


def test_the_public_reads_nothing_of_what_is_withheld_or_masked_after_it_was_sent(
    clerk: Client, client: Client, called: Meeting
) -> None:
    def shown() -> str:
        version.renew()
        page, file = f"/{called.body.address}/", f"/{called.body.address}/meetings.ics"
        ics = client.get(file).content.decode().replace("\r\n ", "")
        return ics + str([one.told.kept for one in client.get(page).context["coming"]])

    called.agenda.filter(number=2).update(title="나무숲 사람들 결산")
    send(clerk, called)
    assert "예산" in shown()
    called.agenda.filter(number=1).update(withheld="정보공개법 제9조제1항제5호", title="다른 말")
    making.saved(decided(called, ("name", "나무숲 사람들"), "masked"))
    assert "예산" not in shown()
    assert "나무숲" not in shown()
    assert "ㅇㅇㅇ 결산" in shown()
    Meeting.objects.filter(pk=called.pk).update(withheld="정보공개법 제9조제1항제5호")
    assert not [word for word in ("결산", "3층 회의실", called.title) if word in shown()]


def test_the_body_announces_what_its_notice_said_and_no_more(
    clerk: Client, client: Client, called: Meeting
) -> None:
    page, file = f"/{called.body.address}/", f"/{called.body.address}/meetings.ics"
    assert client.get(page).context["coming"] == []
    send(clerk, called)
    version.renew()  # in a test no transaction is committed
    called.place, called.link = "비밀 장소", "https://meet.example.org/secret"
    called.save()
    shown = client.get(page).content.decode()
    assert "3층 회의실" in shown
    assert "비밀" not in shown
    assert client.get(f"/{called.address}/").status_code == 404
    calendar = Calendar.from_ical(client.get(file).content)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["LOCATION"]) == ("PUBLISH", "3층 회의실")
    assert b"secret" not in client.get(file).content
    send(clerk, called, "call-off", after=1)
    version.renew()
    assert "bg-light-danger" in client.get(page).content.decode()
    (event,) = Calendar.from_ical(client.get(file).content).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


def test_what_is_past_is_announced_no_more_and_a_panel_announces_too(
    places: Town, clerk: Client, client: Client, called: Meeting
) -> None:
    send(clerk, called)
    row = Convocation.objects.get()
    row.content["date"] = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    row.save()
    assert client.get(f"/{called.body.address}/").context["coming"] == []
    assert client.get("/committees/yeongdeungpo/nothing/meetings.ics").status_code == 404
    panel = making.panel(places.jeonju)
    making.saved(Seat(body=panel, order=1, role="위원"))
    meeting = calling.meeting(panel)
    assert send(browser("taxi_officer", places), meeting) == ["success"]
    version.renew()
    assert len(client.get(f"/{panel.address}/").context["coming"]) == 1
    file = client.get(f"/{panel.address}/meetings.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(file.content).walk("VEVENT")) == 1


def test_what_changed_since_the_notice_is_the_next_thing_to_tell(
    clerk: Client, called: Meeting
) -> None:
    send(clerk, called)
    hub = f"/staff/committees/meetings/{called.pk}/"
    assert "변경 통지" not in clerk.get(hub).content.decode()
    called.place = "다른 회의실"
    making.saved(called)
    page = clerk.get(hub)
    assert page.context["next"].url == url(called)
    assert "변경 통지를 보내세요" in page.content.decode()
    send(clerk, called, after=1)
    assert "변경 통지" not in clerk.get(hub).content.decode()
    send(clerk, called, act="call-off", after=2)
    page = clerk.get(hub)
    assert page.context["stage"] == "called_off"
    assert clerk.get("/staff/committees/meetings/?stage=coming").context["page"].object_list == []
    (listed,) = clerk.get("/staff/committees/meetings/?stage=called_off").context["page"]
    assert listed.stage == "called_off"


def test_a_meeting_that_ended_today_is_no_longer_to_come(clerk: Client, places: Town) -> None:
    meeting = calling.meeting(
        calling.body(places.yeongdeungpo), in_days=0, starts=dt.time(10), ends=dt.time(12)
    )
    send(clerk, meeting)
    today = timezone.localdate()
    noon = timezone.make_aware(dt.datetime.combine(today, dt.time(12)))
    before = noon - dt.timedelta(minutes=1)
    for now, is_over in ((before, False), (noon, True)):
        assert is_over is (coming(meeting.body_id, now) == [])
        for stage, is_it in (("coming", not is_over), ("draft", is_over)):
            assert Meeting.objects.filter(in_stage(Stage(stage), now)).exists() is is_it
            assert (stage_of(meeting, now, is_off=False) == stage) is is_it
