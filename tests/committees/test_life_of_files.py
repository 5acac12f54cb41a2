"""The life of a file with minutes: uploaded, read by a worker that may be lost, let go of."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from civicforum.record import services
from committees import tasks
from committees.models import Body, Meeting, MinutesFile
from committees.services import minutes_files
from committees.services.minutes_files import ATTEMPTS, KEPT, LOST, STALE
from committees.states import FileState
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.committees.minutes.test_bad_files import CASES
from tests.committees.uploading import FILES, council, read, sent, upload
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Uploads of their own, and no worker: the tests say when a file is read."""
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    current_app.control.purge()


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    return council(places)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("empty", "빈 파일"),
        ("only odd blanks", "빈 파일"),
        ("hwpx called pdf", "이름을 바로잡아"),
        ("a picture", "그림 파일"),
        ("pdf of pictures", "그림"),
        ("pdf cut short", "손상"),
        ("word with macros", "매크로"),
        ("hwpx with a password", "암호"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_korean(
    places: Town, body: Body, case: str, told: str
) -> None:
    client = browser("supporter", places)
    name, data, _in_english = CASES[case]
    answer = upload(client, body, data, name)
    if answer.status_code == 302:
        file = MinutesFile.objects.get()
        tasks.read_minutes_file.apply([file.pk], throw=True)
        answer = client.get(answer["Location"])
        assert answer.context["file"].state == FileState.FAILED
    assert told in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_and_never_stored(
    places: Town, body: Body, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    answer = upload(browser("supporter", places), body, b"a" * (1024 * 1024 + 1))
    assert answer.context["form"].errors == {"file": ["파일이 64 MB보다 큽니다."]}
    assert not MinutesFile.objects.exists()


def test_a_file_is_stored_under_a_name_nobody_guesses(
    places: Town, body: Body, media: Path
) -> None:
    client = browser("supporter", places)
    upload(client, body, COUNCIL_TEXT, "../..\u202e회의\x07록 2018.txt")
    file = MinutesFile.objects.get()
    assert file.name == "회의록 2018.txt"
    (stored,) = media.rglob("*.txt")
    assert len(stored.stem) >= 32
    assert "회의록" not in str(stored)
    got = client.get(f"{FILES}{file.pk}/original/")
    assert b"".join(got.streaming_content) == COUNCIL_TEXT.encode()  # type: ignore[attr-defined]
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Type"] == "application/octet-stream"


def test_how_far_it_is(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    answer = upload(client, body, COUNCIL_TEXT)
    file = MinutesFile.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert f'data-status="{FILES}{file.pk}/status/"' in page
    assert "<progress" in page
    MinutesFile.objects.update(state=FileState.READING, progress=40)
    told = client.get(f"{FILES}{file.pk}/status/").json()
    assert (told["open"], told["progress"]) == (True, 40)
    MinutesFile.objects.update(state=FileState.FAILED)
    assert client.get(f"{FILES}{file.pk}/status/").json()["open"] is False


def test_a_file_whose_worker_was_killed_is_read_again_and_never_hangs(
    places: Town, body: Body
) -> None:
    client = browser("supporter", places)
    upload(client, body, COUNCIL_TEXT)
    file = MinutesFile.objects.get()
    now = timezone.now()
    assert minutes_files.sweep_files(now) == []  # a worker may be on its way
    for attempt in range(1, ATTEMPTS + 1):
        claimed = minutes_files._claimed(file.pk)  # a worker took it, and is no more
        assert claimed
        assert claimed.attempts == attempt
        assert minutes_files._claimed(file.pk) is None
        assert minutes_files.sweep_files(now + dt.timedelta(minutes=1)) == []
        handed = minutes_files.sweep_files(now + 2 * STALE)
        assert handed == ([file.pk] if attempt < ATTEMPTS else [])
    file.refresh_from_db()
    assert (file.state, file.problem) == (FileState.FAILED, [LOST, {}])
    assert claimed
    minutes_files._settle(claimed, FileState.READ, reading={})  # it was not dead after all
    file.refresh_from_db()
    assert file.state == FileState.FAILED

    client.post(f"{FILES}{file.pk}/again/")
    tasks.read_minutes_file.apply([file.pk], throw=True)
    file.refresh_from_db()
    assert file.state == FileState.READ


def test_a_worker_thought_lost_settles_nothing_of_a_later_reading(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    upload(client, body, COUNCIL_TEXT)
    file = MinutesFile.objects.get()
    late = minutes_files._claimed(file.pk)
    assert late
    client.post(f"{FILES}{file.pk}/discard/")
    client.post(f"{FILES}{file.pk}/again/")
    assert minutes_files._claimed(file.pk)
    minutes_files._tell(late, 70)
    minutes_files._settle(late, FileState.FAILED, problem=[LOST, {}])
    file.refresh_from_db()
    assert (file.state, file.progress, file.attempts) == (FileState.READING, 0, 1)


def test_a_reader_that_fails_unforeseen_fails_the_file(
    places: Town, body: Body, media: Path
) -> None:
    client = browser("supporter", places)
    upload(client, body, COUNCIL_TEXT)
    (stored,) = media.rglob("*.txt")
    stored.unlink()
    file = MinutesFile.objects.get()
    tasks.read_minutes_file.apply([file.pk], throw=True)
    file.refresh_from_db()
    assert file.state == FileState.FAILED
    assert client.get(f"{FILES}{file.pk}/original/").status_code == 404


def test_discarded_files_are_deleted_some_days_later(
    places: Town, body: Body, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser("supporter", places)
    kept, gone = read(client, body, COUNCIL_TEXT), read(client, body, COUNCIL_TEXT)
    client.post(f"{FILES}{gone.pk}/discard/")
    assert MinutesFile.objects.get(pk=gone.pk).state == FileState.DISCARDED
    now = timezone.now()
    for days, left in ((0, 2), (1, 1)):
        with django_capture_on_commit_callbacks(execute=True):
            minutes_files.forget_files(now + KEPT[FileState.DISCARDED] * days + STALE * days)
        assert MinutesFile.objects.count() == left
        assert len([*media.rglob("*.txt")]) == left
    assert MinutesFile.objects.get() == kept


def test_what_was_discarded_by_mistake_is_read_again(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    client.post(f"{FILES}{file.pk}/discard/")
    assert f"{FILES}{file.pk}/again/" in client.get(f"{FILES}{file.pk}/").content.decode()
    client.post(f"{FILES}{file.pk}/again/")
    file.refresh_from_db()
    assert file.state == FileState.WAITING


def test_an_accepted_file_cannot_be_discarded(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    client.post(f"{FILES}{file.pk}/", sent(client.get(f"{FILES}{file.pk}/")))
    client.post(f"{FILES}{file.pk}/discard/")
    client.post(f"{FILES}{file.pk}/again/")
    file.refresh_from_db()
    assert file.state == FileState.ACCEPTED
    services.delete_row(Meeting.objects.get())  # the draft was wrong
    client.post(f"{FILES}{file.pk}/again/")
    file.refresh_from_db()
    assert file.state == FileState.WAITING
