"""The page of a meeting leads to reading a file only where a file can become its minutes."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from civicforum.people.models import User
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Convocation, Meeting, MinutesFile, Speech
from committees.services.accepting import called_meeting
from committees.states import FileState, MinutesState
from tests import making
from tests.committees.meetings import calling
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def held(places: Town) -> Meeting:
    """A meeting of today of which nothing is written."""
    return calling.meeting(calling.body(places.yeongdeungpo), in_days=0)


def tools(client: Client, meeting: Meeting) -> dict[str, str]:
    return dict(client.get(f"/staff/committees/meetings/{meeting.pk}/").context["tools"])


def offers(client: Client, meeting: Meeting) -> bool:
    return any(f"?body={meeting.body_id}" in url for url in tools(client, meeting).values())


def released(meeting: Meeting) -> None:
    """As the record's own files are loaded: what was minuted elsewhere was never agreed here."""
    move_entry(meeting, EntryState.PUBLISHED)


def withheld(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(withheld="지방자치법 제75조")
    released(meeting)


def withdrawn(meeting: Meeting) -> None:
    released(meeting)
    move_entry(meeting, EntryState.WITHDRAWN, reason="다시 씁니다.")


def agreed(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(minutes_state=MinutesState.APPROVED)


def scheduled(meeting: Meeting) -> None:
    agreed(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(publish_at=timezone.now() + dt.timedelta(days=1))


def written(meeting: Meeting) -> None:
    making.saved(Speech(meeting=meeting, order=1, speaker="위원장", text="시작합니다."))


def to_be_held(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(date=timezone.localdate() + dt.timedelta(days=1))


def called_off(meeting: Meeting) -> None:
    Convocation.objects.create(
        meeting=meeting, number=1, content={}, is_cancelled=True, sent_at=timezone.now(),
        sent_by=User.objects.get(name="yeongdeungpo_clerk"),
    )  # fmt: skip


def test_what_was_called_and_held_is_read_into(clerk: Client, held: Meeting) -> None:
    assert offers(clerk, held)
    assert called_meeting(held.body, held.number) == held
    Meeting.objects.filter(pk=held.pk).update(withheld="지방자치법 제75조")
    assert offers(clerk, held)  # a draft all the same: minutes that are withheld are kept, too


@pytest.mark.parametrize(
    "become",
    [released, withheld, withdrawn, agreed, scheduled, written, to_be_held, called_off],
    ids=lambda become: become.__name__,
)
def test_anything_else_is_not(
    clerk: Client, held: Meeting, become: Callable[[Meeting], None]
) -> None:
    become(held)
    assert not offers(clerk, held)


def test_what_was_read_is_told_whatever_became_of_it(clerk: Client, held: Meeting) -> None:
    file = MinutesFile.objects.create(
        body=held.body, name="1차.hwpx", meeting=held, state=FileState.ACCEPTED,
        uploaded_by=User.objects.get(name="yeongdeungpo_clerk"),
    )  # fmt: skip
    link = f"/staff/committees/files/{file.pk}/"
    assert link in tools(clerk, held).values()
    assert not offers(clerk, held)
    released(held)
    assert link in tools(clerk, held).values()
