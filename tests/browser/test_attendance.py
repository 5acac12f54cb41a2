"""Attendance is recorded with the keyboard alone, and the totals follow as it is chosen."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser

CLERK = "yeongdeungpo@civicforum.example"
MAKE = """
import datetime as dt
from committees.models import Body, Meeting
from civicforum.record.services import save_row
body = Body.objects.get(address="committees/yeongdeungpo/working-council")
Body.objects.filter(pk=body.pk).update(quorum="third")
row = Meeting(body=body, city=body.city, number=90, title="90차 회의", date=dt.date(2026, 5, 8))
save_row(row)
print(row.pk)
"""


def test_keys_go_through_the_grid_and_the_quorum_follows(portal: Portal, visitor: Visitor) -> None:
    place = f"/staff/committees/meetings/{portal.told(MAKE)}/attendance/"
    page = visitor(1024, 768)
    page.goto(f"/admin/login/?next={place}")
    page.fill("[name=username]", CLERK)
    page.fill("[name=password]", portal.passwords[CLERK])
    page.click("#login-form [type=submit], .sign-in [type=submit]")
    lines = page.locator(".seat-line")
    seats = lines.count()
    lines.first.locator(".seat-status input[value=unknown]").focus()
    for key in "1111":
        page.keyboard.press(key)
    assert page.inner_text("[data-total=present]") == "4"
    assert page.inner_text("[data-quorum-shown]") == "미달"
    page.keyboard.press("1")
    assert page.inner_text("[data-quorum-shown]") == "충족"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("3")
    assert page.inner_text("[data-quorum-shown]") == "미달"
    page.keyboard.press("2")
    page.keyboard.type("부분과장")
    page.click("[data-all-present]")
    assert page.inner_text("[data-total=unknown]") == "0"
    page.click("form.attendance [type=submit]")
    page.wait_for_selector(".notice.success")
    shown = [page.inner_text(f"[data-total={name}]") for name in ("present", "delegated", "absent")]
    assert shown == [str(seats - 2), "1", "1"]
