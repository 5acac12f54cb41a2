"""An inspection from its opening to its report: clerk, officer, and who may not see it."""

import email
import email.policy
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import CLERK, Portal

pytestmark = pytest.mark.browser

OFFICER, STRANGER, PASSWORD = "own@example.org", "other@example.org", "one long password 7"
MADE = f"""
import datetime as dt
from civicforum.people.models import City, Department, RoleGrant, User
from daulmadang.models import Panel
from tests.making import saved
city = City.objects.get(slug="jeonju")
city.live_since = dt.date(2020, 1, 1)
saved(city)
works_in = saved(type(city.fields.first())(city=city, slug="inspected", name="점검분야"))
for number, mail in enumerate(({OFFICER!r}, {STRANGER!r}), start=1):
    office = saved(Department(city=city, slug=f"inspected-{{number}}", name=f"점검과 {{number}}"))
    user = User.objects.create_user(mail, {PASSWORD!r}, name=mail)
    RoleGrant.objects.create(
        user=user, role="department_officer", city=city, department=office,
        starts_on=dt.date(2020, 1, 1),
    )
    panel = Panel(
        city=city, form="panel", slug=f"inspected-{{number}}",
        title=f"점검받는 다울마당 {{number}}",
        field=works_in, department=office, purpose="자문", founded="2021",
    )
    saved(panel)
"""
#: The office opens on the next working day; the test stands in for beat and the worker.
SWEPT = """
import datetime as dt
from django.utils import timezone
from civicforum.kit.working_days import working_day_on_or_after
from civicforum.record.services import deliver_message, sweep_reminders
day = working_day_on_or_after(timezone.localdate() + dt.timedelta(days={days}))
now = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
for pk in sweep_reminders(now):
    deliver_message(pk, now)
"""
REMARKS = "언제 회의를 열지 날짜를 적어 주세요."


def signed_in(page: Page, mail: str, password: str, place: str = "/staff/") -> Page:
    page.goto(f"/admin/login/?next={place}")
    page.get_by_label("전자우편").fill(mail)
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()
    expect(page).to_have_url(re.compile(re.escape(place) + "$"))
    return page


def told(portal: Portal, to: str) -> list[str]:
    """What the mails to somebody say, in the order in which they went out."""
    found = []
    for text in portal.mails():
        mail = email.message_from_bytes(text.encode(), policy=email.policy.default)
        body = mail.get_body(("plain",))
        if mail["To"] == to and body:
            found.append(body.get_content())
    return found


def complete(officer: Page, reason: str) -> None:
    """Answer all that is asked, and submit."""
    officer.get_by_role("radio", name="활성화").check()
    officer.get_by_label("계획의 사유").fill(reason)
    comments = officer.locator("textarea[name^=comment_]")
    for number in range(comments.count()):
        comments.nth(number).fill("담당자 변경으로 늦어짐")
    officer.get_by_role("button", name="점검표 제출").click()
    expect(officer.get_by_text("점검표를 제출했습니다.")).to_be_visible()


def test_from_the_opening_to_the_report(portal: Portal, visitor: Visitor) -> None:
    portal.told(MADE)
    clerk = signed_in(visitor(), CLERK, portal.passwords[CLERK])
    clerk.get_by_role("main").get_by_role("link", name="다울마당 일제점검", exact=True).click()
    clerk.get_by_role("link", name="일제점검 시작").click()
    clerk.get_by_role("button", name="일제점검 시작").click()
    expect(clerk.get_by_text("일제점검을 시작했습니다.")).to_be_visible()
    of = "/staff/" + clerk.url.partition("/staff/")[2]

    portal.told(SWEPT.format(days=1))
    (mail,) = told(portal, OFFICER)
    (path,) = re.findall(r"/staff/daulmadang/sheets/\d+/", mail)
    assert "점검받는 다울마당 1" in mail
    assert "점검받는 다울마당 2" not in mail

    officer = signed_in(visitor(390, 800), OFFICER, PASSWORD, path)
    officer.get_by_label("애로 및 건의 사항").fill("수당 예산이 모자람")
    expect(officer.locator("[data-autosave-told]")).to_contain_text("저장했습니다")
    officer.reload()
    expect(officer.get_by_label("애로 및 건의 사항")).to_have_value("수당 예산이 모자람")
    officer.get_by_role("button", name="점검표 제출").click()
    refused = officer.get_by_role("alert")
    expect(refused).to_be_focused()
    refused.get_by_role("link", name="계획의 사유를 적어 주십시오.").click()
    expect(officer.get_by_label("계획의 사유")).to_be_focused()
    complete(officer, "하반기에 회의를 엶")

    stranger = signed_in(visitor(), STRANGER, PASSWORD)
    for hidden in (path, f"{of}report.hwpx"):
        answer = stranger.goto(hidden)
        assert answer
        assert answer.status == 404, hidden
    stranger.goto(of)
    expect(stranger.get_by_role("link", name="점검받는 다울마당 2")).to_be_visible()
    assert "점검받는 다울마당 1" not in stranger.content()

    clerk.goto(path)
    clerk.get_by_text("의견을 붙여 반려").first.click()
    clerk.locator("[name=remarks]").fill(REMARKS)
    clerk.get_by_role("button", name="의견을 붙여 반려").click()
    expect(clerk.get_by_text("점검표를 반려했습니다.")).to_be_visible()
    portal.told(SWEPT.format(days=2))
    assert path in told(portal, OFFICER)[-1]

    officer.goto(path)
    expect(officer.get_by_role("region", name="반려 의견")).to_contain_text(REMARKS)
    complete(officer, "9월과 11월에 회의를 엶")
    clerk.goto(path)
    expect(clerk.get_by_text("9월과 11월에 회의를 엶")).to_be_visible()
    clerk.get_by_role("button", name="확정").click()
    expect(clerk.get_by_text("점검표를 확정했습니다.")).to_be_visible()

    clerk.goto(of)
    for kind in ("HWPX", "PDF", "XLSX"):
        with clerk.expect_download() as loading:
            clerk.get_by_role("link", name=f"{kind} 보고서").click()
        assert loading.value.suggested_filename.endswith(f".{kind.lower()}")
