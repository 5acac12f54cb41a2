"""What is accepted is written once, and nothing of it disappears on the way."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from civicforum.people.models import User
from civicforum.people.roles import Role
from civicforum.record.errors import ChangedMeanwhile
from committees.forms.review import ReviewForms
from committees.forms.review_lines import LINES, LinesForm
from committees.minutes.document import Minutes, SeatLine
from committees.minutes.reading.reader import read_source
from committees.minutes.reading.result import Reading
from committees.minutes.reading.source import Raw, Source
from committees.minutes.reading.transfer import as_data, from_data
from committees.minutes.writing.docx import write_docx
from committees.minutes.writing.hwpx import write_hwpx
from committees.minutes.writing.pdf import write_pdf
from committees.models import Body, Meeting, MinutesFile
from committees.reports.document import document_of
from committees.services import accepting
from committees.services.accepting import SEATS, accept_file, to_settle
from committees.services.minutes_rows import LEFT_OUT
from committees.states import FileState
from tests.committees.minutes import made_up
from tests.committees.minutes.reading_them import read
from tests.committees.minutes.test_nothing_disappears import LINES as SHAPES
from tests.committees.minutes.test_nothing_disappears import document
from tests.committees.uploading import all_text
from tests.making import saved
from tests.personas import person, town

FACTS = {"title": "1차 회의록", "number": "1", "date": "2023-04-06", "other_body": "on"}


def council() -> tuple[Body, User]:
    """A body and the clerk who keeps its minutes."""
    city = town().yeongdeungpo
    body = saved(Body(city=city, slug="c", title="협의회", form=Body.Form.WORKING_COUNCIL))
    return body, person("clerk", Role.CITY_CLERK, city)


def waiting(body: Body, clerk: User, reading: Reading) -> MinutesFile:
    """A file that was read and waits for its review."""
    file = MinutesFile(body=body, name="a.txt", uploaded_by=clerk, state=FileState.READ)
    file.file = ContentFile("", "a.txt")
    file.reading = as_data(reading)
    MinutesFile.objects.bulk_create([file])  # nothing goes to the disk
    return MinutesFile.objects.get(pk=file.pk)


def reviewed(file: MinutesFile, **changed: str) -> ReviewForms:
    """The review as a person sends it who changes only this."""
    shown = ReviewForms(file, from_data(file.reading), None)
    data: Any = {one.name: "" if one.value() is None else one.value() for f in shown for one in f}
    forms = ReviewForms(file, from_data(file.reading), {**data, **FACTS, **changed})  # type: ignore[arg-type]
    assert forms.are_valid(), forms.problems
    return forms


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(SHAPES, st.booleans(), st.sampled_from(["remarks", "notes", "out"]))
@example(["참석명단", "위임", "참석 불참", "- 3 -"], False, "out")
def test_every_word_ends_in_the_rows_or_on_record(
    shapes: list[str], wraps: bool, where: str
) -> None:
    lines, tokens = document([*shapes, "{}"])
    reading = read_source(Source.of(Raw(line, wraps=wraps) for line in lines))
    with transaction.atomic():
        body, clerk = council()
        file = waiting(body, clerk, reading)
        facts = reading.minutes
        kept = {"place": facts.place, "recorder": facts.recorder, "title": facts.title or "제목"}
        forms = reviewed(file, **kept, **{"line-0": where, "others": where})
        meeting = accept_file(file, reading, forms.review, actor=clerk)
        file.refresh_from_db()
        stored = all_text(meeting) + " ".join(
            text for pairs in (file.review or {}).values() for text, _where in pairs
        )
        for word in (word for own in tokens for word in own):
            assert word in stored, lines
        spoken = [one.text for one in reading.minutes.speeches]
        assert list(meeting.speeches.values_list("text", flat=True)) == spoken
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("write", [write_hwpx, write_docx, write_pdf])
def test_what_was_given_out_is_accepted_as_the_same_meeting(
    write: Callable[[Minutes], bytes], tmp_path: Path
) -> None:
    body, clerk = council()
    minutes = replace(made_up.minutes(), title=f"{body.title} 3차 회의록", body=body.title)
    form = Body.Form.SUBCOMMITTEE
    for slug, title in (("woods", "도시숲분과"), ("safety", "안전분과")):
        saved(Body(city=body.city, slug=slug, title=title, form=form))
    name = write.__name__.replace("write_", "minutes.")
    reading = read(tmp_path, write(minutes), name)
    stated = {"title": minutes.title, "number": "3", "date": "2025-05-14"}
    file = waiting(body, clerk, reading)
    forms = reviewed(file, **stated)
    meeting = accept_file(file, from_data(file.reading), forms.review, actor=clerk)
    assert document_of(Meeting.objects.get(pk=meeting.pk)) == minutes
    decided = meeting.agenda.get(number=2)
    assert (decided.decision, decided.votes, decided.conditions) == (
        "amended", {"for": 7, "against": 1, "abstained": 0}, "예산 범위에서"
    )  # fmt: skip
    seen = [(one.role, one.people) for one in meeting.observers.all()]
    assert seen == [("지역 언론 기자", 2), ("주민", 11)]
    assert (meeting.remarks, decided.notes) == ("회의록은 다음 회의에서 확인함", "")
    late = meeting.attendance.get(seat__order=1)
    sent = meeting.attendance.get(seat__order=2)
    assert (str(late.arrived), sent.delegated_to) == ("19:05:00", "도시숲분과 분과원")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_clicks_at_once_one_makes_the_draft(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, clerk = council()
    file = waiting(body, clerk, Reading(made_up.minutes()))
    if not guarded:  # the negative control: any state would do
        monkeypatch.setattr(
            accepting, "FileState", type("Any", (), {"READ": "accepted", "ACCEPTED": "accepted"})
        )
        MinutesFile.objects.update(state="accepted")
    reviews = [reviewed(file, number=number).review for number in ("3", "4")]
    barrier, refused = threading.Barrier(2), []

    def click(review: accepting.Review) -> None:
        try:
            barrier.wait(10)
            accept_file(file, from_data(file.reading), review, actor=clerk)
        except ChangedMeanwhile as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=[review]) for review in reviews]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Meeting.objects.count() == (1 if guarded else 2)
    assert len(refused) == (1 if guarded else 0)


def test_a_list_longer_than_any_body_is_settled_as_lines() -> None:
    reading = Reading(
        Minutes(seats=[SeatLine("위원", name=f"가나다{n}") for n in range(SEATS + 2)])
    )
    reading.unplaced = ["꼬리"]
    lines, unplaced = to_settle(reading)
    assert len(lines) == SEATS
    assert unplaced == [f"위원 가나다{SEATS}", f"위원 가나다{SEATS + 1}", "꼬리"]


def test_lines_beyond_those_chosen_one_by_one_are_settled_together() -> None:
    lines = [f"줄 {n}" for n in range(LINES + 5)]
    data = {f"line-{n}": "remarks" for n in range(LINES)}
    assert list(LinesForm(lines, data).errors) == ["others"]
    form = LinesForm(lines, {**data, "others": LEFT_OUT})
    assert form.is_valid()
    assert form.chosen == ["remarks"] * LINES + [LEFT_OUT] * 5
    assert list(LinesForm(lines[:1], {}).errors) == ["line-0"]
