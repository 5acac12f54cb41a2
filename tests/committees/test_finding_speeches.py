"""A search for what was said leads to the speech."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import version
from civicforum.record.services.indexing import index_entry
from committees.models import AttachedList, Body, Meeting, Speech
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return making.body(making.city())


def spoken(body: Body, number: int, *texts: str) -> Meeting:
    row = making.meeting(body, number)
    item = row.agenda.get()
    for order, text in enumerate(texts, 10):
        making.saved(Speech(meeting=row, agenda_item=item, order=order, speaker="위원", text=text))
    return row


def hits(client: Client, words: str, prefix: str = "") -> list[str]:
    version.renew()
    page = client.get(f"{prefix}/search/", {"q": words}).content.decode()
    return re.findall(r'<h3 class="c-tit">\s*<a href="([^"]+)"', page)


def test_the_hit_leads_to_the_first_speech_with_most_of_the_words(
    client: Client, body: Body
) -> None:
    row = spoken(body, 1, "가로등을 바꿉시다", "가로등과 벤치를 바꿉시다", "벤치와 가로등")
    assert hits(client, "가로등") == [f"/{row.address}/#speech-10"]
    assert hits(client, "벤치 가로등") == [f"/{row.address}/#speech-11"]
    assert hits(client, "가로등", "/en") == [f"/en/{row.address}/#speech-10"]
    target = client.get(hits(client, "벤치")[0]).content.decode()
    assert 'id="speech-11"' in target


def test_it_leads_to_the_page_that_shows_the_speech(client: Client, body: Body) -> None:
    row = spoken(body, 1, *(f"말 {n}" for n in range(60)), "느티나무 그늘")
    (link,) = hits(client, "느티나무")
    assert link == f"/{row.address}/?agenda=2#speech-70"
    assert 'id="speech-70"' in client.get(link.partition("#")[0]).content.decode()


def test_what_is_found_otherwise_leads_to_the_page(client: Client, body: Body) -> None:
    row = spoken(body, 1, "1차 회의에 관한 말")
    making.saved(AttachedList(meeting=row, order=1, title="목록", lines="물레방아\n징검다리"))
    assert hits(client, "물레방아") == [f"/{row.address}/"]
    assert hits(client, "1차 회의") == [f"/{row.address}/"]  # its title says so


def test_what_is_withheld_is_neither_found_nor_led_to(client: Client, body: Body) -> None:
    row = spoken(body, 1, "느티나무 그늘", "느티나무 아래")
    Speech.objects.filter(order=10).update(withheld="개인정보 보호법")
    index_entry(row)
    assert hits(client, "느티나무") == [f"/{row.address}/#speech-11"]
    assert hits(client, "그늘") == []


def test_more_meetings_cost_no_more_queries(client: Client, body: Body) -> None:
    counts = []
    for number in (1, 2, 3):
        spoken(body, number, "느티나무 그늘")
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/search/?q=느티나무").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12
