"""Attendance: the grid, the totals, the quorum at every rule's boundary, and the sheets."""

import datetime as dt
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civicforum.record.models import StatedFigure
from committees.models import Attendance, Body, Meeting, Observer, Seat, Tenure
from committees.reports.attendance import Counts, counts, needed_of, quorum
from tests import making
from tests.committees.meetings import calling
from tests.committees.meetings.test_notice import address, send
from tests.personas import Town, browser, town


@pytest.mark.parametrize(
    ("rule", "filled", "needed"),
    [
        ("third", 9, 3), ("third", 10, 4), ("third", 1, 1),
        ("half", 8, 4), ("half", 9, 5), ("half", 1, 1),
        ("majority", 8, 5), ("majority", 9, 5), ("majority", 1, 1), ("majority", 2, 2),
        ("two_thirds", 9, 6), ("two_thirds", 10, 7), ("two_thirds", 1, 1),
    ],
)  # fmt: skip
def test_how_many_each_rule_asks_for(rule: str, filled: int, needed: int) -> None:
    assert needed_of(filled, rule) == needed


def test_every_rule_is_known() -> None:
    assert all(needed_of(3, rule) for rule in Body.Quorum.values if rule)


@pytest.fixture
def places(db: None) -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


@pytest.fixture
def held(places: Town) -> Meeting:
    return calling.meeting(calling.body(places.yeongdeungpo, quorum="majority"), in_days=0)


def url(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/attendance/"


def as_sent(client: Client, meeting: Meeting) -> dict[str, Any]:
    """What the browser sends when nothing is touched."""
    context = client.get(url(meeting)).context
    sent: dict[str, Any] = dict(context["observers"].management_form.initial)
    sent = {f"observers-{name}": value for name, value in sent.items()}
    for line in context["lines"]:
        sent |= dict(line.was)
        for field in line:
            value = field.value()
            if value not in (None, False, ""):
                sent[field.html_name] = "on" if value is True else value
    for number, form in enumerate(context["observers"]):
        sent[f"observers-{number}-id"] = form.instance.pk or ""
        sent[f"observers-{number}-role"] = form["role"].value() or ""
        sent[f"observers-{number}-people"] = form["people"].value() or ""
    return sent


def seat(meeting: Meeting, place: int, name: str = "status") -> str:
    return f"seat-{meeting.body.seats.get(order=place).pk}-{name}"


def set_today(meeting: Meeting) -> None:
    """Let the day of the meeting have come."""
    Meeting.objects.filter(pk=meeting.pk).update(date=timezone.localdate())


def statuses(meeting: Meeting) -> list[str]:
    return list(meeting.attendance.order_by("seat__order").values_list("status", flat=True))


def test_what_is_recorded_is_kept_and_counted(clerk: Client, held: Meeting) -> None:
    sent = as_sent(clerk, held) | {
        seat(held, 1): "present",
        seat(held, 1, "arrived"): "14:20",
        seat(held, 2): "delegated",
        seat(held, 2, "delegated_to"): "부분과장",
        seat(held, 3): "absent",
        seat(held, 3, "is_excused"): "on",
        "observers-0-role": "기자",
        "observers-0-people": 2,
    }
    assert clerk.post(url(held), sent).status_code == 302
    first, second, third = held.attendance.order_by("seat__order")
    assert first.arrived == dt.time(14, 20)
    assert second.delegated_to == "부분과장"
    assert third.is_excused
    assert counts(held) == Counts(present=1, delegated=1, absent=1)
    assert held.observers.get().people == 2
    # Touched by nobody, the page stores nothing anew.
    before = Attendance.history.count()
    clerk.post(url(held), as_sent(clerk, held))
    assert Attendance.history.count() == before


def test_what_no_longer_fits_the_status_goes(clerk: Client, held: Meeting) -> None:
    clerk.post(url(held), as_sent(clerk, held) | {
        seat(held, 1): "delegated", seat(held, 1, "delegated_to"): "부분과장",
    })  # fmt: skip
    clerk.post(url(held), as_sent(clerk, held) | {seat(held, 1): "present"})
    assert held.attendance.get(seat__order=1).delegated_to == ""


def test_who_checked_in_meanwhile_is_not_written_over(clerk: Client, held: Meeting) -> None:
    opened = as_sent(clerk, held)
    row = held.attendance.filter(seat__order=1).first() or Attendance(
        meeting=held, seat=held.body.seats.get(order=1)
    )
    row.status, row.checked_in_at = "present", timezone.now()
    making.saved(row)
    assert clerk.post(url(held), opened | {seat(held, 2): "absent"}).status_code == 302
    assert statuses(held) == ["present", "absent", "unknown"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"status": "delegated"}, "delegated_to"),
        ({"status": "nonsense"}, "status"),
        ({"status": "present", "arrived": "25:00"}, "arrived"),
        ({"status": "present", "arrived": "15:00", "left": "14:00"}, "left"),
        ({"status": "present", "note": "가" * 201}, "note"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    clerk: Client, held: Meeting, wrong: dict[str, str], says: str
) -> None:
    values = {seat(held, 1, name): value for name, value in wrong.items()}
    page = clerk.post(url(held), as_sent(clerk, held) | values | {seat(held, 2, "note"): "손님"})
    assert list(page.context["lines"][0].errors) == [says]
    assert 'value="손님"' in page.content.decode()
    assert not held.attendance.exists()


