"""Of two seats that are called alike it is chosen which one spoke, or it stays open knowingly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.people.models import User
from committees.models import Meeting, Speech
from committees.services.minutes import approve_minutes
from tests import making
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.committees.uploading import FILES, council, read, review, sent
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db
BOTH = ["새부분과장 (1)", "새부분과장 (2)"]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield
    current_app.control.purge()


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def client(places: Town) -> Client:
    return browser("supporter", places)


def reviewed(client: Client, places: Town, **chosen: str) -> Meeting:
    """The draft that a file became, in whose review this was chosen."""
    file = read(client, council(places), COUNCIL_TEXT)
    page = client.get(f"{FILES}{file.pk}/")
    answer = client.post(f"{FILES}{file.pk}/", sent(page, **chosen))
    assert answer.status_code == 302, answer.context["forms"].problems
    return Meeting.objects.get()


def the_speech(meeting: Meeting) -> Speech:
    return meeting.speeches.get(speaker="새부분과장")


def editor(client: Client, meeting: Meeting) -> str:
    page = client.get(f"/staff/committees/meetings/{meeting.pk}/write/")
    return page.content.decode()


def whose(client: Client, speech: Speech, seat: str) -> Any:
    address = f"/staff/committees/meetings/{speech.meeting_id}/write/speeches/{speech.pk}/whose/"
    return client.post(address, {"seat": seat}, follow=True)


def test_the_review_tells_the_seats_apart_and_asks_which_spoke(
    client: Client, places: Town
) -> None:
    file = read(client, council(places), COUNCIL_TEXT)
    page = client.get(f"{FILES}{file.pk}/")
    assert "자리 미정" in page.content.decode()
    (row,) = page.context["forms"].speakers.rows
    assert row.speech.speaker == "새부분과장"
    labels = [label for _value, label in row.field.field.choices]
    assert labels == ["자리 2개 중 하나(정하지 않음)", "새분과 부분과장 (1)", "새분과 부분과장 (2)"]
    assert [one.text for one in page.context["forms"].seats.rows][3:5] == labels[1:]
    name, second = row.field.name, row.field.field.choices[2][0]
    wrong = client.post(f"{FILES}{file.pk}/", sent(page, **{name: "0"}))
    assert [one.field for one in wrong.context["forms"].problems] == [f"id_{name}"]
    client.post(f"{FILES}{file.pk}/", sent(page, **{name: second}))
    meeting = Meeting.objects.get()
    assert [str(seat) for seat in meeting.body.seats.order_by("order")][3:5] == [
        "새분과 부분과장"
    ] * 2
    speech = the_speech(meeting)
    assert speech.seat == meeting.body.seats.order_by("order")[4]
    file.refresh_from_db()
    assert review(file)["speakers"] == [[str(speech.order), "새분과 부분과장 (2)"]]
    assert "data-unsure" not in editor(client, meeting)


def test_what_stayed_open_is_marked_in_the_editor_until_it_is_said(
    client: Client, places: Town
) -> None:
    meeting = reviewed(client, places)
    speech = the_speech(meeting)
    assert speech.seat is None
    page = editor(client, meeting)
    assert page.count("data-unsure") == 1
    assert all(f'value="{label}"' in page for label in BOTH)
    assert "data-unsure" not in whose(client, speech, BOTH[1]).content.decode()
    speech.refresh_from_db()
    # The subcommittee is not public, so the minutes do not name it.
    assert (speech.speaker, speech.seat) == (
        "부분과장", meeting.body.seats.order_by("order")[4]
    )  # fmt: skip


def test_it_may_stay_open_knowingly_and_publishing_says_so_till_then(
    client: Client, places: Town
) -> None:
    meeting = reviewed(client, places)
    publishing = f"/staff/committees/meetings/{meeting.pk}/publish/"
    speech = the_speech(meeting)
    assert f"({speech.order}번)" in client.get(publishing).content.decode()
    assert "data-unsure" not in whose(client, speech, "").content.decode()
    speech.refresh_from_db()
    assert (speech.speaker, speech.seat) == ("새부분과장", None)
    assert f"({speech.order}번)" not in client.get(publishing).content.decode()
    # Whoever names other seats that are alike asks anew.
    speech.speaker = "부분과장"
    making.saved(speech)
    assert "data-unsure" in editor(client, meeting)


def test_it_keeps_nothing_back(client: Client, places: Town) -> None:
    meeting = reviewed(client, places)
    clerk = browser("yeongdeungpo_clerk", places)
    approve_minutes(
        meeting, actor=User.objects.get(email="yeongdeungpo_clerk@example.org"), reason="회의에서"
    )
    page = clerk.get(f"/staff/committees/meetings/{meeting.pk}/publish/")
    assert "어느 자리의 발언인지 정하지 않은" in page.content.decode()
    assert not page.context["state"].unnamed


def test_the_editor_asks_no_more_for_three_such_speeches(client: Client, places: Town) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "data-unsure" in editor(client, meeting)
        return len(queries)

    meeting = reviewed(client, places)
    speech = the_speech(meeting)
    cost()
    one = cost()
    last = meeting.speeches.count()
    for n in (1, 2):
        making.saved(
            Speech(meeting=meeting, agenda_item=speech.agenda_item, order=last + n,
                   speaker=speech.speaker, text="예")
        )  # fmt: skip
    assert cost() == one
