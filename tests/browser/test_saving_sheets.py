"""A sheet is saved as it is typed, whatever happens to the line, the session, or beside it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import TIMEOUT, Visitor
from tests.browser.serving import Portal
from tests.browser.test_inspection import signed_in

pytestmark = pytest.mark.browser

ONE, OTHER, PASSWORD = "one@example.org", "two@example.org", "one long password 7"
MADE = f"""
import datetime as dt
from django.utils import timezone
from civicforum.people.models import Department, RoleGrant, User
from daulmadang.models import InspectionSheet
from daulmadang.services.rounds import open_round
from tests import making
city = making.city("{{slug}}", "{{slug}}시", live_since=dt.date(2020, 1, 1))
office = making.department(city, "own", "점검과")
for mail in ({ONE!r}, {OTHER!r}):
    user = User.objects.filter(email=mail).first()
    user = user or User.objects.create_user(mail, {PASSWORD!r}, name=mail)
    RoleGrant.objects.create(
        user=user, role="department_officer", city=city, department=office,
        starts_on=dt.date(2020, 1, 1),
    )
panel = making.panel(city, 1, founded="2021")
panel.department = office
making.saved(panel)
today = timezone.localdate()
half = 1 if today.month <= 6 else 2
first = dt.date(today.year, 1 if half == 1 else 7, 1)
open_round(city, today.year, half, first, today, today + dt.timedelta(days=20), actor=None)
print("sheet", InspectionSheet.objects.get(panel=panel).pk)
"""
#: Leaving the page is asked about.
ASKS = """() => {
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""

Opened = Callable[[str], Page]


@pytest.fixture
def opened(portal: Portal, visitor: Visitor, request: pytest.FixtureRequest) -> Opened:
    """The sheet of a city of the test's own, as an officer opened it."""
    slug = re.sub(r"[^a-z0-9]", "", request.node.name.lower())[-20:]
    pk = re.findall(r"sheet (\d+)", portal.told(MADE.replace("{slug}", slug)))[0]
    return lambda mail: signed_in(visitor(), mail, PASSWORD, f"/staff/daulmadang/sheets/{pk}/")


def typed(page: Page, text: str) -> None:
    page.get_by_label("애로 및 건의 사항").fill(text)


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-autosave-told]")).to_contain_text(text, timeout=TIMEOUT)


def stands(page: Page, text: str) -> None:
    page.reload()
    expect(page.get_by_label("애로 및 건의 사항")).to_have_value(text)


def test_a_session_that_ended_is_told_and_what_was_typed_is_sent_later(opened: Opened) -> None:
    page = opened(ONE)
    page.context.clear_cookies(name="sessionid")
    typed(page, "수당 예산이 모자람")
    says(page, "다시 로그인")
    assert page.evaluate(ASKS)
    signed_in(page.context.new_page(), ONE, PASSWORD)
    says(page, "저장했습니다")
    assert not page.evaluate(ASKS)
    stands(page, "수당 예산이 모자람")


@pytest.mark.parametrize("answer", [None, 502])
def test_what_was_lost_on_the_way_is_sent_again(opened: Opened, answer: int | None) -> None:
    page = opened(ONE)

    def lose(route: Route) -> None:
        if answer:
            route.fulfill(status=answer, content_type="text/html", body="<h1>Bad Gateway</h1>")
        else:
            route.abort()

    page.route("**/save/", lose)
    typed(page, "강사 섭외가 어려움")
    says(page, "아직 저장")
    assert page.evaluate(ASKS)
    page.unroute("**/save/")
    says(page, "저장했습니다")
    stands(page, "강사 섭외가 어려움")


def test_two_at_one_sheet_choose_which_text_stays(opened: Opened) -> None:
    one, other = opened(ONE), opened(OTHER)
    typed(one, "첫째 사람의 글")
    says(one, "저장했습니다")
    typed(other, "둘째 사람의 글")
    note = other.get_by_role("alert")
    expect(note).to_contain_text("첫째 사람의 글")
    expect(other.get_by_label("애로 및 건의 사항")).to_have_value("둘째 사람의 글")
    assert other.evaluate(ASKS)
    note.get_by_role("button", name="내 글로 저장").click()
    expect(note).to_have_count(0)
    says(other, "저장했습니다")
    typed(one, "첫째 사람의 새 글")
    note = one.get_by_role("alert")
    expect(note).to_contain_text("둘째 사람의 글")
    note.get_by_role("button", name="다른 사람 내용으로").click()
    expect(one.get_by_label("애로 및 건의 사항")).to_have_value("둘째 사람의 글")
    assert not one.evaluate(ASKS)
    stands(one, "둘째 사람의 글")
