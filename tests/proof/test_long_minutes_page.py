"""A 300-page session, 10,000 speeches, on the public site: its page, its print, its search."""

import statistics
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import version
from civicforum.record.services.indexing import index_entry
from committees.models import AgendaItem, Meeting, Speech
from committees.tasks import prepare_files
from tests import making
from tests.public.test_growth import MOST_QUERIES
from tests.public.test_hundredfold import MOST_BYTES

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

SHORT, LONG = 26, 10_000
TIMES = 3
ROUNDS = 15
WORDS = "하반기 운영계획을 논의하겠습니다. 지난 회의에서 나온 의견을 정리하면 다음과 같습니다. "


def session(number: int, speeches: int) -> Meeting:
    """A meeting with three items and so many speeches."""
    body = making.Body.objects.first() or making.body(making.city())
    row = making.meeting(body, number, 3)
    items = list(AgendaItem.objects.filter(meeting=row).order_by("number"))
    Speech.objects.filter(meeting=row).delete()
    Speech.objects.bulk_create(
        Speech(
            meeting=row, agenda_item=items[at * 3 // speeches], order=at + 1,
            speaker=f"위원 {at % 40}", text=f"{WORDS[at % 30 :]}{at + 1}번째 말",
        )
        for at in range(speeches)
    )  # fmt: skip
    index_entry(row)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as happens to tables that grow
    return row


def seconds(client: Client, path: str) -> float:
    version.renew()
    start = time.perf_counter()
    assert client.get(path).status_code == 200
    return time.perf_counter() - start


def test_a_long_session_is_shown_printed_and_found(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    short, long = session(1, SHORT), session(2, LONG)
    pages = [f"/{long.address}/", f"/{long.address}/?agenda=125", f"/{long.address}/?agenda=250"]
    for path in pages:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert len(queries) <= MOST_QUERIES
        assert len(answer.content) <= MOST_BYTES
        assert answer.content.count(b'id="speech-') == 40
    taken: dict[str, list[float]] = {path: [] for path in (f"/{short.address}/", *pages)}
    for _ in range(ROUNDS):
        for path, times in taken.items():
            times.append(seconds(client, path))
    first, *others = map(statistics.median, taken.values())
    print(f"26 speeches {first * 1000:.1f} ms, 10,000:", [f"{one * 1000:.1f}" for one in others])  # noqa: T201
    assert max(others) <= TIMES * first
    _check_print(client, long)
    _check_search(client, long)
    prepare_files(long.pk)
    assert client.get(f"/{long.address}/minutes.pdf").status_code == 200


def _check_print(client: Client, long: Meeting) -> None:
    answer: Any = client.get(f"/{long.address}/print/")
    whole = b"".join(answer).decode()
    assert whole.count('id="speech-') == LONG
    assert whole.count("번째 말") == LONG


def _check_search(client: Client, long: Meeting) -> None:
    version.renew()
    start = time.perf_counter()
    page = client.get("/search/?q=9876번째").content.decode()
    print(f"search: {(time.perf_counter() - start) * 1000:.0f} ms")  # noqa: T201
    assert f'href="/{long.address}/?agenda=247#speech-9876"' in page
