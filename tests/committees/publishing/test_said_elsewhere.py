"""What stands around minutes and becomes public with them, and what does not."""

import datetime as dt

import pytest
from django.utils import timezone

from civicforum.people.models import User
from civicforum.record.errors import RecordError
from civicforum.record.models import Discrepancy, Statement
from civicforum.record.subjects import point_of
from committees.forms.review_lines import NEW_SEAT, SeatsForm
from committees.letters import notice_text
from committees.minutes.document import SeatLine
from committees.models import Body, Convocation, Meeting, Paper
from committees.reports.coming import publicly
from committees.reports.corrections import Place, fingerprint, said
from committees.reports.personal import masked, open_data
from committees.reports.publication import steps_so_far
from committees.reports.readiness import readiness, sentences
from committees.services.corrections import correct
from committees.services.withholding import withhold
from committees.told import content_of
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import PERSONAS, Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    return way.body(places.yeongdeungpo, places.governance)


@pytest.fixture
def clerk(places: Town) -> User:
    user = PERSONAS["yeongdeungpo_clerk"](places)
    assert user
    return user


def test_a_name_in_a_seats_role_keeps_minutes_from_the_public(body: Body) -> None:
    meeting = way.agreed(body)
    seat = body.seats.get(order=1)
    seat.role = "위원 홍길동"
    making.saved(seat)
    assert [one.text for one in open_data(meeting)] == ["홍길동"]
    assert not readiness(meeting).is_ready


@pytest.mark.parametrize(("role", "is_refused"), [("위원 홍길동", True), ("부위원장", False)])
def test_a_file_makes_no_seat_of_somebodys_name(role: str, is_refused: bool) -> None:
    form = SeatsForm([SeatLine(role, "")], [], [None], {"seat-0": NEW_SEAT, "status-0": "present"})
    assert form.is_valid() is not is_refused


def test_a_correction_does_not_contradict_a_footnote(body: Body, clerk: User) -> None:
    meeting = way.public(body)
    item = meeting.agenda.get(number=1)
    point = making.saved(
        Discrepancy(city=body.city, entry=meeting, subject="agenda/1/title", title="안건 이름")
    )
    for order, value in enumerate((item.title, "놀이터 의자"), start=1):
        making.saved(
            Statement(discrepancy=point, order=order, value=value, shown=order == 1, basis="문서")
        )
    where = Place("agenda", item, "title")
    with pytest.raises(RecordError, match="의자"):
        correct(
            where, "운동장 의자", actor=clerk, reason="잘못 적음", read=fingerprint(said(where)[1])
        )


def _unread(meeting: Meeting) -> None:
    item = meeting.agenda.get(number=1)
    making.saved(
        Paper(meeting=meeting, agenda_item=item, order=1, title="자료", file_name="x.pdf", file="x")
    )


def test_a_file_that_nobody_would_see_keeps_nothing_back(body: Body, clerk: User) -> None:
    meeting = way.agreed(body)
    _unread(meeting)
    assert readiness(meeting).papers == ["x.pdf"]
    withhold(meeting, meeting.agenda.get(number=1), "제5호", actor=clerk)
    assert readiness(Meeting.objects.get(pk=meeting.pk)).papers == []


@pytest.mark.parametrize("subject", ["agenda/１/title", "agenda/+1/title", "agenda/0_1/title"])
def test_a_number_is_written_in_one_way_only(body: Body, subject: str) -> None:
    meeting = way.public(body)
    assert point_of(Discrepancy(entry=meeting, subject="agenda/1/title")) is not None
    assert point_of(Discrepancy(entry=meeting, subject=subject)) is None


def test_a_notice_keeps_the_link_that_it_said(body: Body, clerk: User) -> None:
    meeting = way.draft(body)
    meeting.form, meeting.link = Meeting.Form.ONLINE, "https://meet.example.org/old"
    making.saved(meeting)
    notice = Convocation(
        meeting=meeting, number=1, content=content_of(meeting), sent_at=timezone.now(),
        sent_by=clerk,
    )  # fmt: skip
    meeting.link = "https://meet.example.org/new"
    assert "meet.example.org/old" in notice_text(notice, "")[1]
    assert notice.content != content_of(meeting)
    assert publicly(notice).link == ""


def test_the_log_tells_of_every_time_that_was_set(body: Body) -> None:
    meeting = way.agreed(body)
    meeting.save()
    before = len(steps_so_far(meeting))
    meeting.publish_at = timezone.make_aware(dt.datetime(2030, 3, 4, 9))
    meeting.save()
    assert "2030. 3. 4." in steps_so_far(meeting)[0].what
    meeting.publish_at = None
    meeting.save()
    assert len(steps_so_far(meeting)) == before + 2


def test_one_mask_covers_words_that_overlap() -> None:
    assert masked("abcdefghij", [(0, 10), (3, 5)], "#") == "#"
    assert masked("abcdefghij", [(1, 4), (3, 6), (8, 9)], "#") == "a#gh#j"


def test_what_is_missing_is_said_of_public_papers_alone(body: Body) -> None:
    meeting = way.agreed(body)
    _unread(meeting)
    assert any("x.pdf" in sentence for sentence in sentences(meeting))
