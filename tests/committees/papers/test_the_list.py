"""Papers and photos are put in order, called otherwise, exchanged and removed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committees import tasks
from committees.models import Meeting
from committees.services.meetings import remove_meeting
from tests.committees.papers.folder import as_listed, photo, stored, text, upload, url

pytestmark = pytest.mark.django_db


def test_papers_trade_places_get_other_titles_and_go_with_their_files(
    clerk: Client,
    meeting: Meeting,
    media: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    upload(clerk, meeting, *(text(f"{word}.txt", word) for word in "가나다"))
    sent = as_listed(clerk, meeting) | {
        "papers-0-order": 2, "papers-1-order": 1, "papers-1-title": "새 이름",
        "papers-2-DELETE": "on",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert clerk.post(url(meeting), sent).status_code == 302
    assert list(meeting.papers.order_by("order").values_list("title", flat=True)) == [
        "새 이름",
        "가",
    ]
    assert len(stored(media)) == 2
    refused = clerk.post(url(meeting), as_listed(clerk, meeting) | {"papers-0-title": ""})
    assert refused.context["listed"].forms[0].errors


def test_an_exchanged_file_is_read_anew_and_the_old_one_is_gone(
    clerk: Client,
    meeting: Meeting,
    media: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    upload(clerk, meeting, text(words="옛 글"))
    paper = meeting.papers.get()
    place = f"{url(meeting)}{paper.pk}/"
    tasks.read_paper(paper.pk)
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(place, {"file": text(words="새 글")})
    paper.refresh_from_db()
    assert (paper.content, paper.read_at) == ("", None)
    assert len(stored(media)) == 1
    assert clerk.get(place).getvalue() == "새 글".encode()
    clerk.post(place, {"file": SimpleUploadedFile("a.jpg", photo())})
    paper.refresh_from_db()
    assert paper.kind == "paper"


def test_with_a_deleted_meeting_its_files_are_gone_once_that_is_certain(
    clerk: Client, meeting: Meeting, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload(clerk, meeting, text(), SimpleUploadedFile("a.jpg", photo()))
    with django_capture_on_commit_callbacks(execute=True):
        remove_meeting(meeting)
        assert len(stored(media)) == 2
    assert stored(media) == []


def test_what_a_photo_shows_is_asked_for_and_never_taken_from_its_name(
    clerk: Client, meeting: Meeting
) -> None:
    upload(clerk, meeting, text("예산안.txt"), SimpleUploadedFile("IMG_1.jpg", photo()))
    sent = as_listed(clerk, meeting)
    assert (sent["papers-0-title"], sent["papers-1-title"]) == ("예산안", "")
    refused = clerk.post(url(meeting), sent).content.decode()
    assert "시각장애인에게 읽어 드리는 글입니다" in refused
    assert clerk.post(url(meeting), sent | {"papers-1-title": "회의 모습"}).status_code == 302
    assert as_listed(clerk, meeting)["papers-1-title"] == "회의 모습"
