"""What others stored while somebody waited with a form is not written over, nor is a file lost."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from civicforum.record.errors import ChangedMeanwhile
from committees.models import AgendaItem, Meeting, Paper, Tenure
from committees.services.meetings import change_meeting, save_agenda
from committees.services.notice import send_notice
from committees.services.papers import add_paper, replace_file, save_papers
from committees.states import MinutesState
from tests import minutes_on_their_way as way
from tests.committees.meetings import calling
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town, settings: Any, tmp_path: Path) -> Meeting:
    settings.MEDIA_ROOT = tmp_path
    return calling.meeting(calling.body(places.yeongdeungpo))


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("안건 자료.txt", text.encode())


def test_what_was_written_stays_when_the_facts_are_stored(meeting: Meeting) -> None:
    in_a_form = Meeting.objects.get(pk=meeting.pk)
    Meeting.objects.filter(pk=meeting.pk).update(remarks="방금 적은 비고")
    in_a_form.place = "강당"
    change_meeting(in_a_form, fields=("place",))
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.place, stored.remarks) == ("강당", "방금 적은 비고")


def test_what_was_decided_stays_when_the_agenda_is_stored(meeting: Meeting) -> None:
    first, second = meeting.agenda.order_by("number")
    AgendaItem.objects.filter(pk=first.pk).update(outcome="원안대로 한다")
    first.number, second.number = 2, 1
    save_agenda(meeting, [first, second], fields=("number", "title"))
    first.refresh_from_db()
    assert (first.number, first.outcome) == (2, "원안대로 한다")
    AgendaItem.objects.filter(pk=second.pk).delete()
    with pytest.raises(ChangedMeanwhile):
        save_agenda(meeting, [second], fields=("number", "title"))


def test_a_file_that_was_exchanged_stays_and_no_other_is_left(
    meeting: Meeting, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    paper, _told = add_paper(meeting, file("처음"))
    in_a_form, in_another = Paper.objects.get(), Paper.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(paper, file("둘째"))
    in_a_form.title = "새 이름"
    save_papers([in_a_form])
    stored = Paper.objects.get()
    assert (stored.title, stored.file.read().decode()) == ("새 이름", "둘째")
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(in_another, file("셋째"))
    stored.refresh_from_db()
    assert (stored.title, stored.file.read().decode()) == ("새 이름", "셋째")
    left = list(tmp_path.rglob("*.txt"))
    assert [one.read_text() for one in left] == ["셋째"]


def test_the_notice_says_what_is_stored_when_it_goes_out(places: Town, meeting: Meeting) -> None:
    on_a_page = Meeting.objects.get(pk=meeting.pk)
    Meeting.objects.filter(pk=meeting.pk).update(place="강당")
    clerk = PERSONAS["yeongdeungpo_clerk"](places)
    assert clerk
    sent = send_notice(on_a_page, actor=clerk, now=timezone.now(), after=0)
    assert sent.content["place"] == "강당"


def test_the_sheet_to_sign_is_printed_of_closed_minutes_too(places: Town) -> None:
    row = way.agreed(way.body(places.yeongdeungpo))
    clerk = browser("yeongdeungpo_clerk", places)
    answer = clerk.get(reverse("committees_staff:sign_in", args=[row.pk]))
    assert answer.status_code == 200
    assert Meeting.objects.get(pk=row.pk).check_in_code == ""


def test_minutes_that_nobody_could_get_stay_a_draft_on_the_page(places: Town) -> None:
    row = way.draft(way.body(places.yeongdeungpo))
    assert not Tenure.objects.exists()
    clerk = browser("yeongdeungpo_clerk", places)
    sent = {"do": "circulate", "due": way.a_working_day().isoformat()}
    page = clerk.post(reverse("committees_staff:circulate", args=[row.pk]), sent)
    assert page.status_code == 200
    assert page.context["meeting"].minutes_state == MinutesState.DRAFT
    assert page.context["allowed"]["circulate"]
