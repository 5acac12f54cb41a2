"""The pages ask the database as often for three rows as for one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civicforum.people.models import User
from committees.models import Correction, Meeting, NameDecision, Speech
from committees.services.circulation import circulate
from committees.services.minutes import reopen_minutes
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


def queries(client: Client, meeting: Meeting, page: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        found = client.get(f"/staff/committees/meetings/{meeting.pk}/{page}/")
    assert found.status_code == 200
    return len(seen)


def a_round(meeting: Meeting, clerk: User, number: int) -> None:
    fresh = Meeting.objects.get(pk=meeting.pk)
    if fresh.minutes_state == "circulated":
        reopen_minutes(fresh, actor=clerk)
    circulate(fresh, way.a_working_day(), actor=clerk)


def a_name(meeting: Meeting, clerk: User, number: int) -> None:
    speech = meeting.speeches.get(order=1)
    speech.text += f" 010-3000-000{number}"
    making.saved(speech)
    NameDecision.objects.create(
        meeting=meeting, kind="name", text=f"이름 {number}", decision="kept", decided_by=clerk
    )


def a_correction(meeting: Meeting, clerk: User, number: int) -> None:
    Correction.objects.create(
        meeting=meeting,
        number=number,
        reason="틀림",
        changes=[{"before": "", "after": "", "of": ["speech", number, "text"]}],
        corrected_at=timezone.now(),
        corrected_by=clerk,
    )


def a_speech(meeting: Meeting, _clerk: User, number: int) -> None:
    """One more speech that could be withheld."""
    making.saved(Speech(meeting=meeting, order=10 + number, speaker="분과장", text=f"말 {number}"))


@pytest.mark.parametrize(
    ("page", "add"),
    [
        ("circulate", a_round),
        ("names", a_name),
        ("publish", a_name),
        ("publish", a_speech),
        ("correct", a_correction),
    ],
)
def test_at_one_and_at_three_rows(
    places: Town, page: str, add: Callable[[Meeting, User, int], None]
) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    meeting = way.draft(body)
    client = browser("yeongdeungpo_clerk", places)
    clerk = User.objects.get(name="yeongdeungpo_clerk")
    add(meeting, clerk, 1)
    queries(client, meeting, page)  # what is asked once for all
    first = queries(client, meeting, page)
    for number in (2, 3):
        add(meeting, clerk, number)
    assert queries(client, meeting, page) == first
