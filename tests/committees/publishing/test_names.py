"""Likely personal data are found in every text, and nothing is published before each is settled."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record.editions import editions
from civicforum.record.models import Commitment, Discrepancy, Statement
from committees.models import (
    AttachedList,
    Meeting,
    NameDecision,
    Observer,
    Paper,
    Speech,
)
from committees.reports.personal import masked, open_data, personal_data
from tests import making
from tests import minutes_on_their_way as way
from tests.committees.rich_meeting import correction
from tests.personas import Town, browser, town

pytestmark = pytest.mark.django_db

LEAK = "지난번에 홍길동 위원님이 말씀하신 대로 합시다. 홍길동 위원님 번호는 010-1234-5678입니다."
TOO = "이순신 팀장님께 여쭈어 보겠습니다."


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def meeting(places: Town) -> Meeting:
    body = way.body(places.yeongdeungpo, places.governance)
    row = way.agreed(body, text=LEAK)
    second = row.speeches.get(order=2)
    second.text = TOO
    making.saved(second)
    return row


def at(meeting: Meeting, page: str = "names") -> str:
    return f"/staff/committees/meetings/{meeting.pk}/{page}/"


def keys(meeting: Meeting) -> list[str]:
    return ["|".join(one.key) for one in open_data(meeting)]


def settle(client: Client, meeting: Meeting, *which: str, **values: str) -> str:
    page = client.post(at(meeting), {"keys": which, **values}, follow=True)
    return page.content.decode()


def publish(client: Client, meeting: Meeting) -> str:
    """Press the button of the page, in the edition that is stored."""
    read = editions([meeting])[meeting.pk]
    page = client.post(at(meeting, "publish"), {"do": "release", "read": read}, follow=True)
    return page.content.decode()


def test_both_leaked_names_and_the_number_are_found_in_their_places(
    places: Town, meeting: Meeting
) -> None:
    assert keys(meeting) == ["name|홍길동", "phone|010-1234-5678", "name|이순신"]
    page = browser("supporter", places).get(at(meeting)).content.decode()
    assert page.count("<mark>홍길동</mark>") == 2
    assert "<mark>이순신</mark>" in page


def test_publication_is_refused_until_each_is_settled(places: Town, meeting: Meeting) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    for key in keys(meeting):
        assert "개인정보 의심 항목" in publish(clerk, meeting)
        meeting.refresh_from_db()
        assert not meeting.is_public
        settle(clerk, meeting, key, decision="masked")
    publish(clerk, meeting)
    meeting.refresh_from_db()
    assert meeting.is_public


def test_what_is_masked_stands_in_no_row_and_on_no_public_page(
    places: Town, meeting: Meeting
) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, meeting, *keys(meeting), decision="masked")
    texts = [*meeting.speeches.values_list("text", flat=True)]
    assert texts == [
        "지난번에 ㅇㅇㅇ 위원님이 말씀하신 대로 합시다. ㅇㅇㅇ 위원님 번호는 ㅇㅇㅇ입니다.",
        "ㅇㅇㅇ 팀장님께 여쭈어 보겠습니다.",
    ]
    publish(clerk, meeting)
    meeting.refresh_from_db()
    visitor = Client()
    for path in (f"/{meeting.address}/", f"/en/{meeting.address}/", "/search/?q=홍길동"):
        page = visitor.get(path).content.decode().replace('value="홍길동"', "")
        assert "이순신" not in page
        assert "010-1234" not in page
        assert "홍길동 위원" not in page
    assert "홍길동" not in meeting.text + meeting.other_text


#: Where a text of the minutes stands, by kind of row; a number is written to each.
PLACES = {
    "meeting": ("title", "place", "recorder", "main_points", "next_meeting", "notes", "remarks",
                "locator"),
    "item": ("title", "outcome", "conditions", "notes", "locator"),
    "speech": ("speaker", "text", "summary", "locator"),
    "attendance": ("delegated_to", "note"),
    "observer": ("role",),
    "list": ("title", "lines"),
    "paper": ("title", "file_name", "content"),
    "action": ("title", "owed_by"),
    "point": ("title", "note", "decision"),
    "statement": ("value", "basis"),
    "correction": ("reason",),
}  # fmt: skip


def test_every_field_that_would_be_published_is_looked_at(places: Town) -> None:
    row = way.agreed(way.body(places.yeongdeungpo, places.governance))
    assert keys(row) == []
    rows = _a_row_of_each(row)
    written: set[str] = set()
    for kind, names in PLACES.items():
        for name in names:
            number = f"010-2000-{len(written):04}"
            setattr(rows[kind], name, number)
            written.add(number)
        making.saved(rows[kind])
    assert {one.text for one in open_data(Meeting.objects.get(pk=row.pk))} == written


def _a_row_of_each(meeting: Meeting) -> dict[str, Any]:
    item = meeting.agenda.get(number=1)
    point = Discrepancy(city=meeting.city, entry=meeting, subject="recorder", title="기록자")
    making.saved(point)
    return {
        "meeting": meeting,
        "item": item,
        "speech": meeting.speeches.get(order=2),
        "attendance": meeting.attendance.get(seat__order=1),
        "observer": making.saved(Observer(meeting=meeting, order=1, role="기자")),
        "list": making.saved(AttachedList(meeting=meeting, order=1, title="명단")),
        "paper": making.saved(_paper(meeting)),
        "action": making.saved(_action(meeting)),
        "point": point,
        "statement": making.saved(Statement(discrepancy=point, order=1, value="분과장")),
        "correction": correction(meeting, 1, "", ""),
    }


def _change(row: object, **values: str) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    making.saved(row)


def _paper(meeting: Meeting, **values: str) -> Paper:
    options = {"title": "자료", "file_name": "자료.pdf", "file": "papers/a.pdf"} | values
    return Paper(meeting=meeting, order=1, **options)


def _action(meeting: Meeting, **values: str) -> Commitment:
    options = {"title": "할 일", "due": "2026-06"} | values
    return Commitment(city=meeting.city, entry=meeting, kind="action", **options)


def test_who_holds_a_seat_is_found_without_any_hint(places: Town) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    way.members(body)
    row = way.agreed(body, text="그건남궁보람이 압니다. 황보하늘도요.")
    assert {one.text for one in open_data(row)} == {"남궁보람", "황보하늘"}


def test_members_of_a_panel_are_known_too(places: Town) -> None:
    panel = making.panel(places.jeonju)
    making.member(panel, "독고바람")
    row = making.saved(
        Meeting(
            city=panel.city, body=panel, number=1, title="1차", date=way.DAY, remarks="독고바람"
        )
    )
    assert [one.text for one in open_data(row)] == ["독고바람"]


def test_several_are_kept_with_a_reason_and_opened_again(places: Town, meeting: Meeting) -> None:
    supporter = browser("supporter", places)
    found = keys(meeting)
    page = settle(supporter, meeting, *found[:2], decision="kept", reason=" ")
    assert "근거를 적어" in page
    assert page.count(" checked") == 2  # what was chosen is kept
    settle(supporter, meeting, *found[:2], decision="kept", reason="본인 동의")
    assert keys(meeting) == found[2:]
    kept = NameDecision.objects.get(text="홍길동")
    assert (kept.decision, kept.reason, kept.decided_by.name) == ("kept", "본인 동의", "supporter")
    supporter.post(at(meeting), {"undo": kept.pk})
    assert found[0] in keys(meeting)


def test_what_is_not_personal_is_dismissed(places: Town, meeting: Meeting) -> None:
    settle(browser("supporter", places), meeting, *keys(meeting), decision="dismissed")
    assert keys(meeting) == []
    assert meeting.speeches.get(order=1).text == LEAK


def test_a_masked_name_that_comes_back_is_open_again(places: Town, meeting: Meeting) -> None:
    settle(browser("supporter", places), meeting, *keys(meeting), decision="masked")
    _change(meeting.speeches.get(order=2), text="홍길동이 또 나왔습니다.")
    assert [one.text for one in open_data(meeting)] == ["홍길동"]


def test_a_file_cannot_be_masked_but_withheld(places: Town, meeting: Meeting) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    paper = making.saved(_paper(meeting, content="발표자 홍길동"))
    page = settle(clerk, meeting, *keys(meeting), decision="masked")
    assert "가릴 수 없는 파일" in page
    assert [one.text for one in open_data(meeting)] == ["홍길동"]
    values = {"do": "withhold", "part": f"paper-{paper.pk}", "ground": "정보공개법 제9조"}
    clerk.post(at(meeting, "publish"), values)
    assert keys(meeting) == []
    clerk.post(at(meeting, "publish"), {"show": f"paper-{paper.pk}"})
    assert [one.text for one in open_data(meeting)] == ["홍길동"]


def test_what_is_withheld_is_not_asked_about(places: Town, meeting: Meeting) -> None:
    clerk = browser("yeongdeungpo_clerk", places)
    part = f"speech-{meeting.speeches.get(order=2).pk}"
    values = {"do": "withhold", "part": part, "ground": "정보공개법 제9조"}
    clerk.post(at(meeting, "publish"), values)
    assert "name|이순신" not in keys(meeting)
    assert "name|홍길동" in keys(meeting)


def test_nothing_is_settled_of_what_is_out(places: Town) -> None:
    row = way.public(way.body(places.yeongdeungpo, places.governance), text=TOO)
    page = settle(browser("yeongdeungpo_clerk", places), row, *keys(row), decision="masked")
    assert "초안이 아닙니다" in page
    assert row.speeches.get(order=1).text == TOO


@pytest.mark.parametrize(
    ("spots", "wanted"),
    [
        ([(0, 3)], "ㅇㅇㅇ 위원 홍길동"),
        ([(0, 3), (7, 10)], "ㅇㅇㅇ 위원 ㅇㅇㅇ"),
        ([(0, 3), (0, 6)], "ㅇㅇㅇ 홍길동"),
        ([(0, 5), (4, 10)], "ㅇㅇㅇ"),
    ],
)
def test_masks_do_not_run_into_each_other(spots: list[tuple[int, int]], wanted: str) -> None:
    assert masked("홍길동 위원 홍길동", spots) == wanted


def test_a_mask_takes_no_more_room_than_there_is(places: Town) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    tenure = way.members(body)[0]
    tenure.name = "남궁"
    making.saved(tenure)
    row = way.draft(body)
    _change(row.speeches.get(order=1), speaker="분과장 " + "가" * 43 + " 남궁")
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, row, *keys(row), decision="masked")
    said = row.speeches.get(order=1)
    assert said.speaker == "분과장 " + "가" * 43 + " ㅇㅇ"


@pytest.mark.parametrize("decision", ["kept", "dismissed", "masked"])
def test_however_long_it_is_it_can_be_settled(places: Town, decision: str) -> None:
    mail = "a" * 230 + "@example.org"
    row = way.draft(way.body(places.yeongdeungpo, places.governance), text=f"연락 {mail} 로")
    clerk = browser("yeongdeungpo_clerk", places)
    settle(clerk, row, *keys(row), decision=decision, reason="공개된 주소")
    assert open_data(row) == []
    other = row.speeches.get(order=2)
    _change(other, text=f"연락 {mail.replace('example', 'elsewhere')} 로")
    assert len(open_data(row)) == 1  # it begins alike, and is another


def test_the_queries_do_not_grow(places: Town) -> None:
    body = way.body(places.yeongdeungpo, places.governance)
    counts = []
    for number in (1, 2):
        row = way.agreed(body, number)
        for order in range(10, 10 + 3 * number):
            making.saved(Speech(meeting=row, order=order, speaker="분과장", text=f"네 {order}"))
        with CaptureQueriesContext(connection) as seen:
            personal_data(Meeting.objects.get(pk=row.pk))
        counts.append(len(seen))
    assert counts[0] == counts[1]
