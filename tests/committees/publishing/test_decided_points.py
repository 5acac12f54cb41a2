"""A decision between sources that changes public minutes is a numbered correction."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record import version
from civicforum.record.models import Discrepancy, Statement
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Correction, Meeting
from tests import making
from tests import minutes_on_their_way as way
from tests.admin.forms import admin_url, errors, send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town) -> Meeting:
    """Public minutes with three points in dispute: a total, an item's title, and no field."""
    row = way.agreed(way.body(places.yeongdeungpo, places.governance))
    disputed(row, "present", "3", "2")
    disputed(row, "agenda/1/title", "공원 의자", "공원의 긴 의자")
    disputed(row, "spelling", "협치", "협치회")
    move_entry(row, EntryState.PUBLISHED)
    return row


def disputed(row: Meeting, subject: str, *values: str) -> Discrepancy:
    point: Discrepancy = making.saved(
        Discrepancy(city=row.city, entry=row, subject=subject, title=f"{subject} 다름")
    )
    for order, value in enumerate(values, start=1):
        making.saved(
            Statement(discrepancy=point, order=order, value=value, basis="표", shown=order == 1)
        )
    return point


def settle(client: Client, subject: str, value: str, decided: str = "on", reason: str = "") -> Any:
    point = Discrepancy.objects.get(subject=subject)
    chosen = point.statements.get(value=value)
    sent = {"stands": chosen.pk, "is_decided": decided, "reason": reason}
    return send(client, admin_url(point), **sent)


def page(meeting: Meeting, client: Client, more: str = "") -> str:
    version.renew()
    answer: Any = client.get(f"/{meeting.address}/{more}")
    data = b"".join(answer) if answer.streaming else answer.content
    return str(data.decode())


def test_a_decision_and_its_taking_back_are_corrections(
    places: Town, meeting: Meeting, client: Client
) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    assert (
        settle(clerk, "agenda/1/title", "공원의 긴 의자", reason="녹음에서 확인").status_code == 302
    )
    made = meeting.corrections.get()
    assert (made.number, made.reason, made.corrected_by.name) == (
        1, "녹음에서 확인", "yeongdeungpo_clerk"
    )  # fmt: skip
    assert [(one["before"], one["after"]) for one in made.changes] == [
        ("공원 의자", "공원의 긴 의자")
    ]
    shown = page(meeting, client)
    assert "녹음에서 확인" in shown
    assert "안건 1 · 제목" in shown
    assert "정정 1" in page(meeting, client, "print/")
    settle(clerk, "agenda/1/title", "공원 의자", decided="", reason="다시 확인")
    assert [one.reason for one in meeting.corrections.order_by("number")] == [
        "녹음에서 확인", "다시 확인"
    ]  # fmt: skip
    assert meeting.agenda.get(number=1).title == "공원 의자"


def test_a_total_is_named_in_words(places: Town, meeting: Meeting, client: Client) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, "present", "2", reason="서명부에서 확인")
    told = "문서에 적힌 수치 · 참석"
    assert told in page(meeting, client)
    staff = clerk.get(f"/staff/committees/meetings/{meeting.pk}/correct/").content.decode()
    assert told in staff
    feed = page(meeting.body, client, "feed.xml")  # type: ignore[arg-type]
    made = Correction.objects.get().corrected_at
    assert made.strftime("%Y-%m-%dT") in feed
    assert "서명부에서 확인" in page(meeting, client, "minutes.json")


@pytest.mark.parametrize(("subject", "value"), [("present", "3"), ("spelling", "협치회")])
def test_what_changes_no_row_is_no_correction(
    places: Town, meeting: Meeting, subject: str, value: str
) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    assert settle(clerk, subject, value, reason="서명부에서 확인").status_code == 302
    assert Discrepancy.objects.get(subject=subject).decided
    assert not Correction.objects.exists()


def test_before_the_minutes_are_public_nothing_is_corrected(places: Town) -> None:
    row = way.draft(way.body(places.yeongdeungpo, places.governance))
    disputed(row, "agenda/1/title", "공원 의자", "공원의 긴 의자")
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, "agenda/1/title", "공원의 긴 의자", reason="녹음에서 확인")
    assert row.agenda.get(number=1).title == "공원의 긴 의자"
    assert not Correction.objects.exists()


def test_a_name_in_the_reason_of_a_taking_back_is_refused(places: Town, meeting: Meeting) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, "agenda/1/title", "공원의 긴 의자", reason="녹음에서 확인")
    reason = "홍길순 위원님이 아니라고 함"
    refused = settle(clerk, "agenda/1/title", "공원 의자", decided="", reason=reason)
    assert "홍길순" in errors(refused)
    assert meeting.agenda.get(number=1).title == "공원의 긴 의자"
    assert Correction.objects.count() == 1
