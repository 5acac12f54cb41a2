"""Papers and photos are taken in, bare of metadata, or refused with a reason."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from committees.models import Meeting, Paper
from committees.services import papers as services
from tests.committees.papers.folder import photo, stored, text, upload, url
from tests.personas import Town, browser

pytestmark = pytest.mark.django_db


def test_several_at_once_each_for_an_item_under_names_that_tell_nothing(
    clerk: Client, meeting: Meeting, media: Path
) -> None:
    item = meeting.agenda.get(number=2)
    picture = SimpleUploadedFile("현장 사진.jpg", photo())
    upload(clerk, meeting, text("홍길동 제안서.txt"), picture, item=item.pk)
    paper, shot = meeting.papers.order_by("order")
    assert (paper.kind, paper.title, paper.agenda_item) == ("paper", "홍길동 제안서", item)
    assert (shot.kind, shot.file_name) == ("photo", "현장 사진.jpg")
    assert not [path for path in stored(media) if "홍길동" in path.name or "사진" in path.name]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_stored_bare_and_what_it_told_is_said_once(
    clerk: Client, meeting: Meeting, media: Path, kind: str
) -> None:
    said = upload(clerk, meeting, SimpleUploadedFile("a.jpg", photo(kind)))
    assert any("warning" in one and "홍길동" in one for one in said)
    (path,) = stored(media)
    content = path.read_bytes()
    assert "홍길동".encode() not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "JPEG"
        assert max(image.size) <= 1600
        assert not image.getexif()
    assert not list(clerk.get(url(meeting)).context["messages"])


def test_a_photo_that_tells_nothing_is_only_stored(clerk: Client, meeting: Meeting) -> None:
    said = upload(clerk, meeting, SimpleUploadedFile("a.jpg", photo(owner="", place=False)))
    assert [one.split(":")[0] for one in said] == ["success"]


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("악성.exe", b"MZ\x90"),
        SimpleUploadedFile("보고.pdf", b"MZ\x90 no pdf"),
        SimpleUploadedFile("사진.jpg", b"\xff\xd8\xff broken"),
        SimpleUploadedFile("이름없음", b"abc"),
    ],
    ids=lambda file: file.name,
)
def test_what_is_not_fit_is_refused_and_the_others_are_stored(
    clerk: Client, meeting: Meeting, media: Path, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    said = upload(clerk, meeting, file, text())
    assert [one.split(":")[0] for one in said] == ["error", "success"]
    assert str(file.name) in said[0]
    assert len(stored(media)) == 1


def test_what_is_too_large_or_empty_is_refused(
    clerk: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PAPER_BYTES", 10)
    assert upload(clerk, meeting, text(words="가" * 20))[0].startswith("error")
    assert upload(clerk, meeting, SimpleUploadedFile("a.txt", b""))[0].startswith("error")
    assert not Paper.objects.exists()


def test_an_empty_file_and_one_that_was_let_go_of_keep_no_other_out(
    clerk: Client, meeting: Meeting, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    empty, huge = SimpleUploadedFile("빈.txt", b""), text("큰.txt", "가" * 100)
    said = upload(clerk, meeting, empty, huge, text())
    assert [one.split(":")[0] for one in said] == ["error", "error", "success"]
    assert ("큰.txt" in said[0], "빈.txt" in said[1]) == (True, True)
    huge.seek(0)
    alone = clerk.post(url(meeting), {"uploads": [huge]})
    assert "큰.txt" in alone.context["upload"].errors["uploads"][0]
    huge.seek(0)
    place = f"{url(meeting)}{meeting.papers.get().pk}/"
    page = clerk.post(place, {"file": huge}, follow=True)
    assert "큰.txt" in str(next(iter(page.context["messages"])))


def test_only_staff_in_reach_get_the_file(places: Town, clerk: Client, meeting: Meeting) -> None:
    upload(clerk, meeting, text())
    place = f"{url(meeting)}{meeting.papers.get().pk}/"
    answer = clerk.get(place)
    assert answer["Content-Disposition"].startswith("attachment")
    for name in ("jeonju_clerk", "taxi_officer"):
        assert browser(name, places).get(place).status_code == 404
    assert Client().get(place).status_code == 302
    assert Client().get(f"/media/{meeting.papers.get().file.name}").status_code == 404


def test_the_same_paper_is_kept_once_unless_it_is_wanted_twice(
    clerk: Client, meeting: Meeting, media: Path
) -> None:
    upload(clerk, meeting, text("자료.txt"))
    page = clerk.post(
        url(meeting), {"uploads": [text("사본.txt"), text("딴것.txt", "다른 말")]}, follow=True
    )
    told = [f"{one.level_tag}: {one}" for one in page.context["messages"]]
    assert [one for one in told if one.startswith("warning") and "자료" in one and "사본" in one]
    assert [paper.title for paper in meeting.papers.order_by("order")] == ["자료", "딴것"]
    assert len(stored(media)) == 2
    address = page.redirect_chain[-1][0].partition("#")[0]
    assert 'name="once_more"' in page.content.decode()
    clerk.post(address, {"uploads": [text("사본.txt")], "once_more": "on"})
    assert [paper.title for paper in meeting.papers.order_by("order")] == ["자료", "딴것", "사본"]
    assert 'name="once_more"' not in clerk.get(url(meeting)).content.decode()


def test_the_same_photo_is_known_by_what_is_seen(clerk: Client, meeting: Meeting) -> None:
    for owner in ("홍길동", "임꺽정"):  # the metadata, which differ, are not kept
        upload(clerk, meeting, SimpleUploadedFile(f"{owner}.jpg", photo(owner=owner)))
    assert meeting.papers.count() == 1
