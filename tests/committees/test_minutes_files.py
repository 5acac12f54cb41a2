"""The minutes as files: what is in them, when they are made, and what becomes of old ones."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Body, Meeting, Speech
from committees.reports.edition import public_edition
from committees.services import outputs
from committees.tasks import prepare_files
from tests import making
from tests.committees.rich_meeting import GROUND, SECRET, rich_meeting

pytestmark = pytest.mark.django_db

FILES = ("minutes.hwpx", "minutes.pdf", "minutes.docx", "minutes.json", "speeches.csv", "print/")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def body() -> Body:
    return making.body(making.city())


def content(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def kept(media: Path) -> list[Path]:
    return sorted((media / "editions").glob("*/*"))


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("minutes.hwpx", "application/hwp+zip", b"PK"),
        ("minutes.docx", "application/vnd.openxmlformats-officedocument", b"PK"),
        ("minutes.pdf", "application/pdf", b"%PDF"),
        ("minutes.json", "application/json", b"{"),
        ("speeches.csv", "text/csv", "\ufeff".encode()),
    ],
)
def test_each_file_is_what_it_is_called(
    client: Client, body: Body, name: str, kind: str, start: bytes
) -> None:
    row = rich_meeting(body)
    answer = client.get(f"/{row.address}/{name}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    assert content(answer).startswith(start)
    suffix = name.rpartition(".")[2]
    # RFC 5987: the Korean name, percent-encoded
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%ED%98%91%EC%9D%98%ED%9A%8C%202%EC%B0%A8%20"
        f"%ED%9A%8C%EC%9D%98%EB%A1%9D.{suffix}"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert f'href="/{row.address}/{name}"' in client.get(f"/{row.address}/").content.decode()


@pytest.mark.parametrize("name", FILES)
def test_only_published_minutes_have_files_and_only_to_read(
    client: Client, body: Body, name: str
) -> None:
    row = rich_meeting(body)
    assert client.post(f"/{row.address}/{name}").status_code == 405
    head = client.head(f"/{row.address}/{name}")
    assert (head.status_code, content(head)) == (200, b"")
    for state in (EntryState.WITHDRAWN, EntryState.DRAFT):
        services.move_entry(row, state)
        version.renew()
        assert client.get(f"/{row.address}/{name}").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_a_withheld_meeting_gives_out_its_ground_alone(
    client: Client, body: Body, name: str
) -> None:
    row = rich_meeting(body)
    row.withheld = GROUND
    services.save_row(row)
    version.renew()
    data = content(client.get(f"/{row.address}/{name}"))
    for words in ("물빛", "첫 문단", SECRET, row.title):
        assert words.encode() not in data
    minutes = public_edition(row).minutes
    assert minutes.remarks == [f"비공개: {GROUND}"]
    assert (minutes.speeches, minutes.agenda, minutes.place) == ([], [], "")


def test_the_document_says_what_was_decided_and_what_is_withheld(body: Body) -> None:
    minutes = public_edition(rich_meeting(body)).minutes
    first, second = minutes.agenda
    assert first.notes == ["○ 진행과정 1", "- 의제 선정"]
    decided = first.decision
    assert (decided.votes_for, decided.votes_against, decided.abstentions) == (7, 1, 0)
    assert (decided.outcome, decided.conditions) == (["결과 1"], ["예산 범위 1"])
    assert (second.title, second.notes) == (f"비공개: {GROUND}", [])
    assert [(one.order, one.text) for one in minutes.speeches] == [
        (1, "개회 1"), (101, "첫 문단 1\n둘째 문단 1"), (201, f"비공개: {GROUND}"),
    ]  # fmt: skip
    assert [(one.role, one.people) for one in minutes.observers] == [("기자 1", 2)]
    assert minutes.remarks[0] == "다음 회의에서 확인함"
    assert minutes.remarks[1].startswith("정정 1 (")


def test_json_holds_what_the_document_has_no_place_for(client: Client, body: Body) -> None:
    row = rich_meeting(body)
    data = json.loads(content(client.get(f"/{row.address}/minutes.json")))
    assert data["id"] == row.address
    assert data["minutes"]["speeches"][1]["text"] == "첫 문단 1\n둘째 문단 1"
    assert data["decisions"][0]["for"] == 7
    assert data["decisions"][1] == {"item": 2, "withheld": GROUND}
    assert data["attendance"][1]["delegated_to"] == "분과원"
    assert [paper["title"] for paper in data["papers"]] == ["회의 모습 1", "운영계획 1"]
    assert data["corrections"][0]["changes"][0]["before"] == "이전 말 1"


def test_the_csv_never_runs(client: Client, body: Body) -> None:
    row = making.meeting(body)
    Speech.objects.filter(meeting=row).update(text="=HYPERLINK(1)", speaker="@위원")
    text = content(client.get(f"/{row.address}/speeches.csv")).decode("utf-8-sig")
    (speech,) = csv.DictReader(io.StringIO(text))
    assert speech["text"] == "'=HYPERLINK(1)"
    assert speech["speaker"] == "'@위원"
    assert speech["agenda_title"] == "안건 1"


class TestKeeping:
    """A file is made once for an edition, and no longer there when the next one is."""

    def test_it_is_made_once(self, client: Client, body: Body, media: Path) -> None:
        path = f"/{making.meeting(body).address}/minutes.hwpx"
        first = client.get(path)
        (file,) = kept(media)
        made = file.stat().st_mtime_ns
        assert content(client.get(path)) == content(first)
        assert [one.stat().st_mtime_ns for one in kept(media)] == [made]
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304

    def test_the_next_edition_takes_the_place_of_the_last(
        self, client: Client, body: Body, media: Path
    ) -> None:
        row = making.meeting(body)
        old = client.get(f"/{row.address}/minutes.docx")
        content(old)
        before = kept(media)
        Speech.objects.filter(meeting=row).update(text="바로잡은 말")
        new = client.get(f"/{row.address}/minutes.docx")
        assert content(new)
        assert new["ETag"] != old["ETag"]
        assert len(kept(media)) == 1
        assert kept(media) != before

    def test_a_worker_warms_up_every_form(self, body: Body, media: Path) -> None:
        row = making.meeting(body)
        prepare_files(row.pk)
        assert {one.suffix for one in kept(media)} == {".hwpx", ".pdf", ".docx"}
        services.move_entry(row, EntryState.WITHDRAWN)
        for one in kept(media):
            one.unlink()
        prepare_files(row.pk)
        assert kept(media) == []

    def test_while_one_process_makes_them_others_do_not(
        self, client: Client, body: Body, media: Path, another: Any
    ) -> None:
        row = making.meeting(body)
        another.execute(
            "SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"files of meeting {row.pk}"]
        )
        answer = client.get(f"/{row.address}/minutes.pdf")
        assert answer.status_code == 202
        assert kept(media) == []
        another.execute("SELECT pg_advisory_unlock_all()")
        assert client.get(f"/{row.address}/minutes.pdf").status_code == 200

    def test_long_minutes_are_left_to_a_worker(
        self, client: Client, body: Body, media: Path
    ) -> None:
        broker = redis.Redis.from_url(django_settings.REDIS_URL)
        before = broker.llen("celery")
        row = making.meeting(body)
        _many(row, outputs.MOST_SPEECHES)
        path = f"/{row.address}/minutes.docx"
        for _ in range(3):
            answer = client.get(path)
            assert answer.status_code == 202
            assert answer["Retry-After"]
            assert "no-store" in answer["Cache-Control"]
            assert f'href="{path}"' in answer.content.decode()
        assert broker.llen("celery") == before + 1  # once, however often somebody tries
        sent = broker.lpop("celery")
        assert isinstance(sent, bytes)
        message = json.loads(sent)
        assert message["headers"]["task"] == prepare_files.name
        assert message["headers"]["argsrepr"] == f"[{row.pk}]"
        prepare_files(row.pk)
        assert client.get(path).status_code == 200


@pytest.fixture
def another() -> Iterator[Any]:
    """A connection of another process."""
    options = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    with psycopg2.connect(**{name: options[name] for name in names if name in options}) as other:
        other.autocommit = True
        yield other.cursor()
    other.close()


def _many(meeting: Meeting, number: int) -> None:
    item = meeting.agenda.get()
    Speech.objects.bulk_create(
        Speech(meeting=meeting, agenda_item=item, order=order, speaker="위원", text="말")
        for order in range(10, 10 + number)
    )
