"""The staff pages of members: appoint with what is known of the person, again, and release."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civicforum.people.roles import Role
from committees.models import Person
from daulmadang.models import Member, Panel
from tests import making
from tests.personas import Town, browser, person, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def panel(places: Town) -> Panel:
    row: Panel = making.panel(places.jeonju)
    return row


@pytest.fixture
def officer(places: Town, panel: Panel) -> Client:
    return browser("taxi_officer", places)


def page_of(panel: Panel) -> str:
    return reverse("daulmadang_staff:members", args=[panel.pk])


def typed(**more: Any) -> dict[str, Any]:
    values = {"name": "김하나", "affiliation": "", "kind": "citizen", "starts_on": "2021-01-01"}
    return values | {"send": "1"} | more


def test_an_officer_appoints_and_sees_who_sits(officer: Client, panel: Panel) -> None:
    sent = typed(email="hana@example.org", is_chair="on", term_ends="2022-12-31")
    assert officer.post(page_of(panel), sent).status_code == 302
    row = Member.objects.get()
    assert row.account
    assert (row.seat.role, row.account.email) == ("위원장", "hana@example.org")
    text = officer.get(page_of(panel)).content.decode()
    assert "김하나" in text
    assert "임기가 끝남" in text


def test_looking_first_shows_where_the_person_sits_and_stores_nothing(
    places: Town, officer: Client, panel: Panel
) -> None:
    parks = making.department(places.jeonju, "parks", "공원과")
    for n in (2, 3, 4):
        other = making.panel(places.jeonju, n)
        Panel.objects.filter(pk=other.pk).update(department=parks)
        making.member(other, affiliation="비밀단체")
    sent = typed(check="1", public_name_basis="동의서", term_ends="2022-12-31")
    del sent["send"]
    text = officer.post(page_of(panel), sent).content.decode()
    assert "이미 다울마당 3곳" in text
    assert "비밀단체" not in text
    assert "택시 2" not in text
    assert "동의서" in text
    assert "2022-12-31" in text
    assert not Member.objects.filter(seat__body=panel).exists()


def test_who_has_a_namesake_says_who_it_is(places: Town, officer: Client, panel: Panel) -> None:
    known = making.person_of(making.member(making.panel(places.jeonju, 2), affiliation="택시조합"))
    refused = officer.post(page_of(panel), typed())
    assert refused.status_code == 200
    assert Member.objects.count() == 1
    assert 'name="who"' in refused.content.decode()
    assert officer.post(page_of(panel), typed(who=str(known.pk))).status_code == 302
    assert Member.objects.get(seat__body=panel).person == known


def test_somebody_else_of_the_name_is_a_person_of_their_own(
    places: Town, officer: Client, panel: Panel
) -> None:
    making.member(making.panel(places.jeonju, 2), affiliation="택시조합")
    sent = typed(who="new", affiliation="택시조합")
    assert officer.post(page_of(panel), sent).status_code == 302
    assert Person.objects.filter(name="김하나").count() == 2


def test_over_the_limit_it_takes_a_reason_and_keeps_what_was_typed(
    places: Town, officer: Client, panel: Panel
) -> None:
    for n in (2, 3, 4):
        making.member(making.panel(places.jeonju, n), affiliation="택시조합")
    sent = typed(affiliation="택시조합", public_name_basis="동의서")
    refused = officer.post(page_of(panel), sent).content.decode()
    assert "3곳까지 허용" in refused
    assert "택시 2" in refused
    assert "동의서" in refused
    sent["over_limit_reason"] = "유일한 전문가"
    assert officer.post(page_of(panel), sent).status_code == 302


def test_a_person_of_another_city_is_no_choice(places: Town, officer: Client, panel: Panel) -> None:
    theirs = making.person_of(making.member(making.panel(places.yeongdeungpo, 2)))
    refused = officer.post(page_of(panel), typed(who=str(theirs.pk)))
    assert refused.status_code in {200, 302}
    assert not Member.objects.filter(seat__body=panel, person=theirs).exists()


def test_a_member_is_appointed_again_and_released(officer: Client, panel: Panel) -> None:
    row = making.member(panel)
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    assert officer.post(path, {"reappoint": "1", "again-starts_on": ""}).status_code == 200
    sent = {"reappoint": "1", "again-starts_on": "2023-01-01", "again-term_ends": "2024-12-31"}
    assert officer.post(path, sent).status_code == 302
    again = Member.objects.get(starts_on=dt.date(2023, 1, 1))
    path = reverse("daulmadang_staff:member", args=[panel.pk, again.pk])
    refused = officer.post(path, {"release": "1", "release-day": "2023-06-30"})
    assert refused.status_code == 200
    assert "2023-06-30" in refused.content.decode()
    sent = {"release": "1", "release-day": "2023-06-30", "release-reason": "이사"}
    assert officer.post(path, sent).status_code == 302
    text = officer.get(page_of(panel)).content.decode()
    assert "이사" in text
    assert "재위촉" in text


def test_an_appointment_to_come_is_taken_back_and_the_term_before_goes_on(
    officer: Client, panel: Panel
) -> None:
    row, later = making.member(panel), timezone.localdate() + dt.timedelta(days=30)
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    assert "withdraw-reason" not in officer.get(path).content.decode()
    officer.post(path, {"reappoint": "1", "again-starts_on": later.isoformat()})
    again = Member.objects.get(starts_on=later)
    path = reverse("daulmadang_staff:member", args=[panel.pk, again.pk])
    page = officer.get(path).content.decode()
    assert "withdraw-reason" in page
    assert "release-reason" not in page
    assert officer.post(path, {"withdraw": "1", "withdraw-reason": " "}).status_code == 200
    assert Member.objects.filter(pk=again.pk).exists()
    sent = {"withdraw": "1", "withdraw-reason": "본인이 사양"}
    told = officer.post(path, sent, follow=True).content.decode()
    assert "위촉 예정을 취소했습니다" in told
    assert "임기가 계속됩니다" in told
    only = Member.objects.get()
    assert (only.pk, only.ends_on, only.end_reason) == (row.pk, None, "")
    gone = Member.history.get(tenure_ptr_id=again.pk, history_type="-")
    assert (gone.history_change_reason, gone.history_user.name) == ("본인이 사양", "taxi_officer")


def test_who_was_to_make_room_for_an_appointment_taken_back_stays(
    officer: Client, panel: Panel
) -> None:
    row, later = making.member(panel), timezone.localdate() + dt.timedelta(days=30)
    sent = typed(name="이두리", starts_on=later.isoformat(), in_place_of=row.pk)
    assert officer.post(page_of(panel), sent).status_code == 302
    new = Member.objects.get(name="이두리")
    path = reverse("daulmadang_staff:member", args=[panel.pk, new.pk])
    officer.post(path, {"withdraw": "1", "withdraw-reason": "본인이 사양"})
    assert [(one.pk, one.ends_on) for one in Member.objects.all()] == [(row.pk, None)]


def test_who_was_released_stays_so_when_the_next_appointment_is_taken_back(
    officer: Client, panel: Panel
) -> None:
    row, later = making.member(panel), timezone.localdate() + dt.timedelta(days=30)
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    last = later - dt.timedelta(days=1)
    officer.post(path, {"release": "1", "release-day": str(last), "release-reason": "이사"})
    officer.post(page_of(panel), typed(name="이두리", starts_on=later.isoformat()))
    new = Member.objects.get(name="이두리")
    path = reverse("daulmadang_staff:member", args=[panel.pk, new.pk])
    officer.post(path, {"withdraw": "1", "withdraw-reason": "본인이 사양"})
    assert [(one.pk, one.ends_on) for one in Member.objects.all()] == [(row.pk, last)]


def test_a_term_that_has_begun_is_released_and_not_taken_back(
    officer: Client, panel: Panel
) -> None:
    row = making.member(panel)
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    refused = officer.post(path, {"withdraw": "1", "withdraw-reason": "사양"})
    assert refused.status_code == 200
    assert Member.objects.filter(pk=row.pk).exists()


def test_on_how_many_panels_somebody_sits_is_said_when_appointing_again(
    places: Town, officer: Client, panel: Panel
) -> None:
    row = making.member(panel, affiliation="택시조합")
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    assert "이미 다울마당" not in officer.get(path).content.decode()
    for n in (2, 3):
        making.member(making.panel(places.jeonju, n), affiliation="택시조합")
    page = officer.get(path).content.decode()
    assert "이미 다울마당 2곳 (택시 2, 택시 3)의 위원" in page
    assert "3곳까지 허용" in page


def test_sex_and_age_are_asked_only_where_the_law_asks(
    places: Town, officer: Client, panel: Panel
) -> None:
    assert 'name="sex"' not in officer.get(page_of(panel)).content.decode()
    Panel.objects.filter(pk=panel.pk).update(asks_balance=True)
    assert 'name="sex"' in officer.get(page_of(panel)).content.decode()


def test_an_officer_reaches_no_panel_of_another_department(
    places: Town, officer: Client, panel: Panel
) -> None:
    row = making.member(panel)
    parks = making.department(places.jeonju, "parks", "공원과")
    Panel.objects.filter(pk=panel.pk).update(department=parks)
    for path in (page_of(panel), reverse("daulmadang_staff:member", args=[panel.pk, row.pk])):
        assert officer.get(path).status_code == officer.post(path, typed()).status_code == 404
    assert (
        panel.title
        not in officer.get(reverse("daulmadang_staff:panels_of_members"))
        .content.decode()
        .split("<main")[-1]
    )


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.DEPARTMENT_HEAD])
def test_those_above_the_officer_look_on(places: Town, panel: Panel, role: Role) -> None:
    row = making.member(panel)
    client = Client()
    client.force_login(
        person("lead", role, places.jeonju, places.transport),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    text = client.get(page_of(panel)).content.decode()
    assert "김하나" in text
    assert 'name="starts_on"' not in text
    assert client.post(page_of(panel), typed()).status_code == 404
    path = reverse("daulmadang_staff:member", args=[panel.pk, row.pk])
    assert client.post(path, {"release": "1"}).status_code == 404


class TestPeople:
    @pytest.fixture
    def clerk(self, places: Town) -> Client:
        return browser("jeonju_clerk", places)

    def test_the_clerk_sees_who_may_be_one_and_makes_them_one(
        self, places: Town, clerk: Client, panel: Panel
    ) -> None:
        other = making.panel(places.jeonju, 2)
        one = making.person_of(making.member(panel, affiliation="택시조합"))
        two = making.person_of(making.member(other, affiliation="버스조합"))
        making.member(making.panel(places.jeonju, 3), "이홀로")
        making.member(making.panel(places.yeongdeungpo, 4), "이홀로")
        text = clerk.get(reverse("daulmadang_staff:people")).content.decode()
        assert "버스조합" in text
        assert f"{other.title} · 위원" in text
        assert "2021. 1. 1. –" in text
        assert "이홀로" not in text
        path = reverse("daulmadang_staff:person", args=[one.pk])
        choice = clerk.get(path).content.decode().partition('id="merge"')[2]
        assert f"{other.title} · 위원" in choice
        assert "버스조합" in choice
        refused = clerk.post(path, {"send": "1", "merge-people": [two.pk], "merge-reason": ""})
        assert refused.status_code == 200
        assert Person.objects.filter(pk=two.pk).exists()
        sent = {"send": "1", "merge-people": [two.pk], "merge-reason": "본인 확인"}
        assert clerk.post(path, sent).status_code == 302
        assert Member.objects.filter(person=one).count() == 2
        term = Member.objects.order_by("-pk")[2]
        sent = {f"part-{term.pk}": "1", f"part-{term.pk}-reason": "동명이인"}
        assert clerk.post(path, sent).status_code == 302
        assert Member.objects.filter(person=one).count() == 1

    def test_an_officer_sees_no_list_of_people(self, officer: Client) -> None:
        assert officer.get(reverse("daulmadang_staff:people")).status_code == 404


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_lists_need_as_many_queries_for_three_rows_as_for_one(places: Town, panel: Panel) -> None:
    clerk = browser("jeonju_clerk", places)
    today = timezone.localdate()

    def grow(n: int) -> None:
        other = making.panel(places.jeonju, 10 + n)
        making.member(panel, f"위원 {n}", affiliation="택시조합")
        making.member(other, f"위원 {n}", affiliation="버스조합")
        making.member(panel, f"앞 {n}", ends_on=dt.date(2021, 2, 1))
        making.member(panel, f"뒤 {n}", (today + dt.timedelta(days=9)).isoformat())

    grow(1)
    one = Person.objects.filter(name="위원 1").first()
    assert one
    paths = [
        page_of(panel),
        reverse("daulmadang_staff:panels_of_members"),
        reverse("daulmadang_staff:people"),
        reverse("daulmadang_staff:person", args=[one.pk]),
    ]
    before = {path: queries_of(clerk, path) for path in paths}
    grow(2)
    grow(3)
    assert {path: queries_of(clerk, path) for path in paths} == before
