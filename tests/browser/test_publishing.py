"""Draft minutes become public: circulated, confirmed, without names; nobody sees them before."""

import email
import email.policy
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser

CLERK = "yeongdeungpo@civicforum.example"
SEATS = {"남궁보람": "m1@example.org", "황보하늘": "m2@example.org"}
SAID = "홍길동 위원님 말씀대로 의자를 놓읍시다."
TOO = "이순신 팀장님께 여쭙겠습니다."
MADE = f"""
import datetime as dt
from civicforum.people.models import City, Department, User
from committees.models import AgendaItem, Attendance, Body, Meeting, Seat, Speech, Tenure
from tests.making import published, saved
city = City.objects.get(slug="yeongdeungpo")
body = published(Body(city=city, form="working_council", slug="chairs", title="의자 협의회"))
day = dt.date(2026, 5, 12)
meeting = saved(Meeting(city=city, body=body, number=1, title="의자 1차 회의", date=day))
item = saved(AgendaItem(meeting=meeting, number=1, title="공원 의자"))
for order, (name, mail) in enumerate({SEATS!r}.items(), start=1):
    account = User.objects.create_user(mail, name=name)
    seat = saved(Seat(body=body, order=order, role="분과장"))
    saved(Tenure(seat=seat, name=name, account=account, starts_on=day))
    saved(Attendance(meeting=meeting, seat=seat, status="present"))
for order, text in enumerate([{SAID!r}, {TOO!r}], start=1):
    saved(Speech(meeting=meeting, agenda_item=item, order=order, speaker="분과장", text=text,
                 summary=text))
print(meeting.pk)
"""
SWEPT = """
from django.utils import timezone
from civicforum.record.services import deliver_notice, sweep_reminders
now = timezone.now()
for pk in sweep_reminders(now):
    deliver_notice(pk, now)
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


def test_the_whole_way_to_the_public(portal: Portal, visitor: Visitor) -> None:
    pk = portal.told(MADE).splitlines()[-1]
    clerk, outsider = signed_in(visitor(), portal), visitor()
    own = f"/staff/committees/meetings/{pk}"

    clerk.goto(f"{own}/circulate/")
    clerk.get_by_role("button", name="위원에게 보내기").click()
    expect(clerk.get_by_text("위원에게 초안을 보냈습니다.")).to_be_visible()
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
