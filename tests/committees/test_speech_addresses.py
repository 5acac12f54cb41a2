"""Every speech has an address of its own that stays, whatever page shows it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Meeting, Speech
from tests import making
from tests.committees.rich_meeting import rich_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """Two items with 60 speeches each, and 40 besides."""
    row = making.meeting(making.body(making.city()), parts=2)
    first, second = row.agenda.order_by("number")
    items = [None] * 40 + [first] * 60 + [second] * 60
    Speech.objects.bulk_create(
        Speech(meeting=row, agenda_item=item, order=order, speaker="위원", text=f"말 {order}")
        for order, item in enumerate(items, 10)
    )
    return row


def test_each_address_leads_to_the_page_that_shows_the_speech(
    client: Client, meeting: Meeting
) -> None:
    pages = {}
    for order in (1, 2, 10, 25, 49, 50, 88, 89, 109, 110, 149, 169):
        for prefix in ("", "/en"):
            answer = client.get(f"{prefix}/{meeting.address}/speeches/{order}/")
            assert answer.status_code == 302
            path, _, anchor = answer["Location"].partition("#")
            assert anchor == f"speech-{order}"
            assert path.startswith(f"{prefix}/{meeting.address}/")
            pages[path] = client.get(path).content.decode()
            assert f'id="{anchor}"' in pages[path], order
    assert len(pages) > 8


def test_each_speech_shows_its_address(client: Client, meeting: Meeting) -> None:
    page = client.get(f"/{meeting.address}/").content.decode()
    link = f'href="/{meeting.address}/speeches/10/"'
    assert page.count(link) == 1
    assert 'aria-label="#10 ' in page.partition(link)[2].partition(">")[0]


@pytest.mark.parametrize("order", [0, 9_999, 99_999_999_999])
def test_there_is_no_address_without_a_speech(client: Client, meeting: Meeting, order: int) -> None:
    assert client.get(f"/{meeting.address}/speeches/{order}/").status_code == 404


def test_a_speech_of_a_withheld_item_has_no_address(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = rich_meeting(making.body(making.city()))
    assert client.get(f"/{row.address}/speeches/200/").status_code == 404
    assert client.get(f"/{row.address}/speeches/201/").status_code == 302  # shows its ground


def test_speeches_of_a_draft_have_no_address(client: Client, meeting: Meeting) -> None:
    assert client.get(f"/{meeting.address}/speeches/10/").status_code == 302
    services.move_entry(meeting, EntryState.WITHDRAWN)
    version.renew()
    assert client.get(f"/{meeting.address}/speeches/10/").status_code == 404