def test_answers_to_the_notice_stand_in_the_grid_until_it_is_saved(
    places: Town, clerk: Client
) -> None:
    meeting = calling.meeting(calling.body(places.yeongdeungpo))
    send(clerk, meeting)
    first, second = sorted(calling.sweep(), key=lambda letter: letter.to)
    Client().post(address(first), {"answer": "delegating", "delegated_to": "부분과장"})
    Client().post(address(second), {"answer": "not_coming", "note": "출장"})
    assert not meeting.attendance.exists()
    set_today(meeting)
    clerk.post(url(meeting), as_sent(clerk, meeting))
    one, two, three = meeting.attendance.order_by("seat__order")
    assert (one.status, one.delegated_to) == ("delegated", "부분과장")
    assert (two.status, two.is_excused) == ("absent", True)
    assert three.status == "unknown"
    sent = as_sent(clerk, meeting) | {f"seat-{one.seat_id}-status": "unknown"}
    clerk.post(url(meeting), sent)
    page = clerk.get(url(meeting))
    assert [line["status"].value() for line in page.context["lines"]] == [
        "unknown", "absent", "unknown",
    ]  # fmt: skip
    assert page.context["counts"] == Counts(absent=1, unknown=2)


def test_the_totals_are_of_what_is_chosen_in_the_form_as_it_stands(
    places: Town, clerk: Client
) -> None:
    meeting = calling.meeting(calling.body(places.yeongdeungpo, quorum="half"))
    send(clerk, meeting)
    for letter in calling.sweep():
        Client().post(address(letter), {"answer": "coming"})
    set_today(meeting)
    context = clerk.get(url(meeting)).context
    assert context["counts"] == Counts(present=2, unknown=1)
    assert context["quorum"].is_reached
    assert quorum(meeting) != context["quorum"]


def test_seats_that_are_alike_are_told_apart_and_staff_see_who_holds_them(
    clerk: Client, held: Meeting
) -> None:
    held.body.seats.update(role="부분과장")
    lines = clerk.get(url(held)).context["lines"]
    assert [(line.label, line.holder) for line in lines] == [
        (f"부분과장 ({n})", f"위원{n}") for n in (1, 2, 3)
    ]
    Meeting.objects.filter(pk=held.pk).update(check_in_code="code-of-seats")
    text = Client().get("/members/check-in/code-of-seats/").content.decode()
    assert "위원" not in text.split("<main")[-1].split("</main>")[0]


@pytest.mark.parametrize("name", ["facts", "agenda", "attendance", "papers"])
def test_a_published_meeting_has_no_forms_but_the_way_to_a_correction(
    clerk: Client, held: Meeting, name: str
) -> None:
    page = f"/staff/committees/meetings/{held.pk}/{name}/"
    assert clerk.get(page).content.decode().count('method="post"') > 1
    Meeting.objects.filter(pk=held.pk).update(state="published")
    text = clerk.get(page).content.decode()
    assert text.count('method="post"') == 1  # to sign out
    assert reverse("committees_staff:corrections", args=[held.pk]) in text


def test_what_a_member_tells_the_organisers_is_shown_to_them_and_stored_in_no_public_row(
    places: Town, clerk: Client
) -> None:
    meeting = calling.meeting(calling.body(places.yeongdeungpo))
    send(clerk, meeting)
    letter = calling.sweep()[0]
    Client().post(address(letter), {"answer": "not_coming", "note": "입원 중입니다"})
    for _saved in range(2):
        page = clerk.get(url(meeting))
        assert page.content.decode().count("입원 중입니다") == 1
        clerk.post(url(meeting), as_sent(clerk, meeting))
    assert not meeting.attendance.exclude(note="").exists()


