"""A file on its way to a draft, through the pages the clerk uses; the reader runs as it does."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.test import Client

from civicforum.people.models import City
from civicforum.record import services
from civicforum.record.states import EntryState
from committees.models import AgendaItem, Attendance, Body, Meeting, MinutesFile, Seat, Speech
from committees.states import FileState
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.committees.uploading import FILES, TEXT, all_text, council, read, review, sent, upload
from tests.making import saved
from tests.personas import Town, browser, town

LABELS = {"기록자", "안건", "참석자", "별첨"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Uploads of their own, and no worker: the tests say when a file is read."""
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    current_app.control.purge()


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def body(places: Town) -> Body:
    return council(places)


def test_the_whole_way(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    file = read(client, body, TEXT)
    assert file.state == FileState.READ
    address = f"{FILES}{file.pk}/"
    page = client.get(address)
    html = page.content.decode()
    assert "쪽지: 문서번호 숲-7" in html
    assert "하늬솔" in html  # a likely name
    assert page.context["forms"].facts["number"].value() == 7

    refused = client.post(address, sent(page, place="숲마당 작은방"))
    assert Meeting.objects.count() == 0
    assert refused.context["forms"].lines.errors
    assert 'value="숲마당 작은방"' in refused.content.decode()
    assert 'value="숲마당 작은방"' in client.get(address).content.decode()  # kept for later, too

    accepted = client.post(address, sent(client.get(address), **{"line-0": "remarks"}))
    meeting = Meeting.objects.get()
    assert accepted["Location"] == f"/staff/committees/meetings/{meeting.pk}/"
    assert (meeting.number, meeting.date, meeting.place) == (
        7, dt.date(2023, 4, 6), "숲마당 작은방"
    )  # fmt: skip
    assert meeting.remarks.splitlines() == ["다음 모임 때 사진을 붙인다.", "쪽지: 문서번호 숲-7"]
    assert [str(seat) for seat in Seat.objects.filter(body=body)][:2] == [
        "나무분과 분과장",
        "나무분과 부분과장",
    ]
    told = Attendance.objects.values_list("status", flat=True)
    assert list(told) == ["present", "unknown", "present", "unknown", "unknown", "unknown",
                          "present"]  # fmt: skip
    assert {one.code: one.value for one in meeting.stated_figures.all()} == {
        "present": 5, "not_present": 2
    }  # fmt: skip
    assert Client().get(meeting.get_absolute_url()).status_code == 404
    assert address in client.get(accepted["Location"]).content.decode()

    file.refresh_from_db()
    assert (file.state, file.meeting) == (FileState.ACCEPTED, meeting)
    assert review(file)["lines"] == [["쪽지: 문서번호 숲-7", "remarks"]]
    afterwards = client.get(address).content.decode()
    assert "비고" in afterwards
    assert "<select" not in afterwards


def test_what_is_accepted_twice_is_one_draft(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    data = sent(client.get(f"{FILES}{file.pk}/"))
    first = client.post(f"{FILES}{file.pk}/", data)
    second = client.post(f"{FILES}{file.pk}/", data)
    draft = f"/staff/committees/meetings/{Meeting.objects.get().pk}/"
    assert (first["Location"], second["Location"]) == (draft, draft)


def test_every_line_of_the_source_is_in_the_draft_or_on_record(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    lines = [f"덧붙임 {word}" for word in ("감나무", "벚나무", "소나무")]
    file = read(client, body, COUNCIL_TEXT.replace("일정\n", "\n".join([*lines, "일정\n"]), 1))
    places_of = {"line-0": "remarks", "line-1": "notes", "line-2": "out"}
    client.post(f"{FILES}{file.pk}/", sent(client.get(f"{FILES}{file.pk}/"), **places_of))
    file.refresh_from_db()
    assert file.meeting
    kept = all_text(file.meeting) + "".join(text for text, _where in review(file)["lines"])
    squeezed = re.sub(r"\s", "", kept)
    heads = {"head", "page", "schedule"}
    for line in file.reading["lines"]:  # type: ignore[index]
        words = re.findall(r"[가-힣]{2,}", line["text"]) if line["place"] not in heads else []
        for word in words:
            assert word in squeezed or word in LABELS, line


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "99999"}, "number"),
        ({"number": "9" * 5000}, "number"),
        ({"date": "2023-02-31"}, "date"),
        ({"date": "1023-02-03"}, "date"),
        ({"title": ""}, "title"),
        ({"starts": "25:00"}, "starts"),
        ({"place": "가" * 101}, "place"),
        ({"next_meeting": "가" * 201}, "next_meeting"),
        ({"present": "-1"}, "present"),
        ({"seat-1": ""}, "seat-1"),
        ({"seat-1": "4711"}, "seat-1"),
    ],
)
def test_bad_input_is_told_and_kept(
    places: Town, body: Body, changed: dict[str, str], field: str
) -> None:
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    address = f"{FILES}{file.pk}/"
    page = client.post(address, sent(client.get(address), **changed))
    assert page.status_code == 200
    assert [one.field for one in page.context["forms"].problems] == [f"id_{field}"]
    assert Meeting.objects.count() == 0
    file.refresh_from_db()
    assert file.state == FileState.READ


