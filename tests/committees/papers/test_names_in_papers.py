"""No name gets out by a paper: by its text, its properties, or what its file is called."""

import io
from collections.abc import Callable
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document
from PIL import Image

from civicforum.record.editions import editions
from committees import tasks
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from committees.models import Meeting
from committees.reports.personal import personal_data
from committees.reports.readiness import unread_papers
from committees.services import papers as services
from committees.states import MinutesState
from tests import minutes_on_their_way as way
from tests.committees.minutes import files, made_up
from tests.committees.minutes.test_properties import summary
from tests.committees.papers.folder import photo, text, upload
from tests.personas import Town

pytestmark = pytest.mark.django_db


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


def test_the_list_of_names_says_which_paper_is_still_being_read(
    clerk: Client, meeting: Meeting
) -> None:
    upload(clerk, meeting, text("예산안.txt"))
    page = f"/staff/committees/meetings/{meeting.pk}/names/"
    assert "“예산안.txt” 자료를 읽는 중" in clerk.get(page).content.decode()
    meeting.papers.update(read_at=timezone.now())
    assert "자료를 읽는 중" not in clerk.get(page).content.decode()
