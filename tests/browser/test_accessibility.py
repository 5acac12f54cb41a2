"""Every public page under axe-core, at every width and in every colour mode, and its layout."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from civicforum.local.home import PROJECT
from tests.browser.addresses import TEMPLATES, english, every_page, sample
from tests.browser.conftest import Visitor
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
PHONE, TABLET, DESK = 390, 1024, 1440
SMALLEST = 320  # WCAG 2.2, 1.4.10

Check = tuple[int, str]  # the width, and the script that returns what is wrong there

RUN_AXE = """async () => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  const told = (node) => `${node.html} ${node.failureSummary}`;
  return violations.map((rule) =>
    `${rule.impact} ${rule.id}: ${rule.nodes.slice(0, 3).map(told).join(" | ")}`);
}"""
IN_DARK, IN_HIGH_CONTRAST = (
    f"() => {{ document.documentElement.dataset.krdsMode = '{mode}'; return ({RUN_AXE})(); }}"
    for mode in ("dark", "high-contrast")
)
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > width + 1)
    .map((node) => node.outerHTML.slice(0, 120)).slice(-3);
}"""
#: What the record states becomes one word of 50 syllables, apart from numbers with their unit.
IN_ONE_LONG_WORD = """() => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const quoted = parentElement.closest("[lang]").matches("main [lang=ko]");
    if (!data.trim() || !quoted || parentElement.closest(".num, tfoot")) continue;
    walker.currentNode.data = "가".repeat(50);
    count += 1;
  }
  return count;
}"""
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...style].filter((name) => /^--(?!krds)/.test(name))
    .map((name) => [name, style.getPropertyValue(name)]));
}"""


def axe_page(visitor: Visitor, width: int, mode: str = "") -> Page:
    """A page in which axe may run in spite of the strict content security policy."""
    # Without motion, a change of colours is over at once.
    page = visitor(width, bypass_csp=True, reduced_motion="reduce")
    page.add_init_script(path=AXE)
    if mode:
        page.add_init_script(f"localStorage.setItem('civicforum-mode', '{mode}')")
    return page


def faults(page: Page, paths: Iterable[str], *checks: Check) -> dict[str, list[str]]:
    """Open each path, make every check at its width, and return what they find and where."""
    found = {}
    for path in paths:
        page.goto(path)
        for width, script in checks:
            page.set_viewport_size({"width": width, "height": 900})
            wrong = page.evaluate(script)
            if wrong:
                found[f"{path} at {width}"] = wrong
    return found


def test_axe_finds_what_is_wrong(visitor: Visitor) -> None:
    page = axe_page(visitor, PHONE)
    page.goto("/")
    page.evaluate("document.querySelector('.hero .lead').style.color = '#345'")
    page.evaluate("document.querySelector('.hero input').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.hero input').removeAttribute('placeholder')")
    rules = " ".join(page.evaluate(RUN_AXE))
    assert "serious color-contrast" in rules
    assert "critical label" in rules


def test_every_kind_of_page_is_accessible_and_fits_a_phone(
    portal: Portal, visitor: Visitor
) -> None:
    checks = [(PHONE, RUN_AXE), (PHONE, TOO_WIDE), (SMALLEST, TOO_WIDE)]
    assert not faults(axe_page(visitor, PHONE), sample(portal), *checks)


def test_every_template_is_so_in_english(visitor: Visitor) -> None:
    checks = [(PHONE, RUN_AXE), (PHONE, TOO_WIDE), (SMALLEST, TOO_WIDE)]
    assert not faults(axe_page(visitor, PHONE), english(TEMPLATES), *checks)


def test_every_kind_of_page_is_accessible_on_wider_screens(
    portal: Portal, visitor: Visitor
) -> None:
    page = axe_page(visitor, DESK)
    assert not faults(page, sample(portal), (TABLET, RUN_AXE), (DESK, RUN_AXE))


@pytest.mark.proof
def test_every_page_is_accessible_at_every_width_in_both_languages(
    portal: Portal, visitor: Visitor
) -> None:
    pages = every_page(portal)
    assert len(pages) > 90
    checks = [(width, RUN_AXE) for width in (PHONE, TABLET, DESK)]
    checks += [(PHONE, TOO_WIDE), (SMALLEST, TOO_WIDE)]
    assert not faults(axe_page(visitor, DESK), [*pages, *english(pages)], *checks)


def test_the_largest_text_fits_a_phone(portal: Portal, visitor: Visitor) -> None:
    page = visitor(PHONE)
    page.add_init_script("localStorage.setItem('civicforum-scale', 'xxlg')")
    assert not faults(page, sample(portal), (PHONE, TOO_WIDE))


@pytest.mark.parametrize("width", [SMALLEST, PHONE])
def test_the_longest_words_fit_a_phone(visitor: Visitor, width: int) -> None:
    page = visitor(width)
    found = {}
    pages = [*TEMPLATES[:-1], "/roundtables/jeonju/2020-corona-baeksin/"]
    for path in pages:
        page.goto(path)
        assert page.evaluate(IN_ONE_LONG_WORD), path
        found[path] = page.evaluate(TOO_WIDE)
    assert {path: wide for path, wide in found.items() if wide} == {}


def test_every_template_is_accessible_in_other_colours(visitor: Visitor) -> None:
    page = axe_page(visitor, PHONE)  # wider, a picture keeps axe from seeing every colour
    assert not faults(page, TEMPLATES, (PHONE, IN_DARK), (PHONE, IN_HIGH_CONTRAST))


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
def test_the_open_display_settings_are_accessible(visitor: Visitor, mode: str) -> None:
    page = axe_page(visitor, PHONE, mode)
    page.goto("/sources/")
    page.locator(".display summary").click()
    assert not page.evaluate(RUN_AXE)


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
def test_forms_are_accessible_also_when_something_is_wrong(visitor: Visitor, mode: str) -> None:
    page = axe_page(visitor, PHONE, mode)
    page.goto(f"/search/?q={'가' * 101}")
    assert page.locator(".form-hint-invalid").is_visible()
    wrong = page.evaluate(RUN_AXE) + page.evaluate(TOO_WIDE)
    page.goto("/admin/login/")
    wrong += page.evaluate(RUN_AXE)
    page.get_by_label("전자우편").fill(f"nobody-{mode}@example.org")
    page.get_by_label("비밀번호").fill("wrong")
    page.get_by_role("button", name="로그인").click()
    assert page.get_by_role("alert").is_visible()
    for width in (PHONE, TABLET, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += page.evaluate(RUN_AXE) + page.evaluate(TOO_WIDE)
    assert not wrong


def test_a_dark_device_shows_the_dark_colours(visitor: Visitor) -> None:
    by_device, by_choice, light = visitor(color_scheme="dark"), visitor(), visitor()
    by_choice.add_init_script("localStorage.setItem('civicforum-mode', 'dark')")
    for page in (by_device, by_choice, light):
        page.goto("/")
    dark = by_device.evaluate(COLOURS)
    assert dark == by_choice.evaluate(COLOURS)
    assert dark["--bg"] != light.evaluate(COLOURS)["--bg"]
