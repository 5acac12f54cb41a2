"""The editor of minutes in a real browser: whatever is typed reaches the server."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import CLERK, Portal

pytestmark = pytest.mark.browser

DRAFTS = """
from civicforum.people.models import City
from civicforum.record.services import save_row
from committees.models import AgendaItem, Body, Meeting, Seat, Speech
def saved(row):
    save_row(row)
    return row
city = City.objects.get(slug="jeonju")
body = saved(Body(city=city, form="working_council", slug="writing", title="협의회"))
for order, role in enumerate(("분과장", "부분과장"), start=1):
    saved(Seat(body=body, order=order, role=role))
for number in range(1, 31):
    meeting = Meeting(city=city, body=body, number=number, title="회의", date="2026-11-02")
    item = AgendaItem(meeting=saved(meeting), number=1, title="내년 운영")
    saved(item)
    for n in (1, 2):
        text = f"말씀 {n}"
        saved(Speech(meeting=meeting, agenda_item=item, order=n, speaker="위원", text=text))
    print(meeting.pk)
"""
STORED = 'SELECT speaker, text FROM committees_speech WHERE meeting_id = {} ORDER BY "order"'
DELETED = """
from civicforum.record.services import delete_row
from committees.models import Speech
delete_row(Speech.objects.get(meeting={}, order=1))
"""


@dataclass(frozen=True)
class Desk:
    """A draft meeting, its address, and what of it the server has."""

    portal: Portal
    meeting: int

    @property
    def path(self) -> str:
        return f"/staff/committees/meetings/{self.meeting}/write/"

    def stored(self) -> list[tuple[str, ...]]:
        return self.portal.rows(STORED.format(self.meeting))

    def texts(self) -> list[str]:
        return [text for _, text in self.stored()]


@pytest.fixture(scope="module")
def drafts(portal: Portal) -> Iterator[int]:
    """Meetings that no test has written in yet."""
    return iter([int(line) for line in portal.told(DRAFTS).splitlines() if line.isdecimal()])


@pytest.fixture
def desk(portal: Portal, drafts: Iterator[int]) -> Desk:
    return Desk(portal, next(drafts))


@pytest.fixture
def clerk(visitor: Visitor) -> Callable[[Desk], Page]:
    """Open the editor of a meeting as a clerk who has signed in, in a browser of one's own."""

    def opened(desk: Desk) -> Page:
        page = visitor()
        sign_in(page, desk)
        ready(page)
        return page

    return opened


def sign_in(page: Page, desk: Desk) -> None:
    page.goto(f"/admin/login/?next={desk.path}")
    page.fill("#id_username", CLERK)
    page.fill("#id_password", desk.portal.passwords[CLERK])
    page.click("[type=submit][name=sign-in]")


def ready(page: Page) -> None:
    page.wait_for_selector("#writer[data-ready]", state="attached")


def speech(page: Page, number: int) -> str:
    """The selector of the nth speech of the page."""
    return f"form.speech >> nth={number - 1}"


def cut(route: Route) -> None:
    """The network is away."""
    route.abort()


def text_of(page: Page, number: int) -> Locator:
    return page.locator(speech(page, number)).locator("textarea")


def state(page: Page, words: str) -> None:
    expect(page.locator(".write-bar .state")).to_contain_text(words)


@pytest.fixture
def compose() -> Callable[[Page, str, str], None]:
    """Type with a Korean keyboard: syllables are composed, the last one is left open."""

    def typed(page: Page, whole: str, last: str) -> None:
        session = page.context.new_cdp_session(page)
        for syllable in whole:
            session.send("Input.imeSetComposition", compose_args(syllable))
            session.send("Input.insertText", {"text": syllable})
        session.send("Input.imeSetComposition", compose_args(last))

    return typed


def compose_args(syllable: str) -> dict[str, object]:
    return {"text": syllable, "selectionStart": len(syllable), "selectionEnd": len(syllable)}