def test_a_delegate_counts_only_where_the_rule_says_so(held: Meeting) -> None:
    calling.attended(held, "present", "delegated", "absent")
    found = quorum(held)
    assert found
    assert (found.filled, found.counted, found.needed, found.is_reached) == (3, 1, 2, False)
    Body.objects.filter(pk=held.body_id).update(delegates_count=True)
    again = quorum(Meeting.objects.get(pk=held.pk))
    assert again
    assert (again.counted, again.is_reached) == (2, True)


def test_only_seats_filled_on_the_day_count(held: Meeting) -> None:
    calling.attended(held, "present", "absent", "absent")
    Tenure.objects.filter(seat__order__gt=1).update(ends_on=held.date - dt.timedelta(days=1))
    found = quorum(held)
    assert found
    assert (found.filled, found.needed, found.is_reached) == (1, 1, True)
    Tenure.objects.filter(seat__order=2).update(ends_on=held.date)
    again = quorum(held)
    assert again
    assert (again.filled, again.is_reached) == (2, False)


def test_where_no_term_is_known_the_list_itself_counts(held: Meeting) -> None:
    Tenure.objects.all().delete()
    calling.attended(held, "present", "present", "absent")
    found = quorum(held)
    assert found
    assert (found.filled, found.counted, found.is_reached) == (3, 2, True)
    Body.objects.filter(pk=held.body_id).update(quorum="")
    assert quorum(Meeting.objects.get(pk=held.pk)) is None


def test_nobody_is_no_quorum(held: Meeting) -> None:
    Tenure.objects.all().delete()
    found = quorum(held)
    assert found
    assert not found.is_reached


def test_the_totals_of_the_document_are_shown_where_they_disagree(
    clerk: Client, held: Meeting
) -> None:
    calling.attended(held, "present", "delegated", "absent")
    making.saved(StatedFigure(entry=held, code="present", value=1))
    making.saved(StatedFigure(entry=held, code="not_present", value=3))
    (sentence,) = clerk.get(url(held)).context["disagreements"]
    assert "3명" in sentence
    calling.attended(held, "unknown", "unknown", "absent")  # who is not recorded may be either
    assert clerk.get(url(held)).context["disagreements"] == []


def test_public_attendance_is_not_written_over(clerk: Client, held: Meeting) -> None:
    opened = as_sent(clerk, held)
    from civicforum.record.services import move_entry
    from civicforum.record.states import EntryState

    move_entry(held, EntryState.PUBLISHED)
    page = clerk.post(url(held), opened | {seat(held, 1): "present"})
    assert page.context["problems"].non_field_errors()
    assert not held.attendance.exists()


def test_the_grid_asks_as_much_for_many_seats_as_for_few(clerk: Client, held: Meeting) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(url(held)).status_code == 200
        return len(queries)

    few = asked()
    for order in range(4, 9):
        making.saved(Seat(body=held.body, order=order, role=f"위원 {order}"))
    assert asked() == few


def test_the_sign_in_sheet_has_every_seat_and_the_code(clerk: Client, held: Meeting) -> None:
    answer = clerk.get(f"/staff/committees/meetings/{held.pk}/sign-in.pdf")
    with pypdfium2.PdfDocument(answer.content) as document:
        text = document[0].get_textpage().get_text_range().replace("\r\n", "")
    held.refresh_from_db()
    assert held.check_in_code
    assert f"/members/check-in/{held.check_in_code}/" in text
    assert all(role in text for role in calling.ROLES)
    assert "위원1" not in text
    again = clerk.get(f"/staff/committees/meetings/{held.pk}/sign-in.pdf")
    assert again.status_code == 200
    code = held.check_in_code
    held.refresh_from_db()
    assert held.check_in_code == code


def test_the_sheet_is_stored_whole_or_not_at_all(clerk: Client, held: Meeting) -> None:
    """An observer that finds no room any more leaves the seats as they were, too."""
    making.saved(Observer(meeting=held, order=32767, role="기자"))
    sent = as_sent(clerk, held) | {seat(held, 1): "present", "observers-1-role": "주민"}
    page = clerk.post(url(held), sent | {"observers-1-people": "3"})
    assert page.status_code == 200
    assert not held.attendance.exists()
    assert "주민" in page.content.decode()
