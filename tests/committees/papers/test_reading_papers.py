"""The text of papers is read once, in its own time."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committees import tasks
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.isolated import FAILED
from committees.minutes.writing.pdf import write_pdf
from committees.models import Meeting, Paper
from committees.services import papers as services
from tests.committees.minutes import made_up
from tests.committees.papers.folder import text, upload, url

pytestmark = pytest.mark.django_db


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


def test_every_kind_that_is_taken_can_be_read() -> None:
    assert set(services.KINDS) == {kind.value for kind in Kind}


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