def test_what_was_typed_when_the_page_died_is_there_again_and_is_stored(
    desk: Desk, clerk: Callable[[Desk], Page], compose: Callable[[Page, str, str], None]
) -> None:
    page = clerk(desk)
    page.route("**/write/speeches/**", cut)
    text_of(page, 1).fill("")
    text_of(page, 1).focus()
    compose(page, "오늘 논의", "할")
    page.wait_for_timeout(300)
    context = page.context
    page.close()  # in the middle of a syllable
    page = context.new_page()
    page.goto(desk.path)
    ready(page)
    expect(text_of(page, 1)).to_have_value("오늘 논의할")
    state(page, "저장됨")
    assert desk.texts()[0] == "오늘 논의할"


def test_a_save_does_not_disturb_a_syllable_being_composed(
    desk: Desk, clerk: Callable[[Desk], Page], compose: Callable[[Page, str, str], None]
) -> None:
    page = clerk(desk)
    text_of(page, 1).fill("")
    text_of(page, 1).focus()
    compose(page, "안녕", "하")
    state(page, "저장됨")  # while the syllable is open
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", compose_args("한"))
    page.keyboard.press("Control+Enter")  # no new speech in the middle of a syllable
    session.send("Input.insertText", {"text": "한"})
    expect(text_of(page, 1)).to_have_value("안녕한")


def test_what_is_typed_while_the_server_is_away_is_kept_and_sent_later(
    desk: Desk, clerk: Callable[[Desk], Page]
) -> None:
    page = clerk(desk)
    page.route("**/write/**", cut)
    text_of(page, 2).fill("끊긴 동안 쓴 말")
    page.locator(speech(page, 2)).get_by_text("아래에 발언 추가").click()
    page.locator(speech(page, 3)).locator("[name=speaker]").fill("부분과장")
    text_of(page, 3).fill("새 발언도")
    state(page, "이 기기에 보관 중")
    assert desk.texts() == ["말씀 1", "말씀 2"]
    page.unroute("**/write/**")
    state(page, "저장됨")
    assert desk.stored()[1:] == [("위원", "끊긴 동안 쓴 말"), ("부분과장", "새 발언도")]


def test_a_lost_receipt_is_no_other_person(desk: Desk, clerk: Callable[[Desk], Page]) -> None:
    """The server has the text, the page does not know it, and the writer types on."""
    page = clerk(desk)
    lost = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    page.route("**/write/speeches/**", lose)
    at = page.locator(speech(page, 1)).locator("[name=said_at]")
    at.fill("90")  # the server writes 1:30
    text_of(page, 1).fill("받은 줄 모르는 글")
    state(page, "이 기기에 보관 중")
    text_of(page, 1).fill("받은 줄 모르는 글에 더 씀")
    page.unroute("**/write/speeches/**")
    state(page, "저장됨")
    expect(page.locator(".another")).to_have_count(0)
    assert lost
    assert desk.texts()[0] == "받은 줄 모르는 글에 더 씀"


def test_two_people_in_different_sections_keep_both(
    desk: Desk, clerk: Callable[[Desk], Page]
) -> None:
    one, two = clerk(desk), clerk(desk)
    text_of(one, 1).fill("첫 사람")
    text_of(two, 2).fill("둘째 사람")
    state(one, "저장됨")
    state(two, "저장됨")
    assert desk.texts() == ["첫 사람", "둘째 사람"]
    # The pages ask every ten seconds while nobody else is known to be there.
    expect(text_of(one, 2)).to_have_value("둘째 사람", timeout=15_000)
    expect(one.locator(".write-bar .others")).to_contain_text("열어 두었습니다")


@pytest.mark.parametrize(
    ("choice", "stands"),
    [("둘 다", "저쪽 글\n이쪽 글"), ("내 글로", "이쪽 글"), ("다른 글로", "저쪽 글")],
)
def test_two_people_in_one_section_are_offered_both_texts(
    desk: Desk, clerk: Callable[[Desk], Page], choice: str, stands: str
) -> None:
    one, two = clerk(desk), clerk(desk)
    text_of(one, 1).focus()
    text_of(two, 1).fill("저쪽 글")
    state(two, "저장됨")
    text_of(one, 1).fill("이쪽 글")
    panel = one.locator(".another")
    expect(panel).to_contain_text("저쪽 글")
    expect(text_of(one, 1)).to_have_value("이쪽 글")
    text_of(one, 2).fill("다른 부분은 계속")
    panel.get_by_role("button", name=choice).click()
    expect(text_of(one, 1)).to_have_value(stands)
    state(one, "저장됨")
    assert desk.texts() == [stands, "다른 부분은 계속"]


