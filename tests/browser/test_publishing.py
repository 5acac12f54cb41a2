"""From a file to the public: read, reviewed, circulated, confirmed, without names.

Nobody else sees the draft before. The test stands in for the worker.
"""

import email
import email.policy
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser

CLERK = "yeongdeungpo@civicforum.example"
SEATS = {"남궁보람": "m1@example.org", "황보하늘": "m2@example.org"}
SAID = "홍길동 위원님 말씀대로 의자를 놓읍시다."
TOO = "이순신 팀장님께 여쭙겠습니다."
FILE = Path(__file__).with_name("chairs.txt")  # made-up minutes in the council's layout
MADE = f"""
import datetime as dt
from civicforum.people.models import City, User
from committees.models import Body, Seat, Tenure
from tests.making import published, saved
city = City.objects.get(slug="yeongdeungpo")
park = published(Body(city=city, form="subcommittee", slug="park", title="공원분과"))
body = published(Body(city=city, form="working_council", slug="chairs", title="의자 협의회"))
for order, (name, mail) in enumerate({SEATS!r}.items(), start=1):
    account = User.objects.create_user(mail, name=name)
    role = ("분과장", "부분과장")[order - 1]
    seat = saved(Seat(body=body, order=order, role=role, stands_for=park))
    saved(Tenure(seat=seat, name=name, account=account, starts_on=dt.date(2026, 1, 1)))
"""
READ = """
from committees.models import MinutesFile
from committees.services.minutes_files import read_file
read_file(MinutesFile.objects.latest("pk").pk)
"""
SWEPT = """
from django.utils import timezone
from civicforum.record.services import deliver_message, sweep_reminders
now = timezone.now()
for pk in sweep_reminders(now):
    deliver_message(pk, now)
"""
PUBLIC = "/committees/yeongdeungpo/chairs/1/"


def signed_in(page: Page, portal: Portal) -> Page:
    page.goto("/admin/login/?next=/staff/")
    page.get_by_label("전자우편").fill(CLERK)
    page.get_by_label("비밀번호").fill(portal.passwords[CLERK])
    page.get_by_role("button", name="로그인").click()
    expect(page).to_have_url(re.compile(r"\d/staff/$"))
    return page


def links(portal: Portal) -> dict[str, str]:
    """The address that each member got by mail."""
    found = {}
    for text in portal.mails():
        mail = email.message_from_string(text, policy=email.policy.default)
        body = mail.get_body(("plain",))
        assert body
        match = re.search(r"/members/minutes/\S+/", body.get_content())
        if match:
            found[str(mail["To"])] = match[0]
    return found


def answer(member: Page, link: str) -> None:
    """Read the draft on a phone and confirm it, without a mouse."""
    member.goto(link)
    expect(member.get_by_text(SAID)).to_be_visible()
    member.get_by_role("radio", name="회의록이 맞습니다").focus()
    member.keyboard.press("Space")
    member.keyboard.press("Tab")
    member.keyboard.press("Tab")
    member.keyboard.press("Enter")
    expect(member.get_by_text("답이 접수되었습니다")).to_be_visible()


def drafted(clerk: Page, portal: Portal) -> str:
    """Upload the file, compare what was read of it, make it a draft; return the draft's hub."""
    clerk.goto("/staff/committees/files/")
    clerk.select_option("[name=body]", label="의자 협의회")
    clerk.set_input_files("[name=file]", FILE)
    clerk.get_by_role("button", name="파일 읽기 시작").click()
    portal.told(READ)
    expect(clerk.get_by_role("heading", name="읽은 내용 바로잡기")).to_be_visible()
    expect(clerk.get_by_text("홍길동").first).to_be_visible()
    clerk.get_by_role("button", name="회의록 초안 만들기").click()
    expect(clerk.get_by_text("회의록 초안을 만들었습니다.")).to_be_visible()
    return "/staff/" + clerk.url.partition("/staff/")[2].rstrip("/")


def test_the_whole_way_to_the_public(portal: Portal, visitor: Visitor) -> None:
    portal.told(MADE)
    clerk, outsider = signed_in(visitor(), portal), visitor()
    own = drafted(clerk, portal)

    clerk.goto(f"{own}/circulate/")
    clerk.get_by_role("button", name="위원에게 보내기").click()
    expect(clerk.get_by_text("회의록을 위원들에게 보냈습니다.")).to_be_visible()
    portal.told(SWEPT)
    addresses = links(portal)
    assert set(addresses) == set(SEATS.values())
    for path in (PUBLIC, f"/en{PUBLIC}", "/members/minutes/guessed/"):
        found = outsider.goto(path)
        assert found
        assert found.status == 404, path
    outsider.goto(f"{own}/publish/")
    expect(outsider).to_have_url(re.compile("/admin/login/"))

    for link in addresses.values():
        answer(visitor(width=390, height=800), link)
    clerk.reload()
    expect(clerk.get_by_text("위원 2명 가운데 2명이 확인했습니다")).to_be_visible()
    clerk.get_by_role("button", name="회의록 확정").click()
    expect(clerk.get_by_text("회의록을 확정했습니다.")).to_be_visible()

    clerk.goto(f"{own}/publish/")
    expect(clerk.get_by_text("개인정보 의심 항목이 2건")).to_be_visible()
    expect(clerk.get_by_role("button", name="지금 공개")).to_have_count(0)
    clerk.get_by_role("main").get_by_role("link", name="개인정보", exact=True).last.click()
    for name in ("홍길동", "이순신"):
        clerk.get_by_role("checkbox", name=name).check()
    clerk.get_by_role("button", name="가리기 (ㅇㅇㅇ)").click()
    expect(clerk.get_by_text("확인할 항목이 없습니다.")).to_be_visible()

    clerk.goto(f"{own}/publish/")
    clerk.get_by_role("button", name="지금 공개").click()
    expect(clerk.get_by_text("회의록이 공개되어 있습니다.")).to_be_visible()
    outsider.goto(PUBLIC)
    expect(outsider.get_by_text("ㅇㅇㅇ 위원님 말씀대로 의자를 놓읍시다.").first).to_be_attached()
    assert "홍길동" not in outsider.content()
    assert "이순신" not in outsider.content()
    closed = outsider.goto(next(iter(addresses.values())))
    assert closed
    assert closed.status == 410
    assert SAID not in outsider.content()
