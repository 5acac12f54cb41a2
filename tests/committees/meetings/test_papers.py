"""Papers and photos: taken in, bare of metadata, read, put in order, exchanged, removed."""

import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document
from PIL import ExifTags, Image

from civicforum.record.editions import editions
from committees import tasks
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.isolated import FAILED
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from committees.models import Meeting, Paper
from committees.reports.personal import personal_data
from committees.reports.readiness import unread_papers
from committees.services import papers as services
from committees.services.meetings import remove_meeting
from committees.states import MinutesState
from tests import minutes_on_their_way as way
from tests.committees.meetings import calling
from tests.committees.minutes import files, made_up
from tests.committees.minutes.test_properties import summary
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own; the text is read when the test says so."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks.read_paper, "apply_async", lambda *_args, **_kwargs: None)
    return tmp_path


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def meeting(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo))


def url(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/papers/"


def upload(client: Client, meeting: Meeting, *files: SimpleUploadedFile, **more: Any) -> list[str]:
    page = client.post(url(meeting), {"uploads": list(files), **more}, follow=True)
    return [f"{one.level_tag}: {one}" for one in page.context["messages"]]


def photo(kind: str = "JPEG", *, owner: str = "홍길동", place: bool = True) -> bytes:
    image, exif = Image.new("RGB", (2000, 1000), "green"), Image.Exif()
    if owner:
        exif[ExifTags.Base.Artist] = owner.encode()
    if place:
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (37.0, 31.0, 30.0)}
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def text(name: str = "자료.txt", words: str = "예산 자료") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def stored(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


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


def test_the_text_of_a_paper_is_read_and_why_it_could_not_be(
    clerk: Client, meeting: Meeting
) -> None:
    sheet = write_pdf(made_up.minutes())
    upload(
        clerk, meeting, SimpleUploadedFile("a.pdf", sheet), text("b.txt", "홍길동 위원\n둘째 줄")
    )
    broken = SimpleUploadedFile("c.pdf", b"%PDF-1.7 nothing")
    upload(clerk, meeting, broken)
    assert len(services.papers_to_read()) == 3
    for pk in services.papers_to_read():
        tasks.read_paper(pk)
    pdf, txt, bad = meeting.papers.order_by("order")
    assert "강변마을" in pdf.content
    assert txt.content == "홍길동 위원\n둘째 줄"
    assert (bad.content, bool(bad.problem)) == ("", True)
    assert services.papers_to_read() == []
    assert clerk.get(url(meeting)).context["listed"].forms[2].problem


def docx() -> bytes:
    """A paper of Word whose author stands in its properties alone."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph("예산 자료")
    document.core_properties.author = "남궁보람"
    document.core_properties.last_modified_by = "황보하늘"
    document.core_properties.comments = "문의 010-1234-5678"
    document.save(out)
    return out.getvalue()


def pdf() -> bytes:
    """A PDF with the same in its information."""
    out = io.BytesIO(write_pdf(made_up.minutes()))
    told = {"author": "남궁보람", "keywords": "황보하늘 위원", "subject": "010-1234-5678"}
    Image.new("RGB", (9, 9)).save(out, "PDF", append=True, **told)
    return out.getvalue()


def hwpx() -> bytes:
    """An HWPX with the same in its list of contents."""
    out = io.BytesIO()
    told = (
        '<opf:meta name="creator" content="text">남궁보람</opf:meta>'
        '<opf:meta name="lastsaveby" content="text">황보하늘</opf:meta>'
        '<opf:meta name="description" content="text">010-1234-5678</opf:meta>'
    )
    with ZipFile(io.BytesIO(write_hwpx(made_up.minutes()))) as read, ZipFile(out, "w") as written:
        for name in read.namelist():
            part = read.read(name)
            if name == "Contents/content.hpf":
                part = part.replace(b"</opf:metadata>", told.encode() + b"</opf:metadata>")
            written.writestr(name, part)
    return out.getvalue()


def hwp() -> bytes:
    """An HWP 5 with the same in its summary."""
    told = {4: "남궁보람", 8: "황보하늘", 6: "010-1234-5678"}
    return files.hwp(["예산 자료"], extra={"\x05HwpSummaryInformation": summary(told)})


@pytest.mark.parametrize("make", [docx, pdf, hwpx, hwp])
def test_what_a_file_says_of_itself_is_looked_through_for_names(
    clerk: Client, meeting: Meeting, make: Callable[[], bytes]
) -> None:
    upload(clerk, meeting, SimpleUploadedFile(f"a.{make.__name__}", make()))
    tasks.read_paper(meeting.papers.get().pk)
    assert "작성자: 남궁보람" in meeting.papers.get().content
    found = {one.text for one in personal_data(meeting)}
    assert {"남궁보람", "황보하늘", "010-1234-5678"} <= found


def release(client: Client, meeting: Meeting) -> str:
    """Press the button that publishes, and return what the next page says."""
    page = f"/staff/committees/meetings/{meeting.pk}/publish/"
    sent = {"do": "release", "read": editions([meeting])[meeting.pk]}
    said = client.post(page, sent, follow=True).content.decode()
    meeting.refresh_from_db()
    return said


@pytest.mark.parametrize("name", ["홍길동 제안서.txt", "20260512홍길동.jpg", "사진_홍길동1.jpg"])
def test_a_name_in_the_name_of_a_file_keeps_the_minutes_back_until_it_is_settled(
    places: Town, clerk: Client, name: str
) -> None:
    row = way.draft(way.body(places.yeongdeungpo, places.governance))
    content = photo(owner="", place=False) if name.endswith("jpg") else "예산 자료".encode()
    upload(clerk, row, SimpleUploadedFile(name, content))
    tasks.read_paper(row.papers.get().pk)
    Meeting.objects.filter(pk=row.pk).update(minutes_state=MinutesState.APPROVED)
    assert "개인정보 의심 항목" in release(clerk, row)
    assert not row.is_public
    sent = {"keys": ["name|홍길동"], "decision": "masked"}
    clerk.post(f"/staff/committees/meetings/{row.pk}/names/", sent)
    release(clerk, row)
    assert row.is_public
    paper = row.papers.get()
    assert "홍길동" not in paper.title + paper.file_name
    order = paper.order
    given = Client().get(f"/{row.address}/papers/{order}/")
    assert "홍길동" not in unquote(str(given.headers))
    assert "홍길동" not in Client().get(f"/{row.address}/").content.decode()


def test_a_paper_that_fails_unforeseen_is_told_and_not_read_for_ever(
    clerk: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise OSError("no room")

    upload(clerk, meeting, text())
    monkeypatch.setattr(services, "read_isolated", broken)
    tasks.read_paper(meeting.papers.get().pk)
    assert meeting.papers.get().problem == [FAILED, {}]
    assert services.papers_to_read() == []


def as_listed(client: Client, meeting: Meeting) -> dict[str, Any]:
    listed = client.get(url(meeting)).context["listed"]
    sent: dict[str, Any] = {"act": "keep"}
    sent |= {f"papers-{name}": value for name, value in listed.management_form.initial.items()}
    for number, form in enumerate(listed):
        sent |= {f"papers-{number}-id": form.instance.pk}
        for field in ("order", "title", "agenda_item"):
            sent[f"papers-{number}-{field}"] = form[field].value() or ""
    return sent


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


def test_what_was_read_of_a_file_that_is_gone_is_not_kept(clerk: Client, meeting: Meeting) -> None:
    upload(clerk, meeting, text(words="옛 글"))
    paper = meeting.papers.get()
    services._keep_text(paper.pk, "papers/2031/other.txt", "옛 글", None)
    paper.refresh_from_db()
    assert paper.read_at is None


def test_a_reader_that_comes_late_takes_nothing_of_what_is_there(
    clerk: Client, meeting: Meeting
) -> None:
    upload(clerk, meeting, text(words="좋은 글"))
    paper = meeting.papers.get()
    tasks.read_paper(paper.pk)
    services._keep_text(paper.pk, str(paper.file.name), "", [FAILED, {}])
    paper.refresh_from_db()
    assert (paper.content, paper.problem) == ("좋은 글", None)


def test_only_staff_in_reach_get_the_file(places: Town, clerk: Client, meeting: Meeting) -> None:
    upload(clerk, meeting, text())
    place = f"{url(meeting)}{meeting.papers.get().pk}/"
    answer = clerk.get(place)
    assert answer["Content-Disposition"].startswith("attachment")
    for name in ("jeonju_clerk", "taxi_officer"):
        assert browser(name, places).get(place).status_code == 404
    assert Client().get(place).status_code == 302
    assert Client().get(f"/media/{meeting.papers.get().file.name}").status_code == 404


def test_every_kind_that_is_taken_can_be_read() -> None:
    assert set(services.KINDS) == {kind.value for kind in Kind}


def test_a_paper_that_nobody_could_read_keeps_the_minutes_from_the_public(
    clerk: Client, meeting: Meeting
) -> None:
    upload(clerk, meeting, text(), SimpleUploadedFile("b.pdf", b"%PDF-1.7 nothing"))
    assert unread_papers(meeting) == ["자료.txt", "b.pdf"]
    for pk in services.papers_to_read():
        tasks.read_paper(pk)
    assert unread_papers(meeting) == ["b.pdf"]
    assert any("b.pdf" in sentence for sentence in meeting.hindrances())
    meeting.papers.filter(order=2).update(withheld="정보공개법 제9조제1항제6호")
    assert unread_papers(meeting) == []


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


def test_the_list_of_names_says_which_paper_is_still_being_read(
    clerk: Client, meeting: Meeting
) -> None:
    upload(clerk, meeting, text("예산안.txt"))
    page = f"/staff/committees/meetings/{meeting.pk}/names/"
    assert "“예산안.txt” 자료를 읽는 중" in clerk.get(page).content.decode()
    meeting.papers.update(read_at=timezone.now())
    assert "자료를 읽는 중" not in clerk.get(page).content.decode()


def test_an_update_has_papers_read_once_more(clerk: Client, meeting: Meeting) -> None:
    """What files say beside their text was not always read; photos have no text."""
    upload = [SimpleUploadedFile("자료.txt", "조명 계획".encode())]
    clerk.post(f"/staff/committees/meetings/{meeting.pk}/papers/", {"uploads": upload})
    paper = meeting.papers.get()
    tasks.read_paper(paper.pk)
    Paper.objects.update(content="옛 글")
    assert not services.papers_to_read()
    again = import_module("committees.migrations.0007_read_papers_again")
    again.read_again(apps, None)
    assert services.papers_to_read() == [paper.pk]
    tasks.read_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.content == "조명 계획"
    assert not services.papers_to_read()


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
