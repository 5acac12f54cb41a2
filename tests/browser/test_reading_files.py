"""A supporter uploads a file and watches it being read; the test stands in for the worker."""

import contextlib

import psycopg2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser

SUPPORTER = "supporter@civicforum.example"
FILES = "/staff/committees/files/"


def signed_in(page: Page, portal: Portal) -> Page:
    page.goto(f"/admin/login/?next={FILES}")
    page.fill("[name=username]", SUPPORTER)
    page.fill("[name=password]", portal.passwords[SUPPORTER])
    page.click("[name=sign-in]")
    page.wait_for_url(f"**{FILES}")
    return page


def upload(page: Page) -> None:
    page.select_option("[name=body]", label="분과실무협의회")
    content = {"name": "15차 회의록.txt", "mimeType": "text/plain", "buffer": "회의록".encode()}
    page.set_input_files("[name=file]", content)  # type: ignore[arg-type]
    page.click("[name=upload]")
    page.wait_for_url(f"**{FILES}*/")


def become(portal: Portal, values: str) -> None:
    with contextlib.closing(psycopg2.connect(portal.database_url)) as connection, connection:
        connection.cursor().execute(f"UPDATE committees_minutesfile SET {values}")  # noqa: S608


FAILED = """state = 'failed', problem = '["The file is broken: reading it failed.", {}]'"""


def test_the_page_follows_the_reader(visitor: Visitor, portal: Portal) -> None:
    page = signed_in(visitor(), portal)
    upload(page)
    become(portal, "state = 'reading', progress = 40")
    expect(page.get_by_role("progressbar", name="읽은 만큼")).to_have_js_property("value", 40)
    expect(page.locator("[data-percent]")).to_have_text("40 %")
    become(portal, "progress = 47")
    expect(page.locator("progress")).to_have_js_property("value", 47)
    become(portal, FAILED)
    expect(page.get_by_text("파일이 손상되어 읽지 못했습니다.")).to_be_visible()
    page.click("text=다시 읽기")
    expect(page.locator("progress")).to_be_visible()
    page.click("text=파일 버리기")
    expect(page.get_by_role("status")).to_contain_text("버렸습니다")


def test_without_a_script_a_link_does_the_same(visitor: Visitor, portal: Portal) -> None:
    page = signed_in(visitor(width=390, height=800, java_script_enabled=False), portal)
    upload(page)
    become(portal, FAILED)
    page.click("text=다시 확인")
    expect(page.get_by_text("파일이 손상되어 읽지 못했습니다.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
