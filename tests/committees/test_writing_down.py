"""Minutes written into the record and read out of it again are the same minutes."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from civicforum.people.models import City
from civicforum.people.roles import Role
from civicforum.record.states import EntryState
from committees.minutes.document import Item, Minutes, SeatLine, SpeechLine, Status, Totals
from committees.models import Attendance, Body, Meeting, Observer, Seat, Speech, Tenure
from committees.reports.document import document_of
from committees.reports.terms import seats_in_order, terms_on
from committees.services.matching import match_seats
from committees.services.minutes_rows import LEFT_OUT, OBSERVER
from committees.services.writing_down import write_down
from tests.committees.minutes import made_up
from tests.making import department, saved
from tests.personas import person, town

pytestmark = pytest.mark.django_db


def council(**fields: object) -> Body:
    """A council of Yeongdeungpo with two subcommittees and an office, without seats."""
    places = town()
    office = department(places.yeongdeungpo, "governance", "지역협치팀 2")
    made = {"department": places.governance, **fields}
    body = _body(places.yeongdeungpo, "council", "강변마을 실무협의회", **made)
    _body(places.yeongdeungpo, "woods", "도시숲분과", department=office)
    _body(places.yeongdeungpo, "safety", "안전분과", department=office)
    return body


def _body(city: City, slug: str, title: str, **fields: object) -> Body:
    row: Body = saved(
        Body(city=city, slug=slug, title=title, form=Body.Form.SUBCOMMITTEE, **fields)
    )
    return row


def test_rows_make_the_same_document() -> None:
    body, minutes = council(), made_up.minutes()
    meeting = write_down(body, minutes)
    assert document_of(Meeting.objects.get(pk=meeting.pk)) == minutes
    assert [str(seat) for seat in seats_in_order(body)][:3] == [
        "도시숲분과 분과장",
        "도시숲분과 부분과장",
        "안전분과 분과장",
    ]
    again = write_down(body, replace(minutes, number=4))
    assert document_of(again) == replace(minutes, number=4)
    assert body.seats.count() == len(minutes.seats)  # the seats were known by then


def test_it_is_a_draft_with_history_and_nothing_public() -> None:
    body = council()
    user = person("writer", Role.SUPPORTER, body.city, body.department)
    meeting = write_down(body, made_up.minutes(), actor=user, reason="from minutes.hwpx")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.state == EntryState.DRAFT
    assert not Meeting.public.filter(pk=meeting.pk).exists()
    rows = (*meeting.speeches.all(), *meeting.attendance.all(), *meeting.stated_figures.all())
    for row in (meeting, *rows):
        told = row.history.get()
        assert (told.history_user, told.history_change_reason) == (user, "from minutes.hwpx")
    assert "협치조정관" in meeting.text


def test_speakers_have_their_seat_where_only_one_is_called_so() -> None:
    minutes = made_up.minutes()
    minutes.speeches.append(SpeechLine(7, "안전부분과장", "저도요.", 3))
    meeting = write_down(council(), minutes)
    seats = {one.speaker: str(one.seat or "") for one in Speech.objects.filter(meeting=meeting)}
    assert seats["도시숲분과장"] == "도시숲분과 분과장"
    assert seats["팀장"] == "지역협치팀 팀장"
    assert seats["안전부분과장"] == ""  # there are two


def test_lines_that_are_called_alike_take_the_seats_in_order() -> None:
    body = council()
    write_down(body, made_up.minutes())
    seats = list(seats_in_order(body))
    lines = [SeatLine("부분과장", "안전분과"), SeatLine("부분 과장", "안전 분과"), SeatLine("회장")]
    assert match_seats(lines, seats) == [seats[3], seats[4], None]


def test_a_line_that_names_the_holder_of_the_day_is_of_that_seat() -> None:
    body = council()
    first, second = (saved(Seat(body=body, order=n, role="위원")) for n in (1, 2))
    early, late = dt.date(2025, 1, 1), dt.date(2025, 5, 1)
    saved(Tenure(seat=first, name="가나다", starts_on=early, ends_on=dt.date(2025, 4, 30)))
    saved(Tenure(seat=second, name="가나다", starts_on=late))
    lines = [SeatLine("위원", name="다라마"), SeatLine("위원", name="가나다")]
    for day, seats in ((early, [second, first]), (late, [first, second])):
        assert match_seats(lines, seats_in_order(body), terms_on(body, day)) == seats


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([("위원", "가나다"), ("위원장", "라마바")], [None, 0]),  # two members are called 가나다
        ([("위원", "사아자")], [3]),
        ([("위원", "사 아 자"), ("위원", "처음봄"), ("위원", "또처음")], [3, 4, None]),
        ([("위원장", "가나다")], [0]),  # the chair is called so, too
        ([("위원장", "차차차")], [0]),  # whoever it was: there is one chair
        ([("간사", "사아자")], [3]),
        ([("위원", "사○○")], [3]),
        ([("위원", "가○○"), ("위원", "하○○")], [None, 4]),
        ([("위원", "사아자"), ("위원", "사아자")], [None, None]),
    ],
)
def test_members_are_found_by_name_and_namesakes_left_open(
    said: list[tuple[str, str]], found: list[int | None]
) -> None:
    body = council()
    holders = ("가나다", "가나다", "가나다", "사아자", "")
    for order, name in enumerate(holders, 1):
        seat = saved(Seat(body=body, order=order, role="위원" if order > 1 else "위원장"))
        if name:
            saved(Tenure(seat=seat, name=name, starts_on=dt.date(2025, 1, 1)))
    lines = [SeatLine(role, name=name) for role, name in said]
    seats = list(seats_in_order(body))
    matched = match_seats(lines, seats, terms_on(body, dt.date(2025, 5, 1)))
    assert matched == [None if at is None else seats[at] for at in found]


def test_a_speaker_who_is_named_has_the_seat_of_the_line_of_that_name() -> None:
    lines = [SeatLine("위원", name=name, status=Status.PRESENT) for name in ("김하나", "이두리")]
    speech = SpeechLine(1, "이두리 위원", "의자가 필요합니다.")
    minutes = Minutes(
        title="1차", number=1, day=dt.date(2025, 5, 1), seats=lines, speeches=[speech]
    )
    meeting = write_down(council(), minutes)
    assert meeting.speeches.get().seat == seats_in_order(meeting.body)[1]


def test_chosen_lines_become_observers_or_nothing() -> None:
    body = council()
    seat = saved(Seat(body=body, order=1, role="위원장"))
    minutes = replace(
        made_up.minutes(),
        seats=[SeatLine("장", status=Status.PRESENT), SeatLine("기자", "신문"), SeatLine("손님")],
        totals=Totals(not_present=5),
    )
    meeting = write_down(body, minutes, choices=[str(seat.pk), OBSERVER, LEFT_OUT])
    assert [(a.seat, a.status) for a in Attendance.objects.all()] == [(seat, "present")]
    seen = [o.role for o in Observer.objects.filter(meeting=meeting)]
    assert seen == ["지역 언론 기자", "주민", "신문 기자"]
    assert meeting.stated_figures.get(code="not_present").value == 5


def test_what_a_called_meeting_held_of_a_seat_goes_where_its_minutes_say_otherwise() -> None:
    body = council()
    first, second = (saved(Seat(body=body, order=n, role=f"{n}번 위원")) for n in (1, 2))
    called = saved(
        Meeting(city=body.city, body=body, number=1, title="1차", date=dt.date(2025, 5, 14))
    )
    saved(Attendance(meeting=called, seat=first, status="delegated", delegated_to="팀장"))
    saved(Attendance(meeting=called, seat=second, status="present", arrived=dt.time(14, 10)))
    lines = [SeatLine("1번 위원", "", Status.PRESENT), SeatLine("2번 위원", "", Status.ABSENT)]
    minutes = Minutes(title="1차 회의록", number=1, day=called.date, seats=lines)
    write_down(body, minutes, into=called)
    one, two = called.attendance.order_by("seat__order")
    assert (one.status, one.delegated_to) == ("present", "")
    assert (two.status, two.arrived) == ("absent", None)


def test_what_is_too_long_is_cut_and_stands_in_full_beside() -> None:
    title, speaker = "안" * 300, "말" * 60
    minutes = Minutes(
        title="1차 회의록",
        number=1,
        day=dt.date(2025, 5, 14),
        agenda=[Item(1, title), Item(2, "")],
        speeches=[SpeechLine(1, speaker, "그렇습니다.", 1)],
    )
    got = document_of(write_down(council(), minutes))
    assert got.agenda[0].notes == [title]
    assert len(got.agenda[0].title) == 200
    assert got.agenda[1].title == "안건 2"
    assert got.speeches[0].text == f"{speaker}\n그렇습니다."


def test_what_the_record_cannot_hold_is_refused_with_nothing_stored() -> None:
    body = council()
    with pytest.raises(ValidationError):
        write_down(body, replace(made_up.minutes(), day=None))
    write_down(body, made_up.minutes())
    with pytest.raises(ValidationError):
        write_down(body, made_up.minutes())
    assert Meeting.objects.count() == 1
