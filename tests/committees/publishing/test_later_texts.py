"""What is written about minutes that are public already names nobody, whatever the door."""

from typing import Any

import pytest
from django.test import Client

from civicforum.record import services
from civicforum.record.models import Commitment, Discrepancy, Statement
from civicforum.record.states import EntryState
from committees.models import Meeting, NameDecision
from tests import making
from tests import minutes_on_their_way as way
from tests.admin.forms import admin_url, as_sent, errors, send
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

#: Somebody who is told by the post, and a number.
NAMED, NUMBER = "홍길동 위원이 말함", "문의 010-1234-5678"


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town) -> Meeting:
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    return way.public(body)


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


def recorded(meeting: Meeting, **fields: str) -> Discrepancy:
    """A point on the minutes, with what two sources state."""
    values = {"subject": "sources", "title": "출처가 다름"} | fields
    point: Discrepancy = making.saved(Discrepancy(city=meeting.city, entry=meeting, **values))
    for order, value in enumerate(("8명", "9명"), start=1):
        shown = order == 1
        making.saved(
            Statement(discrepancy=point, order=order, value=value, shown=shown, basis="책")
        )
    return point


def add_point(client: Client, meeting: Meeting, **changes: str) -> Any:
    """Record a point with the form of the administration."""
    sent = as_sent(client, admin_url(Discrepancy, "add")) | {
        "city": meeting.city_id, "entry": meeting.pk, "subject": "sources", "title": "인원",
        "statements-TOTAL_FORMS": 2,
        "statements-0-order": 1, "statements-0-value": "8명", "statements-0-shown": "on",
        "statements-0-basis": "달력",
        "statements-1-order": 2, "statements-1-value": "9명", "statements-1-basis": "책",
    }  # fmt: skip
    return client.post(admin_url(Discrepancy, "add"), sent | changes)


@pytest.mark.parametrize("field", ["title", "note", "statements-1-value", "statements-1-basis"])
@pytest.mark.parametrize("words", [NAMED, NUMBER, "남궁보람"])
def test_a_point_in_dispute(clerk: Client, meeting: Meeting, field: str, words: str) -> None:
    refused = add_point(clerk, meeting, **{field: words})
    assert refused.status_code == 200
    assert "개인정보로 보이는" in errors(refused)
    assert not Discrepancy.objects.exists()
    assert add_point(clerk, meeting, **{field: "ㅇㅇㅇ 위원이 말함"}).status_code == 302
    assert Discrepancy.objects.get().statements.count() == 2


def test_on_a_draft_it_is_settled_where_it_stands(clerk: Client, meeting: Meeting) -> None:
    draft = way.draft(meeting.body, 2)
    assert add_point(clerk, draft, title=NAMED).status_code == 302


def test_what_a_source_states_is_added_or_changed(clerk: Client, meeting: Meeting) -> None:
    point = recorded(meeting)
    refused = send(clerk, admin_url(point), **{"statements-1-value": NAMED})
    assert "홍길동" in errors(refused)
    assert not Statement.objects.filter(value=NAMED).exists()


def test_the_reason_of_a_decision(clerk: Client, meeting: Meeting) -> None:
    point = recorded(meeting)
    chosen = point.statements.get(order=2)
    sent = {"stands": chosen.pk, "is_decided": "on"}
    refused = send(clerk, admin_url(point), **sent, reason="홍길동 위원 확인")
    assert "홍길동" in errors(refused)
    point.refresh_from_db()
    assert (point.decided, point.statements.get(shown=True).order) == (False, 1)
    assert send(clerk, admin_url(point), **sent, reason="원본 확인").status_code == 302


def test_a_commitment_of_the_administration(clerk: Client, meeting: Meeting) -> None:
    sent = as_sent(clerk, admin_url(Commitment, "add")) | {
        "city": meeting.city_id, "entry": meeting.pk, "kind": Commitment.Kind.ACTION,
        "title": NAMED, "due": "2031-05",
    }  # fmt: skip
    refused = clerk.post(admin_url(Commitment, "add"), sent)
    assert "홍길동" in errors(refused)
    assert clerk.post(admin_url(Commitment, "add"), sent | {"title": "정리"}).status_code == 302


def test_what_stood_there_before_keeps_nobody_from_the_rest(
    clerk: Client, meeting: Meeting
) -> None:
    point = recorded(meeting, title=NAMED)
    assert send(clerk, admin_url(point), note="표와 다름").status_code == 302
    point.refresh_from_db()
    assert (point.title, point.note) == (NAMED, "표와 다름")


@pytest.mark.parametrize(
    ("decision", "is_taken"), [("kept", True), ("dismissed", True), ("masked", False)]
)
def test_what_was_decided_of_the_draft_holds(
    clerk: Client, meeting: Meeting, decision: str, *, is_taken: bool
) -> None:
    other = way.agreed(meeting.body, 2, text=NAMED)
    page = f"/staff/committees/meetings/{other.pk}/"
    sent = {"keys": ["name|홍길동"], "decision": decision, "reason": "공직자"}
    clerk.post(f"{page}names/", sent)
    services.move_entry(other, EntryState.PUBLISHED)
    assert add_point(clerk, other, note=NAMED).status_code == (302 if is_taken else 200)


def ahead(meeting: Meeting) -> str:
    return f"/staff/committees/meetings/{meeting.pk}/names/ahead/"


def test_it_is_settled_before_it_is_written(clerk: Client, meeting: Meeting) -> None:
    names = clerk.get(f"/staff/committees/meetings/{meeting.pk}/names/").content.decode()
    assert ahead(meeting) in names
    seen = clerk.post(ahead(meeting), {"do": "look", "words": NAMED}).content.decode()
    assert "<mark>홍길동</mark>" in seen
    sent = {"do": "settle", "words": NAMED, "keys": ["name|홍길동"], "decision": "kept"}
    refused = clerk.post(ahead(meeting), sent | {"reason": " "}).content.decode()
    assert "근거를 적어" in refused
    assert " checked" in refused
    assert not NameDecision.objects.exists()
    assert clerk.post(ahead(meeting), sent | {"reason": "공직자"}).status_code == 302
    kept = NameDecision.objects.get()
    assert (kept.text, kept.decision, kept.reason) == ("홍길동", "kept", "공직자")
    assert add_point(clerk, meeting, note=NAMED).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"decision": "masked"}, {"keys": []}, {"keys": ["name|이순신"]}, {"words": "없음"}]
)
def test_nothing_else_is_settled_there(
    clerk: Client, meeting: Meeting, wrong: dict[str, Any]
) -> None:
    sent = {"do": "settle", "words": NAMED, "keys": ["name|홍길동"], "decision": "dismissed"}
    assert clerk.post(ahead(meeting), sent | wrong).status_code == 200
    assert not NameDecision.objects.exists()


def test_on_a_draft_nothing_is_settled_ahead(clerk: Client, meeting: Meeting) -> None:
    draft = way.draft(meeting.body, 2)
    sent = {"do": "settle", "words": NAMED, "keys": ["name|홍길동"], "decision": "dismissed"}
    assert "공개되지 않은" in clerk.post(ahead(draft), sent).content.decode()
    assert not NameDecision.objects.exists()


@pytest.mark.parametrize("name", ["jeonju_clerk", "approver"])
def test_nobody_else_settles_it(places: Town, meeting: Meeting, name: str) -> None:
    assert browser(name, places).get(ahead(meeting)).status_code == 404
