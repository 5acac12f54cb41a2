"""What waits for a person stands on the admin's first page."""

import datetime as dt

import pytest
from django.utils import timezone

from civicforum.people.roles import Role
from civicforum.record import services
from civicforum.record.models import Discrepancy, Notice
from civicforum.record.states import EntryState
from tests import making
from tests.personas import browser, person, town

pytestmark = pytest.mark.django_db


def test_the_approver_sees_how_many_entries_wait_and_is_led_to_them() -> None:
    places = town(needs_approval=True)
    approver = browser("approver", places)
    assert "결재 대기" not in approver.get("/admin/").content.decode()
    plan = making.plan(places.jeonju)
    services.move_entry(plan, EntryState.WITHDRAWN, reason="다시 씀")
    services.move_entry(plan, EntryState.DRAFT)
    services.move_entry(plan, EntryState.SUBMITTED)
    page = approver.get("/admin/").content.decode()
    assert "결재 대기 <strong>1</strong>" in page
    listed = approver.get("/admin/record/entry/?state__exact=submitted").content.decode()
    assert f"/admin/committees/plan/{plan.pk}/change/" in listed


def test_a_clerk_sees_only_the_own_citys_undecided_discrepancies() -> None:
    places = town()
    for city, number in ((places.jeonju, 1), (places.yeongdeungpo, 2)):
        plan = making.plan(city, number)
        services.save_row(
            Discrepancy(city=city, entry=plan, subject="title", title=f"다툼 {number}")
        )
    page = browser("jeonju_clerk", places).get("/admin/").content.decode()
    assert "결정하지 않은 출처 차이 <strong>1</strong>" in page


def test_a_clerk_sees_which_reminders_did_not_arrive_until_the_duty_is_done() -> None:
    places = town()
    today = timezone.localdate()
    user = person("told", Role.CITY_CLERK, places.jeonju)
    duties = [
        making.duty(city, number, due=today.isoformat())
        for number, city in enumerate((places.jeonju, places.jeonju, places.yeongdeungpo))
    ]
    for duty, state in zip(duties, ("uncertain", "sent", "failed"), strict=True):
        moment = f"{duty.due_on} D-day"
        Notice.objects.create(commitment=duty, moment=moment, recipient=user, state=state)
    clerk = browser("jeonju_clerk", places)
    pile = 'href="/admin/record/notice/?arrived=no">도착하지 않은 알림 <strong>1</strong>'
    assert pile in clerk.get("/admin/").content.decode()
    listed = clerk.get("/admin/record/notice/?arrived=no").context["cl"].result_list
    assert [notice.commitment_id for notice in listed] == [duties[0].pk]
    duties[0].done = today.isoformat()
    services.save_row(duties[0])
    assert "도착하지 않은 알림" not in clerk.get("/admin/").content.decode()


def test_it_is_said_what_falls_due_while_nobody_is_in_office() -> None:
    places = town()
    today = timezone.localdate()
    for city in (places.jeonju, places.yeongdeungpo):
        city.live_since = today - dt.timedelta(days=30)
        services.save_row(city)
    person("clerk", Role.CITY_CLERK, places.yeongdeungpo)
    due = making.duty(places.jeonju, 1, due=today.isoformat())
    making.duty(places.jeonju, 2, due=(today + dt.timedelta(days=15)).isoformat())
    making.duty(places.yeongdeungpo, 3, due=today.isoformat())
    approver = browser("approver", places)
    pile = (
        'href="/admin/record/commitment/?reminds=nobody">알릴 사람이 없는 할 일 <strong>1</strong>'
    )
    assert pile in approver.get("/admin/").content.decode()
    listed = approver.get("/admin/record/commitment/?reminds=nobody").context["cl"].result_list
    assert [row.pk for row in listed] == [due.pk]
    person("new", Role.CITY_CLERK, places.jeonju)
    assert "알릴 사람이 없는" not in approver.get("/admin/").content.decode()


def test_where_nothing_is_approved_nobody_is_offered_to_submit() -> None:
    places = town()
    making.body(places.jeonju)
    page = browser("supporter", places).get("/admin/committees/meeting/").content.decode()
    assert "submit_rows" not in page
