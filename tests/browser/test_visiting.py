"""How the public site is used: by keyboard, without JavaScript, to one's own taste, on paper."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import MEETING, PANEL, ROUNDTABLE, SEARCH
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return {
    name: (node.getAttribute("aria-label") || node.textContent).trim(),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight + 1,
    place: [...document.querySelectorAll("*")].indexOf(node),
    end: node === document.body,
  };
}"""
IN_REACH = """() => [...document.querySelectorAll("a[href], button, input, summary")]
  .filter((node) => node.checkVisibility() && node.type !== "hidden").length"""
NOT_FOR_PAPER = """() => [...document.querySelectorAll("main *, footer *")]
  .filter((node) => node.checkVisibility() && !node.closest("svg"))
  .flatMap((node) => {
    const { color, backgroundColor } = getComputedStyle(node);
    const dark = ["rgb(0, 0, 0)", "rgb(51, 51, 51)"].includes(color);
    const white = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(backgroundColor);
    return dark && white ? [] : [`${node.outerHTML.slice(0, 80)} ${color} on ${backgroundColor}`];
  })"""


def press_tab_to_the_end(page: Page) -> list[dict[str, Any]]:
    """Walk through the page with the Tab key and return what had the focus, in order."""
    walked: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["end"]:
            return walked
        walked.append(focused)
    raise AssertionError("The Tab key never reached the end of the page.")


class TestKeyboard:
    """Everything can be reached and seen without a mouse."""

    def test_the_skip_link_leads_past_the_header(self, page: Page) -> None:
        page.goto(ROUNDTABLE)
        link = page.locator("#krds-skip-link a")
        expect(link).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="홈", exact=True)).to_be_focused()

    @pytest.mark.parametrize("path", [ROUNDTABLE, MEETING, SEARCH])
    def test_tab_reaches_everything_in_reading_order(self, visitor: Visitor, path: str) -> None:
        page = visitor(reduced_motion="reduce")  # else the page still scrolls when it is measured
        page.goto(path)
        walked = press_tab_to_the_end(page)
        assert len(walked) == page.evaluate(IN_REACH)
        assert [step["name"] for step in walked[2:5]] == ["시민 원탁회의", "다울마당", "위원회"]
        places = [step["place"] for step in walked if step["name"] != "시민소통 기록"]
        assert places == sorted(places)
        assert not [step for step in walked if step["outline"] < 2 or not step["seen"]]

    def test_the_display_settings_need_no_mouse(self, page: Page) -> None:
        page.goto("/")
        summary = page.locator(".display summary")
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("radio", name="기기 설정대로")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator("html")).to_have_attribute("data-krds-mode", "dark")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        expect(page.locator("html")).to_have_attribute("data-krds-scale", "lg")
        page.keyboard.press("Escape")
        expect(page.locator(".display-panel")).to_be_hidden()
        expect(summary).to_be_focused()


class TestWithoutJavaScript:
    """Nothing that is to be read needs a script."""

    @pytest.fixture
    def plain(self, visitor: Visitor) -> Page:
        return visitor(390, java_script_enabled=False)

    def test_results_can_be_read(self, plain: Page) -> None:
        plain.goto(ROUNDTABLE)
        for words in ("반복적 문의, 예약에 도움을 줄 챗봇 개발", "방명자", "23건", "122명"):
            expect(plain.get_by_text(words).first).to_be_visible()
        expect(plain.locator(".display")).to_be_hidden()

    def test_search_finds_and_leads_on(self, plain: Page) -> None:
        plain.goto("/")
        plain.locator(".hero input").fill("챗봇")
        plain.keyboard.press("Enter")
        expect(plain.get_by_role("heading", level=1)).to_have_text("기록 검색")
        plain.get_by_role("link", name="낮에도 좋아, 밤에도 좋아").click()
        expect(plain.get_by_role("heading", level=1)).to_contain_text("낮에도 좋아, 밤에도 좋아")

    def test_speeches_open(self, plain: Page) -> None:
        plain.goto(MEETING)
        speech = plain.locator("#speech-1")
        expect(speech).to_be_hidden()
        plain.locator("summary.opens").first.click()
        expect(speech).to_be_visible()


class TestDisplaySettings:
    """What a visitor chooses stays with the visitor."""

    def test_choices_outlive_a_reload_and_stay_in_the_browser(self, page: Page) -> None:
        page.goto(PANEL)
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        page.locator(".display summary").click()
        page.get_by_role("radio", name="선명하게").check()
        page.get_by_role("radio", name="가장 크게").check()
        asked: list[tuple[str, dict[str, str]]] = []
        page.on("request", lambda request: asked.append((request.url, request.all_headers())))
        page.reload()
        for path in (PANEL, "/en/"):
            page.goto(path)
            expect(page.locator("html")).to_have_attribute("data-krds-mode", "high-contrast")
            larger = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
            assert larger > 1.4 * size
        assert asked
        told = str(asked)
        assert "high-contrast" not in told
        assert "xxlg" not in told
        assert "'cookie'" not in told
        assert page.context.cookies() == []

    def test_the_devices_own_settings_can_be_had_back(self, page: Page) -> None:
        page.goto("/")
        page.locator(".display summary").click()
        page.get_by_role("radio", name="어둡게").check()
        page.get_by_role("radio", name="기기 설정대로").check()
        assert page.evaluate("localStorage.length") == 0
        assert page.locator("html").get_attribute("data-krds-mode") is None


class TestPaper:
    """Print keeps the record and drops what only a screen needs."""

    @pytest.mark.parametrize("path", ["/", ROUNDTABLE, MEETING, "/daulmadang/"])
    def test_black_on_white_whatever_the_colour_mode(self, page: Page, path: str) -> None:
        page.add_init_script("localStorage.setItem('civicforum-mode', 'dark')")
        page.goto(path)
        page.emulate_media(media="print")
        for gone in (".krds-main-menu", ".header-utility", ".search-form", ".f-menu", ".display"):
            for part in page.locator(gone).all():
                expect(part).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert not page.evaluate(NOT_FOR_PAPER)

    def test_what_was_folded_is_printed(self, page: Page) -> None:
        page.goto(MEETING)
        page.emulate_media(media="print")
        expect(page.locator("#speech-1")).to_be_visible()
