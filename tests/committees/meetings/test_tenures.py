"""Who holds a seat: the term, where mail goes, and what is told of other terms."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civicforum.people.models import User
from committees.models import Body, Confirmation, Invitation, Seat, Tenure
from committees.services.circulation import circulate
from committees.services.notice import send_notice
from committees.services.tenures import save_tenure
from tests import making
from tests import minutes_on_their_way as way
from tests.admin.forms import admin_url, as_sent
from tests.committees.meetings import calling
from tests.personas import PERSONAS, Town, browser, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def clerk(places: Town) -> Client:
    return browser("yeongdeungpo_clerk", places)


def sent(client: Client, seat: Any, **fields: Any) -> dict[str, Any]:
    values = {"seat": seat.pk, "name": "홍길동", "starts_on": "2030-01-01"} | fields
    return as_sent(client, admin_url(Tenure, "add")) | values


def test_an_address_makes_an_account_that_cannot_sign_in(places: Town, clerk: Client) -> None:
    seat = making.body(places.yeongdeungpo).seats.first()
    values = sent(clerk, seat, email="Hong@Example.org")
    assert clerk.post(admin_url(Tenure, "add"), values).status_code == 302
    account = Tenure.objects.get().account
    assert account
    assert (account.email, account.has_usable_password()) == ("hong@example.org", False)
    assert not account.is_staff
    # A second term goes to the same account; an emptied address leads nowhere any more.
    values |= {"starts_on": "2032-01-01"}
    clerk.post(admin_url(Tenure, "add"), values)
    second = Tenure.objects.get(starts_on="2032-01-01")
    assert second.account == account
    change = as_sent(clerk, admin_url(second))
    assert change["email"] == "hong@example.org"
    clerk.post(admin_url(second), change | {"email": ""})
    second.refresh_from_db()
    assert second.account is None
    assert User.objects.filter(name="홍길동").count() == 1


def test_terms_that_overlap_are_told_and_others_are_not(places: Town, clerk: Client) -> None:
    seat = making.body(places.yeongdeungpo).seats.first()
    making.saved(Tenure(seat=seat, name="가", starts_on="2029-01-01", ends_on="2030-01-01"))
    making.saved(Tenure(seat=seat, name="나", starts_on="2028-01-01", ends_on="2028-12-31"))
    page = clerk.post(admin_url(Tenure, "add"), sent(clerk, seat), follow=True)
    (warning,) = [str(one) for one in page.context["messages"] if one.level_tag == "warning"]
    assert "가" in warning
    assert "나" not in warning
    later = clerk.post(
        admin_url(Tenure, "add"), sent(clerk, seat, starts_on="2027-01-01", ends_on="2027-12-31"),
        follow=True,
    )  # fmt: skip
    assert not [one for one in later.context["messages"] if one.level_tag == "warning"]


def test_the_other_terms_of_a_person_are_seen(places: Town, clerk: Client) -> None:
    first, second = making.body(places.yeongdeungpo).seats.all()
    here = making.saved(Tenure(seat=first, name="홍길동", starts_on="2028-01-01"))
    making.saved(
        Tenure(seat=second, name="홍길동", starts_on=dt.date(2026, 1, 1), ends_on="2026-12-31")
    )
    foreign = making.body(places.jeonju).seats.first()
    making.saved(Tenure(seat=foreign, name="홍길동", starts_on="2025-01-01"))
    page = clerk.get(admin_url(here)).content.decode()
    assert "부분과장 · 홍길동 (2026. 1. 1. – 2026. 12. 31.)" in page
    assert "2025. 1. 1." not in page


def tokens(tenure: Tenure) -> list[str]:
    return [model.objects.get(tenure=tenure).token for model in (Invitation, Confirmation)]


def test_mail_follows_the_address_and_ends_with_the_term(places: Town) -> None:
    meeting = calling.meeting(calling.body(places.yeongdeungpo))
    who = PERSONAS["yeongdeungpo_clerk"](places)
    assert who
    send_notice(meeting, actor=who, now=timezone.now(), after=0)
    circulate(meeting, way.a_working_day(), actor=who)
    first, second = Tenure.objects.filter(seat__order__lt=3).order_by("seat__order")
    asked = tokens(first)
    save_tenure(first, email="right@example.org")
    second.ends_on = meeting.date - dt.timedelta(days=1)
    save_tenure(second, email="m12@example.org")
    assert [letter.to for letter in calling.sweep()] == [["right@example.org"]] * 2
    now = tokens(first)
    for old, new, place in zip(asked, now, ("invitations", "minutes"), strict=True):
        assert Client().get(f"/members/{place}/{old}/").status_code == 404
        assert Client().get(f"/members/{place}/{new}/").status_code == 200
    save_tenure(first, email="right@example.org")
    assert tokens(first) == now
    second.ends_on = None
    save_tenure(second, email="m12@example.org")
    assert [letter.to for letter in calling.sweep()] == [["m12@example.org"]] * 2


def test_a_clerk_says_by_which_rules_a_body_meets(places: Town, clerk: Client) -> None:
    body = making.body(places.yeongdeungpo)
    rules = {"quorum": "majority", "delegates_count": "on", "notice_days": 7,
             "publication_days": 30, "attendance_fee": 70000}  # fmt: skip
    assert clerk.post(admin_url(body), as_sent(clerk, admin_url(body)) | rules).status_code == 302
    body = Body.objects.get(pk=body.pk)
    assert (body.quorum, body.delegates_count, body.notice_days) == ("majority", True, 7)


def test_an_officer_reads_the_rules_of_a_panel_whose_members_are_entered_as_such(
    places: Town,
) -> None:
    panel = making.panel(places.jeonju, quorum="half")
    officer = browser("taxi_officer", places)
    form = as_sent(officer, admin_url(panel))
    assert officer.post(admin_url(panel), form | {"quorum": ""}).status_code == 302
    panel.refresh_from_db()
    assert panel.quorum == "half"
    seat = making.saved(Seat(body=panel, order=1, role="위원"))
    refused = officer.post(admin_url(Tenure, "add"), sent(officer, seat))
    assert "다울마당의 위원은 위원으로 입력하십시오." in refused.content.decode()
    assert not Tenure.objects.exists()
