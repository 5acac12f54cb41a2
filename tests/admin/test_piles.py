"""What waits for a person stands on the admin's first page."""

import pytest

from civicforum.record import services
from civicforum.record.models import Discrepancy
from civicforum.record.states import EntryState
from tests import making
from tests.personas import browser, town

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


def test_where_nothing_is_approved_nobody_is_offered_to_submit() -> None:
    places = town()
    making.body(places.jeonju)
    page = browser("supporter", places).get("/admin/committees/meeting/").content.decode()
    assert "submit_rows" not in page