def test_a_number_that_is_taken(places: Town, body: Body) -> None:
    saved(Meeting(city=body.city, body=body, number=7, title="7차", date="2023-04-06"))
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    address = f"{FILES}{file.pk}/"
    page = client.post(address, sent(client.get(address), place="다른 곳"))
    assert "7차 회의" in page.content.decode()
    assert 'value="다른 곳"' in page.content.decode()
    assert client.post(address, sent(page, number="8")).status_code == 302
    assert Meeting.objects.filter(number=8, place="다른 곳").exists()


def test_the_minutes_of_a_meeting_that_was_called(places: Town, body: Body) -> None:
    seat = saved(Seat(body=body, order=1, role="분과장", stands_for=Body.objects.get(slug="trees")))
    called = saved(
        Meeting(city=body.city, body=body, number=7, title="7차 회의", date="2023-04-06",
                ends=dt.time(16), link="https://example.org/7")
    )  # fmt: skip
    item = saved(AgendaItem(meeting=called, number=2, title="나눔잔치", outcome="정함"))
    saved(AgendaItem(meeting=called, number=3, title="기타"))
    saved(Attendance(meeting=called, seat=seat, status="absent"))
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    address = f"{FILES}{file.pk}/"
    page = client.get(address)
    data = {
        name: value or "new" if "seat-" in name else value for name, value in sent(page).items()
    }
    refused = client.post(address, {**data, "into_called": ""})
    assert [one.field for one in refused.context["forms"].problems] == ["id_number"]
    accepted = client.post(address, {**data, "into_called": "on"})
    assert accepted["Location"] == f"/staff/committees/meetings/{called.pk}/"
    called.refresh_from_db()
    assert (called.starts, called.ends, called.link) == (
        dt.time(14), dt.time(16), "https://example.org/7"
    )  # fmt: skip
    agenda = called.agenda.values_list("number", "title", "outcome")
    assert list(agenda) == [
        (1, "2023 숲 가꾸기 사업 안내", ""), (2, "가을 나눔잔치 준비", "정함"), (3, "기타", "")
    ]  # fmt: skip
    assert called.attendance.get(seat=seat).status == "present"
    assert called.attendance.count() == 7
    assert Speech.objects.filter(agenda_item=item).count() == 5

    again = read(client, body, COUNCIL_TEXT)  # now it has minutes
    page = client.get(f"{FILES}{again.pk}/")
    assert "into_called" not in page.context["forms"].facts.fields
    refused = client.post(f"{FILES}{again.pk}/", sent(page, into_called="on"))
    assert "이미 있습니다" in refused.content.decode()


