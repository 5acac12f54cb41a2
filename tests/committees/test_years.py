"""The year of a body: its meetings, who came, what it brought up, and what came of that."""

import pytest
from django.test import Client

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Attendance, Body, Meeting
from tests import making
from tests.committees.test_matters import in_order, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    row: Body = making.body(making.city())
    return row


def attended(meeting: Meeting, *statuses: str) -> Meeting:
    """Record who came, seat by seat."""
    for seat, status in zip(meeting.body.seats.order_by("order"), statuses, strict=False):
        making.saved(Attendance(meeting=meeting, seat=seat, status=status))
    return meeting


def met(body: Body, number: int, date: str) -> Meeting:
    row: Meeting = making.published(
        Meeting(city=body.city, body=body, number=number, title=f"{number}차 회의", date=date)
    )
    return row


def test_a_year_gathers_what_the_body_did_in_it(client: Client, body: Body) -> None:
    project = making.plan(body.city).projects.get()
    attended(met(body, 1, "2018-03-02"), "present", "absent")
    attended(met(body, 2, "2018-12-31"), "present", "delegated")
    met(body, 3, "2019-01-01")
    making.matter(body, 1, title="올해의 의제", became=project)
    making.matter(body, 2, title="이듬해의 의제", year=2019)
    making.matter(making.body(body.city, 2), 3, title="남의 의제")
    making.presentation(making.event(body.city), body, title="올해의 발표")
    page = read(client, f"/en/{body.address}/years/2018/")
    assert in_order(
        page, "50%", "2 of 4 seats", "1차 회의", "2차 회의", "올해의 의제", project.title,
        "올해의 발표", "분과장", "1 seat", "부분과장",
    )  # fmt: skip
    assert not any(words in page for words in ("3차 회의", "이듬해의 의제", "남의 의제"))
    assert f'href="/en/{project.address}/"' in page


def test_the_rate_is_of_meetings_at_which_every_seat_is_recorded(
    client: Client, body: Body
) -> None:
    attended(met(body, 1, "2018-03-02"), "present", "unknown")
    page = read(client, f"/en/{body.address}/years/2018/")
    assert "1 of 2 seats known to be present, 1 not recorded" in page
    assert "%" not in page.partition('class="facts')[2].partition("</dl>")[0]
    attended(met(body, 2, "2018-04-02"), "present", "present")
    page = read(client, f"/en/{body.address}/years/2018/")
    assert "100%" in page
    assert "that of the 1 meeting" in page


def test_a_meeting_that_is_not_public_or_withheld_tells_nothing_of_who_came(
    client: Client, body: Body
) -> None:
    attended(met(body, 1, "2018-03-02"), "present", "present")
    hidden = attended(met(body, 2, "2018-04-02"), "absent", "absent")
    Meeting.objects.filter(pk=hidden.pk).update(withheld="지방자치법 제75조")
    drafted = attended(met(body, 3, "2018-05-02"), "absent", "absent")
    services.move_entry(drafted, EntryState.WITHDRAWN)
    page = read(client, f"/en/{body.address}/years/2018/")
    assert "100%" in page
    assert "2 of 2 seats" in page
    assert "3차 회의" not in page


def test_the_years_of_a_body_are_those_of_which_something_is_public(
    client: Client, body: Body
) -> None:
    path = f"/{body.address}/"
    assert "/years/" not in read(client, path)
    drafted = met(body, 1, "2017-03-02")
    making.matter(body, year=2018)
    event = making.event(body.city)
    event.date = "2020-12-01"
    services.save_row(event)
    making.presentation(event, body)
    services.move_entry(drafted, EntryState.WITHDRAWN)
    page = read(client, path)
    years = {year for year in range(2015, 2024) if f'href="{path}years/{year}/"' in page}
    assert years == {2018, 2020}
    version.renew()
    for year in (2017, 2019, 1, 99999):
        assert client.get(f"{path}years/{year}/").status_code == 404, year
    places = client.get("/sitemap-1.xml").content.decode()
    assert {year for year in range(2015, 2024) if f"{path}years/{year}/</loc>" in places} == years
    services.move_entry(body, EntryState.WITHDRAWN)
    version.renew()
    assert client.get(f"{path}years/2018/").status_code == 404


def test_a_panel_has_its_years_elsewhere(client: Client, body: Body) -> None:
    panel = making.panel(body.city)
    making.meeting(panel)
    assert client.get(f"/committees/jeonju/{panel.slug}/years/2018/").status_code == 404
    assert "/years/" not in client.get("/sitemap-1.xml").content.decode()
