"""Totals that the attendance list contradicts are recorded on a page of their own."""

import io
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from civicforum.record import version
from civicforum.record.models import Discrepancy, StatedFigure
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Meeting
from tests import making
from tests import minutes_on_their_way as way
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town) -> Meeting:
    """Agreed minutes that state two present and one absent, while the list has three present."""
    row = way.agreed(way.body(places.yeongdeungpo, places.governance))
    StatedFigure.objects.update(value=2)
    making.saved(StatedFigure(entry=row, code="absent", value=1))
    return row


def at(meeting: Meeting, page: str = "differences") -> str:
    return f"/staff/committees/meetings/{meeting.pk}/{page}/"


def record(client: Client, meeting: Meeting, code: str, **values: str) -> Any:
    sent = {"do": "record", "code": code, "shown": "document", "reason": "한 분이 늦게 옴"}
    return client.post(at(meeting), sent | values, follow=True)


def told_by(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    data = b"".join(answer) if answer.streaming else answer.content
    return str(data.decode())


def said(point: Discrepancy) -> list[tuple[str, str, bool]]:
    return list(point.statements.order_by("order").values_list("value", "basis", "shown"))


def test_the_supporter_records_each_and_is_led_back(places: Town, meeting: Meeting) -> None:
    supporter = browser("supporter", places)
    assert at(meeting) in supporter.get(at(meeting, "publish")).content.decode()
    page = supporter.get(at(meeting)).content.decode()
    assert "2 (회의록대로)" in page
    assert "3 (참석 명단대로)" in page
    first = record(supporter, meeting, "present")
    assert first.redirect_chain[-1][0] == at(meeting)
    last = record(supporter, meeting, "absent")
    assert last.redirect_chain[-1][0] == at(meeting, "publish")
    point = Discrepancy.objects.get(subject="present")
    assert said(point) == [("2", "회의록의 합계", True), ("3", "참석 명단", False)]
    assert (point.decided, point.note) == (False, "한 분이 늦게 옴")
    assert point.history.latest().history_user.name == "supporter"


def test_the_page_of_publishing_says_recorded_and_lets_it_go(
    places: Town, meeting: Meeting
) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    for code in ("present", "absent"):
        record(clerk, meeting, code)
    page = clerk.get(at(meeting, "publish")).content.decode()
    assert "참석 2명" in page
    assert "차이를 기록해 두었으며" in page
    assert "어긋나지 않습니다" not in page
    assert meeting.hindrances() is not None
    assert [*meeting.hindrances()] == []


def test_the_value_of_the_list_can_be_shown(places: Town, meeting: Meeting) -> None:
    record(browser("supporter", places), meeting, "present", shown="list")
    assert said(Discrepancy.objects.get())[1] == ("3", "참석 명단", True)
    assert meeting.stated_figures.get(code="present").value == 3


def test_a_list_that_leaves_it_open_has_no_value_to_show(places: Town, meeting: Meeting) -> None:
    meeting.attendance.filter(seat__order=1).update(status="unknown")
    meeting.stated_figures.filter(code="present").update(value=9)
    supporter = browser("supporter", places)
    assert record(supporter, meeting, "present", shown="list").status_code == 200
    assert not Discrepancy.objects.exists()
    record(supporter, meeting, "present")
    assert said(Discrepancy.objects.get())[1] == ("2~3", "참석 명단", False)


@pytest.mark.parametrize(("name", "value"), [("reason", ""), ("shown", "neither")])
def test_what_is_missing_is_said_and_what_was_typed_stays(
    places: Town, meeting: Meeting, name: str, value: str
) -> None:
    sent = {"reason": "애써 쓴 까닭", name: value}
    page = record(browser("supporter", places), meeting, "present", **sent)
    assert not Discrepancy.objects.exists()
    assert page.context["forms"][0][2].errors.keys() == {name}
    assert sent["reason"] in page.content.decode()


def test_what_was_recorded_meanwhile_is_not_recorded_twice(places: Town, meeting: Meeting) -> None:
    supporter = browser("supporter", places)
    record(supporter, meeting, "present")
    record(supporter, meeting, "present")
    assert Discrepancy.objects.count() == 1


def test_files_tell_the_difference_as_the_page_does(
    places: Town, meeting: Meeting, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    supporter = browser("supporter", places)
    for code in ("present", "absent"):
        record(supporter, meeting, code)
    meeting.refresh_from_db()
    move_entry(meeting, EntryState.PUBLISHED)
    version.renew()
    told = "차이 기록, 합계: 참석: 2 (회의록의 합계), 3 (참석 명단)"
    assert told in told_by(client, f"/{meeting.address}/print/")
    assert "회의록의 합계" in told_by(client, f"/{meeting.address}/")
    data = b"".join(client.get(f"/{meeting.address}/minutes.pdf").streaming_content)  # type: ignore[attr-defined]
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "".join(told.split()) in "".join(text.split())