def test_seats_are_matched_and_none_has_two_lines(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    first = read(client, body, COUNCIL_TEXT)
    client.post(f"{FILES}{first.pk}/", sent(client.get(f"{FILES}{first.pk}/")))
    file = read(client, body, COUNCIL_TEXT)
    address = f"{FILES}{file.pk}/"
    page = client.get(address)
    seats = [str(pk) for pk in body.seats.values_list("pk", flat=True)]
    data = sent(page, number="8")
    assert [data[f"seat-{at}"] for at in range(len(seats))] == seats
    refused = client.post(address, {**data, "seat-1": seats[0]})
    assert [one.field for one in refused.context["forms"].problems] == ["id_seat-1"]
    client.post(address, {**data, "seat-1": "observer", "seat-3": "out"})
    meeting = Meeting.objects.get(number=8)
    assert meeting.attendance.count() == len(seats) - 2
    assert [one.role for one in meeting.observers.all()] == ["나무분과 부분과장"]
    assert Speech.objects.filter(meeting=meeting, seat=seats[0]).exists()
    assert body.seats.count() == len(seats)


def test_seats_of_an_approved_body_are_not_made_without_approval(places: Town, body: Body) -> None:
    services.move_entry(body, EntryState.PUBLISHED)
    City.objects.filter(pk=body.city_id).update(needs_approval=True)
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    page = client.post(f"{FILES}{file.pk}/", sent(client.get(f"{FILES}{file.pk}/")))
    assert "결재를 거쳐 공개되었습니다" in page.content.decode()
    assert (Meeting.objects.count(), body.seats.count()) == (0, 0)
    file.refresh_from_db()
    assert file.state == FileState.READ


def test_an_approver_reads_and_does_not_write(places: Town, body: Body) -> None:
    file = read(browser("yeongdeungpo_clerk", places), body, COUNCIL_TEXT)
    MinutesFile.objects.update(body=jeonju_body(places))
    approver = browser("approver", places)
    page = approver.get(f"{FILES}{file.pk}/")
    assert page.status_code == 200
    assert "<select" not in page.content.decode()
    for way in ("", "discard/", "again/"):
        assert approver.post(f"{FILES}{file.pk}/{way}").status_code == 404
    assert approver.post(FILES, {"body": body.pk}).status_code == 404
    stranger = browser("jeonju_clerk", places)
    assert upload(stranger, body, COUNCIL_TEXT).status_code == 200  # no body of theirs
    assert MinutesFile.objects.count() == 1


def jeonju_body(places: Town) -> Body:
    row: Body = saved(
        Body(city=places.jeonju, slug="council", title="협의회", form=Body.Form.WORKING_COUNCIL)
    )
    return row


def test_long_sources_are_turned_and_what_was_typed_stays(places: Town, body: Body) -> None:
    client = browser("supporter", places)
    talk = "\n".join(f"▸ㅇㅇㅇ 위원장: {n}번째로 말씀드립니다." for n in range(400))
    file = read(client, body, f"{COUNCIL_TEXT}\n회의내용\n{talk}")
    address = f"{FILES}{file.pk}/"
    page = client.get(address)
    answer = client.post(address, sent(page, turn="lines=2&speeches=1", place="새 곳"))
    assert answer["Location"] == f"{address}?lines=2&speeches=1#lines"
    turned = client.get(answer["Location"])
    assert turned.context["source"].number == 2
    assert 'value="새 곳"' in turned.content.decode()


@pytest.mark.parametrize("files", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    places: Town, body: Body, files: int, django_assert_num_queries: Any
) -> None:
    client = browser("supporter", places)
    for _n in range(files):
        upload(client, body, COUNCIL_TEXT)
    client.get(FILES)
    with django_assert_num_queries(6):
        client.get(FILES)


def test_the_minutes_of_another_body_are_not_accepted_without_a_word(
    places: Town, body: Body
) -> None:
    other = saved(
        Body(city=body.city, department=places.governance, slug="roads", title="길살피기협의회",
             form=Body.Form.WORKING_COUNCIL)
    )  # fmt: skip
    client = browser("supporter", places)
    file = read(client, other, COUNCIL_TEXT)
    address = f"{FILES}{file.pk}/"
    page = client.get(address)
    html = page.content.decode()
    assert "“마을숲운영협의회”" in html
    assert "“길살피기협의회”" in html
    refused = client.post(address, sent(page))
    assert [one.field for one in refused.context["forms"].problems] == ["id_other_body"]
    assert not Meeting.objects.exists()
    assert client.post(address, sent(page, other_body="on")).status_code == 302
    assert Meeting.objects.get().body == other


def test_blanks_and_the_citys_name_make_no_other_body(places: Town, body: Body) -> None:
    body.title = f"{body.city.name} 마을숲 운영협의회"
    saved(body)
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    page = client.get(f"{FILES}{file.pk}/")
    assert "other_body" not in page.context["forms"].facts.fields
    assert client.post(f"{FILES}{file.pk}/", sent(page)).status_code == 302


@pytest.mark.parametrize("lines", [1, 3])
def test_the_review_asks_as_much_for_three_seats_as_for_one(
    places: Town, body: Body, lines: int, django_assert_num_queries: Any
) -> None:
    for order in range(lines):
        saved(Seat(body=body, order=order + 1, role=f"위원{order}", stands_for=body))
    client = browser("supporter", places)
    file = read(client, body, COUNCIL_TEXT)
    client.get(f"{FILES}{file.pk}/")
    with django_assert_num_queries(12):
        client.get(f"{FILES}{file.pk}/")
