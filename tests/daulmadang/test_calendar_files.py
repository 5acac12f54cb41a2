"""Calendar files: public ones of city, department and panel; secret ones of the staff."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from civicforum.people.models import RoleGrant, User
from civicforum.record import services as record
from civicforum.record import version
from civicforum.record.states import EntryState
from committees.models import Convocation, Meeting
from daulmadang import services
from daulmadang.models import CalendarAddress, Duty, InspectionRound, Panel
from tests import making
from tests.personas import BACKEND, PERSONAS, Town, town

pytestmark = pytest.mark.django_db

CITY = "/daulmadang/jeonju/calendar.ics"
PAGE = "/staff/daulmadang/calendars/"
THIS_YEAR = timezone.localdate().year


@pytest.fixture
def places() -> Town:
    return town()


def duty(panel: Panel | None, places: Town, **fields: Any) -> Duty:
    values: dict[str, Any] = {"type": Duty.Type.INSPECTION, "title": "일제점검"} | fields
    values = {"due": f"{THIS_YEAR}-10", "year": THIS_YEAR, "half": 2} | values
    row = Duty(city=places.jeonju, panel=panel, **values)
    services.save_duty(row)
    return row


def announced(panel: Panel, title: str = "1차 회의") -> Meeting:
    """A meeting that was announced for next week and is still a draft."""
    day = timezone.localdate() + dt.timedelta(days=7)
    meeting = making.saved(
        Meeting(city=panel.city, body=panel, number=1, title=title, date=day, starts="14:00")
    )
    content = {
        "title": title, "date": day.isoformat(), "starts": "14:00", "ends": "", "place": "시청",
        "agenda": [], "items": [],
    }  # fmt: skip
    sender = User.objects.get_or_create(email="sender@example.org", name="sender")[0]
    Convocation.objects.create(
        meeting=meeting, number=1, content=content, sent_at=timezone.now(), sent_by=sender
    )
    return meeting


def events(client: Client, path: str) -> dict[str, Any]:
    """The events of a file by their summary; each has what RFC 5545 asks for."""
    version.renew()
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    found: list[Any] = list(calendar.walk("VEVENT"))
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        assert not one.errors
        assert one["DTSTAMP"].dt.tzinfo is not None
        assert one["DTSTART"].dt
    return {str(one["SUMMARY"]): one for one in found}


def test_a_month_is_a_whole_day_on_its_last_working_day(client: Client, places: Town) -> None:
    panel = making.panel(places.jeonju)
    row = duty(panel, places, due="2028-04", year=2028)  # the 29th and 30th are a weekend
    (event,) = events(client, f"/{panel.address}/calendar.ics").values()
    assert event["DTSTART"].dt == dt.date(2028, 4, 28)
    assert event["DTEND"].dt == dt.date(2028, 4, 29)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    uid, stamp = event["UID"], event["DTSTAMP"].dt
    row.due, row.done = "2028-04-20", "2028-04-19"
    services.save_duty(row)
    (event,) = events(client, f"/{panel.address}/calendar.ics").values()
    assert (event["UID"], event["DTSTART"].dt) == (uid, dt.date(2028, 4, 20))
    assert event["DTSTAMP"].dt >= stamp
    assert event["SUMMARY"].startswith("✓")


def test_a_city_tells_many_panels_as_one_and_each_part_its_own(
    client: Client, places: Town
) -> None:
    making.programme(places.jeonju)
    first, second = (making.panel(places.jeonju, number) for number in (1, 2))
    second.department = making.department(places.jeonju, "welfare", "복지과")
    services.save_panel(second)
    duty(first, places, done=f"{THIS_YEAR}-10-01")
    duty(second, places)
    duty(None, places, title="공유한마당", half=None, type=Duty.Type.CASE_SHARING)
    announced(second)
    found = events(client, CITY)
    assert set(found) == {"일제점검", "공유한마당", "택시 2 1차 회의"}
    assert "2" in found["일제점검"]["DESCRIPTION"]
    assert set(events(client, "/daulmadang/jeonju/calendar/welfare.ics")) == {
        "일제점검 · 택시 2", "택시 2 1차 회의",
    }  # fmt: skip
    assert set(events(client, f"/{first.address}/calendar.ics")) == {"✓ 일제점검 · 택시 1"}
    for path in ("nowhere/calendar.ics", "jeonju/calendar/nowhere.ics", "jeonju/no/calendar.ics"):
        assert client.get(f"/daulmadang/{path}").status_code == 404
    assert client.get("/daulmadang/yeongdeungpo/calendar.ics").status_code == 404


def test_an_event_keeps_its_name_when_another_panel_joins_and_the_day_changes(
    client: Client, places: Town
) -> None:
    making.programme(places.jeonju)
    first, second = (making.panel(places.jeonju, number) for number in (1, 2))
    rows = [duty(first, places)]
    (event,) = events(client, CITY).values()
    uid = event["UID"]
    rows.append(duty(second, places))
    duty(first, places, year=THIS_YEAR - 1)  # of another year, put off to the same day
    assert events(client, CITY)["일제점검"]["UID"] == uid
    for row in rows:
        row.due = f"{THIS_YEAR}-11"
        services.save_duty(row)
    assert events(client, CITY)["일제점검"]["UID"] == uid


def test_nothing_of_a_draft_or_called_off_is_public(client: Client, places: Town) -> None:
    shown, hidden, ended = (making.panel(places.jeonju, number) for number in (1, 2, 3))
    for panel in (shown, hidden, ended):
        duty(panel, places, title=f"점검 {panel.slug}", due=f"{THIS_YEAR + 1}-05")
    announced(hidden)
    record.move_entry(hidden, EntryState.WITHDRAWN)
    ended.ended, ended.end, ended.end_reason = "2020-01", Panel.End.CLOSED, "완료"
    services.save_panel(ended)
    assert set(events(client, CITY)) == {"점검 panel-1 · 택시 1"}
    assert client.get(f"/{hidden.address}/calendar.ics").status_code == 404


def signed_in(persona: str, places: Town) -> tuple[User, Client]:
    user = PERSONAS[persona](places)
    assert user
    client = Client()
    client.force_login(user, backend=BACKEND)
    return user, client


def made(client: Client, **choice: Any) -> str:
    """The path of a new address."""
    before = set(CalendarAddress.objects.values_list("pk", flat=True))
    client.post(PAGE, {"act": "make", **choice})
    row = CalendarAddress.objects.exclude(pk__in=before).get()
    path = f"/calendars/{row.token}.ics"
    assert path in client.get(PAGE).content.decode()
    return path


def test_a_secret_address_shows_what_its_person_may_see_today(client: Client, places: Town) -> None:
    own, other = (making.panel(places.jeonju, number) for number in (1, 2))
    other.department = making.department(places.jeonju, "welfare", "복지과")
    services.save_panel(other)
    for panel in (own, other):
        duty(panel, places)
        announced(panel)
    InspectionRound.objects.create(
        city=places.jeonju, year=THIS_YEAR, half=2, starts_on=dt.date(THIS_YEAR, 7, 1),
        as_of=dt.date(THIS_YEAR, 10, 31), due=dt.date(THIS_YEAR, 11, 10),
    )  # fmt: skip
    user, officer = signed_in("taxi_officer", places)
    path = made(officer)
    assert set(events(client, path)) == {"일제점검 · 택시 1", "택시 1 1차 회의"}
    _clerk, clerk = signed_in("jeonju_clerk", places)
    assert len(events(client, made(clerk))) == 5
    assert len(events(client, made(clerk, department=other.department.pk))) == 2
    assert len(events(client, made(clerk, panel=own.pk))) == 2
    RoleGrant.objects.filter(user=user).update(department=other.department)
    assert set(events(client, path)) == {"일제점검 · 택시 2", "택시 2 1차 회의"}
    RoleGrant.objects.filter(user=user).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert client.get(path).status_code == 404


def test_it_is_never_kept_and_ends_for_good(client: Client, places: Town) -> None:
    user, officer = signed_in("taxi_officer", places)
    path = made(officer)
    answer = client.get(path)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert client.post(path).status_code == 405
    row = CalendarAddress.objects.get()
    _other, stranger = signed_in("jeonju_clerk", places)
    assert path not in stranger.get(PAGE).content.decode()
    assert stranger.post(PAGE, {"act": "end", "address": row.pk}).status_code == 404
    assert client.get(path).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(path).status_code == 404
    user.is_active = True
    user.save()
    officer.force_login(user, backend=BACKEND)
    officer.post(PAGE, {"act": "end", "address": row.pk})
    assert client.get(path).status_code == 404
    assert client.get("/calendars/guessed.ics").status_code == 404
    assert officer.post(PAGE, {"act": "end", "address": row.pk}).status_code == 404


def test_no_address_is_made_for_what_is_out_of_reach(places: Town) -> None:
    foreign = making.panel(places.yeongdeungpo)
    _user, officer = signed_in("taxi_officer", places)
    for choice in ({"panel": foreign.pk}, {"department": places.governance.pk}):
        assert officer.post(PAGE, {"act": "make", **choice}).status_code == 200
    assert not CalendarAddress.objects.exists()
    for _ in range(10):
        officer.post(PAGE, {"act": "make"})
    assert officer.post(PAGE, {"act": "make"}).status_code == 200  # that is enough of them
    assert CalendarAddress.objects.count() == 10


def test_files_cost_no_more_as_they_grow(client: Client, places: Town) -> None:
    _user, clerk = signed_in("jeonju_clerk", places)
    secret = made(clerk)

    def grow(number: int) -> None:
        panel = making.panel(places.jeonju, number)
        duty(panel, places, due=f"{THIS_YEAR}-0{number}")
        announced(panel)

    def cost(asked: Client, path: str) -> int:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert asked.get(path).status_code == 200
        return len(queries)

    paths = [(client, CITY), (client, secret), (clerk, PAGE)]
    grow(1)
    one = [cost(*where) for where in paths]
    for number in (2, 3):
        grow(number)
        made(clerk)
    assert [cost(*where) for where in paths] == one