def test_quick_keys(desk: Desk, clerk: Callable[[Desk], Page]) -> None:
    page = clerk(desk)
    text_of(page, 1).focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(speech(page, 2)).locator("[name=speaker]")).to_be_focused()
    page.keyboard.press("Alt+2")
    expect(text_of(page, 2)).to_be_focused()
    page.keyboard.type("next one")
    page.locator("#recording").fill("1:02:03")
    text_of(page, 2).focus()
    page.keyboard.press("Alt+t")
    expect(page.locator(speech(page, 2)).locator("[name=said_at]")).to_have_value("1:02:03")
    page.keyboard.press("Alt+ArrowUp")
    expect(text_of(page, 1)).to_have_value("next one")
    expect(text_of(page, 1)).to_be_focused()
    state(page, "저장됨")
    assert desk.stored()[0] == ("부분과장", "next one")


def test_a_deleted_speech_comes_back(desk: Desk, clerk: Callable[[Desk], Page]) -> None:
    page = clerk(desk)
    page.locator(speech(page, 1)).get_by_role("button", name="삭제").click()
    expect(page.locator("form.speech")).to_have_count(1)
    assert desk.texts() == ["말씀 2"]
    page.keyboard.press("Control+Enter")  # goes on beside it, though the cursor is at the undoing
    page.keyboard.press("Enter")
    page.keyboard.type("beside")
    state(page, "저장됨")
    assert desk.texts() == ["말씀 2", "beside"]
    page.locator(".alerts").get_by_role("button", name="되돌리기").click()
    expect(text_of(page, 1)).to_have_value("말씀 1")
    assert desk.texts() == ["말씀 1", "말씀 2", "beside"]


def test_a_speech_goes_before_the_agenda(desk: Desk, clerk: Callable[[Desk], Page]) -> None:
    page = clerk(desk)
    page.locator(speech(page, 1)).get_by_role("button", name="위로").click()
    before = page.locator(".group", has_text="안건 전")
    expect(before.locator("textarea")).to_have_value("말씀 1")


def test_what_was_typed_into_a_speech_deleted_meanwhile_is_shown(
    desk: Desk, clerk: Callable[[Desk], Page]
) -> None:
    page = clerk(desk)
    page.route("**/write/**", cut)
    text_of(page, 1).fill("지워진 줄 모르고 쓴 말")
    state(page, "이 기기에 보관 중")
    context = page.context
    page.close()
    desk.portal.told(DELETED.format(desk.meeting))
    page = context.new_page()
    page.goto(desk.path)
    ready(page)
    expect(text_of(page, 2)).to_have_value("지워진 줄 모르고 쓴 말")
    page.get_by_role("button", name="새 발언으로").click()
    state(page, "저장됨")
    assert desk.texts() == ["말씀 2", "지워진 줄 모르고 쓴 말"]


def test_a_person_signed_out_loses_nothing(desk: Desk, clerk: Callable[[Desk], Page]) -> None:
    page = clerk(desk)
    page.context.clear_cookies()
    text_of(page, 1).fill("로그아웃된 줄 모르고 쓴 말")
    state(page, "다시 로그인")
    sign_in(page, desk)
    ready(page)
    expect(text_of(page, 1)).to_have_value("로그아웃된 줄 모르고 쓴 말")
    state(page, "저장됨")
    assert desk.texts()[0] == "로그아웃된 줄 모르고 쓴 말"


def test_without_scripts_a_section_is_a_form(visitor: Visitor, desk: Desk) -> None:
    page = visitor(java_script_enabled=False)
    sign_in(page, desk)
    text_of(page, 1).fill("양식으로")
    page.locator(speech(page, 1)).get_by_role("button", name="저장").click()
    expect(page).to_have_url(re.compile(r"#speeches-"))
    expect(text_of(page, 1)).to_have_value("양식으로")
    page.locator(speech(page, 1)).get_by_text("아래에 발언 추가").click()
    page.locator(speech(page, 2)).locator("[name=speaker]").fill("분과장")
    text_of(page, 2).fill("그 아래")
    page.locator(speech(page, 2)).get_by_role("button", name="저장").click()
    assert desk.texts() == ["양식으로", "그 아래", "말씀 2"]
