"""Feeds of published minutes: of a body, of a panel, and of a city."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civicforum.people.models import User
from civicforum.record import services, version
from civicforum.record.models import StateChange
from civicforum.record.states import EntryState
from committees.models import Correction, Meeting
from committees.reports.feeds import FEED_SIZE
from tests import making

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, path: str) -> list[dict[str, str]]:
    version.renew()
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [_entry(entry) for entry in feed.iter(f"{ATOM}entry")]


def _entry(entry: Any) -> dict[str, str]:
    told = {part.tag.removeprefix(ATOM): part.text or part.get("href") for part in entry}
    return {name: str(value) for name, value in told.items()}


def test_each_body_and_each_city_has_a_feed_of_what_is_published(client: Client) -> None:
    city = making.city()
    body, panel = making.body(city), making.panel(city)
    first, second = making.meeting(body, 1), making.meeting(body, 2)
    draft = making.meeting(body, 3)
    services.move_entry(draft, EntryState.WITHDRAWN)
    of_panel = making.meeting(panel, 1)
    for path, wanted in (
        (f"/{body.address}/feed.xml", {first.address, second.address}),
        (f"/en/{body.address}/feed.xml", {first.address, second.address}),
        (f"/{panel.address}/feed.xml", {of_panel.address}),
        (f"/committees/{city.slug}/feed.xml", {first.address, second.address}),
    ):
        found = entries(client, path)
        links = {urlsplit(one["link"]).path.removeprefix("/en") for one in found}
        assert links == {f"/{address}/" for address in wanted}, path


def test_the_feed_is_linked_in_the_head(client: Client) -> None:
    body = making.body(making.city())
    meeting = making.meeting(body)
    for path, feed in (
        (body.address, body.address), (meeting.address, body.address),
        ("committees/jeonju", "committees/jeonju"),
    ):  # fmt: skip
        head = client.get(f"/{path}/").content.decode().partition("</head>")[0]
        assert 'type="application/atom+xml"' in head, path
        assert f'href="/{feed}/feed.xml"' in head, path


def test_a_correction_brings_minutes_up_to_date(client: Client) -> None:
    meeting = making.meeting(making.body(making.city()))
    later = timezone.now() + dt.timedelta(days=3)
    Correction.objects.create(
        meeting=meeting, number=1, reason="오기", changes=[], corrected_at=later,
        corrected_by=User.objects.create_user("clerk@example.org", name="clerk"),
    )  # fmt: skip
    (entry,) = entries(client, f"/{meeting.body.address}/feed.xml")
    assert dt.datetime.fromisoformat(entry["updated"]) == later
    assert dt.datetime.fromisoformat(entry["published"]) < later


def test_withheld_minutes_are_called_by_their_number(client: Client) -> None:
    meeting = making.meeting(making.body(making.city()))
    Meeting.objects.filter(pk=meeting.pk).update(
        withheld="정보공개법", title="감춰진 제목", main_points="감춰진 내용"
    )
    version.renew()
    told = client.get(f"/{meeting.body.address}/feed.xml").content.decode()
    assert "감춰진" not in told
    assert "1차 회의" in told


def test_a_feed_is_bounded_and_costs_no_more(client: Client) -> None:
    body = making.body(making.city())
    paths = (f"/{body.address}/feed.xml", f"/committees/{body.city.slug}/feed.xml")
    counts = []
    for number in range(1, FEED_SIZE + 3):
        making.meeting(body, number)
        if number in (1, 3):
            for path in paths:
                version.renew()
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(path).status_code == 200
                counts.append(len(queries))
    assert counts == [2, 2, 2, 2]
    for path in paths:
        assert len(entries(client, path)) == FEED_SIZE


@pytest.mark.parametrize(
    "path", ["/committees/jeonju/nobody/feed.xml", "/committees/nowhere/feed.xml"]
)
def test_what_is_not_public_has_no_feed(client: Client, path: str) -> None:
    making.city()
    assert client.get(path).status_code == 404
    assert StateChange.objects.count() == 0
