"""What holds the public site together: languages, staff bar, errors, security policy, links."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.addresses import MEETING, ROUNDTABLE, TEMPLATES, english
from tests.browser.conftest import Visitor
from tests.browser.serving import CLERK, Portal

pytestmark = pytest.mark.browser

HREFS = (
    """() => [...document.querySelectorAll("a[href^='/']")].map((a) => a.getAttribute("href"))"""
)

# Sentences of ours with a Korean word in them are left out.
UNTOLD_KOREAN = """() => {
  const untold = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const told = parentElement.closest("[lang]").lang === "ko";
    const ours = /results? for|: place/.test(data);
    if (/[가-힣]/.test(data) && !told && !ours) untold.push(data.trim());
  }
  return untold;
}"""


def answer_to(page: Page, path: str) -> Response:
    """Open a path and return what the server sent."""
    answer = page.goto(path)
    assert answer is not None
    return answer


def sign_in(page: Page, portal: Portal) -> None:
    """Sign the clerk in at the admin."""
    page.goto("/admin/")
    page.locator("[name=username]").fill(CLERK)
    page.locator("[name=password]").fill(portal.passwords[CLERK])
    page.keyboard.press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()


class TestLanguages:
    """One address per page and language."""

    @pytest.mark.parametrize("path", [*TEMPLATES[:-1], "/search/?q=챗봇&kind=proposal"])
    def test_the_switch_leads_to_the_same_page_and_back(
        self, portal: Portal, page: Page, path: str
    ) -> None:
        page.goto(path)
        korean, heading = page.url, page.locator("h1").inner_text()
        page.get_by_role("link", name="English", exact=True).click()
        assert page.url == korean.replace(portal.url, f"{portal.url}/en")
        assert page.locator("html").get_attribute("lang") == "en"
        page.get_by_role("link", name="한국어", exact=True).click()
        assert page.url == korean
        assert page.locator("h1").inner_text() == heading

    def test_english_pages_tell_a_reader_what_is_korean(self, page: Page) -> None:
        for path in english(TEMPLATES):
            page.goto(path)
            assert not page.evaluate(UNTOLD_KOREAN), path

    def test_english_leads_to_english(self, page: Page) -> None:
        for path in english(TEMPLATES):
            page.goto(path)
            hrefs = set(page.evaluate(HREFS))
            korean = page.get_by_role("link", name="한국어", exact=True).get_attribute("href")
            assert {href for href in hrefs if not href.startswith("/en/")} <= {korean, "/admin/"}


class TestStaffBar:
    """Staff see more on a public page, and yet everybody is sent the same page."""

    def test_only_who_is_signed_in_sees_it(self, portal: Portal, visitor: Visitor) -> None:
        clerk, citizen = visitor(), visitor()
        sign_in(clerk, portal)
        asked: list[str] = []
        citizen.on("request", lambda request: asked.append(request.url))
        sent = [answer_to(page, ROUNDTABLE).body() for page in (clerk, citizen)]
        assert sent[0] == sent[1]
        expect(clerk.locator("#staff-bar")).to_contain_text("전주 소통담당")
        citizen.wait_for_load_state("networkidle")
        expect(citizen.locator("#staff-bar")).to_have_count(0)
        assert not [url for url in asked if "/staff/" in url]

    def test_it_leads_to_the_form_of_what_the_clerk_may_change(
        self, portal: Portal, page: Page
    ) -> None:
        sign_in(page, portal)
        page.goto(MEETING)  # another city's
        bar = page.locator("#staff-bar")
        expect(bar.get_by_role("link")).to_have_count(1)
        page.goto(ROUNDTABLE)
        bar.get_by_role("link", name="이 페이지 고치기").click()
        expect(page).to_have_url(re.compile(r"/admin/roundtables/roundtable/\d+/change/$"))

    def test_it_goes_when_the_session_has_ended(self, portal: Portal, visitor: Visitor) -> None:
        page = visitor()
        page.goto("/")
        page.evaluate("localStorage.setItem('civicforum-staff', '1')")
        with page.expect_response("**/staff/here/**"):
            page.reload()
        page.wait_for_function("localStorage.getItem('civicforum-staff') === null")
        expect(page.locator("#staff-bar")).to_have_count(0)


class TestErrorPages:
    """An address that leads nowhere leads on."""

    def test_not_found(self, page: Page) -> None:
        assert answer_to(page, "/roundtables/jeonju/no-such-roundtable/").status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("이 페이지는 여기에 없습니다")
        page.locator("main input").fill("챗봇")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="낮에도 좋아, 밤에도 좋아")).to_be_visible()

    def test_not_found_in_english(self, page: Page) -> None:
        assert answer_to(page, "/en/nothing/").status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
        page.get_by_role("link", name="To the home page").click()
        expect(page).to_have_url(re.compile("/en/$"))


def test_pages_keep_to_their_strict_security_policy(visitor: Visitor) -> None:
    page, complaints = visitor(), []
    page.on("console", lambda message: complaints.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    page.on("requestfailed", lambda request: complaints.append(f"{page.url} {request.url}"))
    for path in (*TEMPLATES[:-1], "/en/"):
        page.goto(path)
        page.locator(".display summary").click()
    assert not complaints


def test_the_security_policy_stops_foreign_code(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""")
    assert len([told for told in complaints if "Content Security Policy" in told]) >= 2
    assert page.evaluate("window.ran") is None


def test_every_link_of_the_site_leads_somewhere(portal: Portal, page: Page) -> None:
    todo, seen = ["/"], {"/"}
    while todo:
        path = todo.pop()
        answer = page.request.get(path)
        assert answer.status == 200, path
        for href in re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text()):
            link = href.replace("&amp;", "&")
            if link not in seen and not link.startswith(("/admin/", "/en/", "/search/?")):
                seen.add(link)
                todo.append(link)
    assert {entry.path for entry in portal.entries} <= seen
