"""Appointing, appointing again, releasing: what a panel's members may be."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from civicforum.kit.errors import NotAllowed, Refused
from civicforum.people.models import Department
from civicforum.people.roles import Role
from committees.models import Person, Seat, Tenure
from daulmadang.models import Member, Panel, PanelRules
from daulmadang.reports.sitting import consecutive_terms
from daulmadang.services.members import appoint, reappoint, release, save_member
from tests import making
from tests.admin import sheets
from tests.admin.forms import admin_url, errors, send
from tests.personas import Town, browser, person, town

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 1, 1)


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def panel(places: Town) -> Panel:
    return making.panel(places.jeonju)


def someone(name: str = "김하나", **fields: Any) -> Member:
    return Member(**({"name": name, "starts_on": DAY} | fields))


def refusal(*args: Any, **fields: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        appoint(*args, **fields)
    return refused.value.message_dict


class TestSeats:
    def test_a_vacant_seat_of_the_role_is_taken_and_else_one_is_made(self, panel: Panel) -> None:
        making.saved(Seat(body=panel, order=1, role="위원장"))
        making.saved(Seat(body=panel, order=2, role="위원"))
        members = [making.member(panel, f"위원 {n}") for n in range(2)]
        chair = making.member(panel, "위원장님", is_chair=True)
        assert [one.seat.order for one in (*members, chair)] == [2, 3, 1]
        assert [one.role for one in panel.seats.order_by("order")] == ["위원장", "위원", "위원"]

    def test_a_seat_is_vacant_again_the_day_after_a_release(self, panel: Panel) -> None:
        first = making.member(panel, "앞사람")
        release(first, day=dt.date(2021, 5, 31), reason="사임")
        assert making.member(panel, "뒷사람", "2021-06-01").seat == first.seat
        assert making.member(panel, "같은 날", "2021-05-31").seat != first.seat

    def test_a_second_chair_is_refused_while_one_sits(self, panel: Panel) -> None:
        chair = making.member(panel, "첫째", is_chair=True)
        told = refusal(panel, someone("둘째", is_chair=True))
        assert "첫째" in told["is_chair"][0]
        assert Member.objects.count() == Person.objects.count() == 1
        release(chair, day=DAY, reason="사임")
        making.member(panel, "둘째", "2021-01-02", is_chair=True)

    def test_a_chair_follows_one_whose_place_it_takes(self, panel: Panel) -> None:
        chair = making.member(panel, "첫째", is_chair=True, term_ends=dt.date(2022, 12, 31))
        after = someone("둘째", is_chair=True, starts_on=dt.date(2023, 1, 10))
        appoint(panel, after, in_place_of=chair)
        chair.refresh_from_db()
        assert (chair.ends_on, after.seat) == (dt.date(2023, 1, 9), chair.seat)

    def test_a_panel_deliberately_without_a_chair_gets_none(self, places: Town) -> None:
        row = making.panel(places.jeonju, without_chair=True)
        assert "is_chair" in refusal(row, someone(is_chair=True))

    def test_an_ended_panel_gets_nobody_but_its_history_may_be_told(self, places: Town) -> None:
        row = making.panel(
            places.jeonju, founded="2018", ended="2020-06", end="closed", end_reason="목적 달성"
        )
        assert "starts_on" in refusal(row, someone())
        making.member(row, "옛 위원", "2019-03-01", ends_on=dt.date(2020, 6, 30))


class TestPeople:
    def test_the_same_affiliation_or_address_is_the_same_person(self, places: Town) -> None:
        one, two, three, four = (making.panel(places.jeonju, n) for n in range(1, 5))
        first = making.member(one, affiliation="택시조합", email="hana@example.org")
        assert making.member(two, affiliation="택시조합").person == first.person
        assert making.member(three, email="hana@example.org").person == first.person
        assert making.member(four, affiliation="버스조합").person != first.person

    def test_an_address_that_two_people_share_does_not_make_them_one(self, places: Town) -> None:
        one, two = (making.panel(places.jeonju, n) for n in (1, 2))
        first = making.member(one, email="office@example.org")
        assert making.member(two, "박두리", email="office@example.org").person != first.person

    def test_somebody_new_of_that_name_is_somebody_else(self, places: Town) -> None:
        one, two = (making.panel(places.jeonju, n) for n in (1, 2))
        first = making.member(one, affiliation="택시조합")
        other = someone(affiliation="택시조합")
        appoint(two, other, somebody_new=True)
        assert other.person != first.person
        assert Person.objects.filter(name="김하나").count() == 2

    def test_nobody_sits_twice_on_one_panel(self, panel: Panel) -> None:
        making.member(panel, affiliation="택시조합")
        assert "name" in refusal(panel, someone(affiliation="택시조합"))


class TestOverlap:
    @pytest.fixture
    def busy(self, places: Town) -> Person:
        """Somebody on three panels: two of the transport department, one of another."""
        for n in (1, 2, 3):
            row = making.panel(places.jeonju, n)
            making.member(row, affiliation="택시조합")
        other = making.department(places.jeonju, "parks", "공원과")
        Panel.objects.filter(slug="panel-3").update(department=other)
        return Person.objects.get()

    def test_one_panel_more_than_allowed_is_refused_with_what_is_seen(
        self, places: Town, busy: Person
    ) -> None:
        fourth = making.panel(places.jeonju, 4)
        officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
        told = refusal(fourth, someone(affiliation="택시조합"), actor=officer)
        sentence = told["over_limit_reason"][0]
        assert "택시 1" in sentence
        assert "택시 2" in sentence
        assert "택시 3" not in sentence
        assert "3곳" in sentence
        assert "외 1곳" in sentence
        clerk = person("clerk", Role.CITY_CLERK, places.jeonju)
        told = refusal(fourth, someone(affiliation="택시조합"), actor=clerk)
        assert "택시 3" in told["over_limit_reason"][0]
        assert not fourth.seats.exists()

    def test_with_a_reason_it_is_done_and_the_reason_kept(self, places: Town, busy: Person) -> None:
        fourth = making.panel(places.jeonju, 4)
        row = making.member(fourth, affiliation="택시조합", over_limit_reason="유일한 전문가")
        assert Member.objects.get(pk=row.pk).over_limit_reason == "유일한 전문가"
        assert row.person == busy

    def test_the_citys_rules_of_the_day_hold(self, places: Town, busy: Person) -> None:
        fourth = making.panel(places.jeonju, 4)
        rules = {"city": places.jeonju, "panels_per_person": 4}
        making.saved(PanelRules(**rules, valid_from=dt.date(2021, 2, 1)))
        assert "over_limit_reason" in refusal(fourth, someone(affiliation="택시조합"))
        making.member(fourth, starts_on="2021-02-01", affiliation="택시조합")

    def test_released_terms_and_ended_panels_do_not_count(self, places: Town, busy: Person) -> None:
        fourth, fifth = (making.panel(places.jeonju, n) for n in (4, 5))
        release(Member.objects.order_by("pk")[0], day=DAY, reason="사임")
        making.member(fourth, starts_on="2021-01-02", affiliation="택시조합")
        Panel.objects.filter(slug="panel-2").update(
            ended="2021-02", end="closed", end_reason="목적 달성"
        )
        assert "over_limit_reason" in refusal(
            fifth, someone(affiliation="택시조합", starts_on=dt.date(2021, 2, 28))
        )
        making.member(fifth, starts_on="2021-03-01", affiliation="택시조합")

    def test_terms_that_only_begin_later_count_from_then_on(
        self, places: Town, busy: Person
    ) -> None:
        fourth = making.panel(places.jeonju, 4)
        before = dt.date(2020, 12, 1)
        assert "over_limit_reason" in refusal(
            fourth, someone(affiliation="택시조합", starts_on=before)
        )
        making.member(
            fourth, starts_on="2020-12-01", affiliation="택시조합", ends_on=dt.date(2020, 12, 31)
        )

    def test_mending_a_name_is_no_appointment(self, places: Town, busy: Person) -> None:
        PanelRules.objects.create(
            city=places.jeonju, valid_from=dt.date(2020, 1, 1), panels_per_person=1
        )
        row = Member.objects.select_related("seat__body").order_by("pk")[0]
        row.affiliation = "택시운송조합"
        save_member(row, email="")
        assert Member.objects.get(pk=row.pk).affiliation == "택시운송조합"


class TestTerms:
    def test_appointing_again_closes_the_term_and_begins_the_next(self, panel: Panel) -> None:
        first = making.member(panel, email="hana@example.org", public_name_basis="동의서")
        again = reappoint(first, starts_on=dt.date(2023, 1, 1), term_ends=dt.date(2024, 12, 31))
        first.refresh_from_db()
        assert (first.ends_on, again.starts_on) == (dt.date(2022, 12, 31), dt.date(2023, 1, 1))
        assert (again.seat, again.person, again.account) == (
            first.seat, first.person, first.account,
        )  # fmt: skip
        assert again.public_name_basis == "동의서"
        assert "재위촉" in first.end_reason

    def test_more_re_appointments_than_allowed_take_a_reason(self, panel: Panel) -> None:
        second = reappoint(making.member(panel), starts_on=dt.date(2023, 1, 1))
        with pytest.raises(ValidationError, match="연임"):
            reappoint(second, starts_on=dt.date(2025, 1, 1))
        assert not Member.objects.get(pk=second.pk).ends_on
        reappoint(second, starts_on=dt.date(2025, 1, 1), reason="후임을 찾지 못함")
        assert "후임을 찾지 못함" in Member.objects.get(pk=second.pk).end_reason

    def test_a_term_that_follows_the_last_one_counts_whatever_the_door(self, panel: Panel) -> None:
        second = reappoint(
            making.member(panel, affiliation="택시조합"), starts_on=dt.date(2023, 1, 1)
        )
        release(second, day=dt.date(2024, 12, 31), reason="임기 만료")
        known: dict[str, Any] = {"affiliation": "택시조합", "starts_on": dt.date(2025, 1, 1)}
        assert set(refusal(panel, someone(**known), reason="Imported")) == {"reason"}
        again = someone(**known)
        appoint(panel, again, again_reason="후임을 찾지 못함")
        assert again.person == second.person
        release(again, day=dt.date(2026, 12, 31), reason="임기 만료")
        appoint(panel, someone(**known | {"starts_on": dt.date(2027, 1, 2)}))

    def test_a_release_has_a_day_and_a_reason_and_happens_once(self, panel: Panel) -> None:
        row = making.member(panel)
        with pytest.raises(ValidationError):
            release(row, day=DAY, reason=" ")
        with pytest.raises(ValidationError):
            release(row, day=dt.date(2020, 12, 31), reason="사임")
        release(row, day=dt.date(2021, 3, 1), reason="사임")
        with pytest.raises(Refused):
            release(row, day=dt.date(2021, 4, 1), reason="다시")
        with pytest.raises(Refused):
            reappoint(row, starts_on=dt.date(2022, 1, 1))
        assert Member.objects.get(pk=row.pk).end_reason == "사임"

    def test_a_term_that_is_prolonged_is_one_more(self, panel: Panel) -> None:
        row = making.member(panel, term_ends=dt.date(2022, 12, 31))

        def prolong(until: dt.date | None, why: str = "") -> int:
            held = Member.objects.select_related("seat__body").get(pk=row.pk)
            held.term_ends = until
            save_member(held, email="", again_reason=why)
            return consecutive_terms(held)

        assert prolong(dt.date(2024, 12, 31)) == 2
        assert prolong(dt.date(2023, 12, 31)) == 2
        for until in (dt.date(2026, 12, 31), None):
            with pytest.raises(ValidationError, match="연임"):
                prolong(until)
        assert prolong(dt.date(2026, 12, 31), "후임을 찾지 못함") == 3
        with pytest.raises(ValidationError, match="연임"):
            reappoint(Member.objects.get(pk=row.pk), starts_on=dt.date(2027, 1, 1))

    def test_over_the_limit_it_is_asked_again_each_time(self, places: Town) -> None:
        for number in (1, 2, 3):
            making.member(making.panel(places.jeonju, number), affiliation="택시조합")
        row = making.member(
            making.panel(places.jeonju, 4), affiliation="택시조합", over_limit_reason="전문가 부족"
        )
        again: dict[str, Any] = {"starts_on": dt.date(2023, 1, 1)}
        with pytest.raises(ValidationError) as refused:
            reappoint(row, **again)
        assert set(refused.value.message_dict) == {"over_limit_reason"}
        assert not Member.objects.get(pk=row.pk).ends_on
        assert reappoint(row, **again, over_limit_reason="여전히 부족").over_limit_reason == (
            "여전히 부족"
        )

    def test_sex_and_age_are_kept_only_where_the_law_asks(self, places: Town) -> None:
        plain, asking = making.panel(places.jeonju), making.panel(places.jeonju, 2)
        Panel.objects.filter(pk=asking.pk).update(asks_balance=True)
        assert set(refusal(plain, someone(sex="female", age_band="young"))) == {"sex", "age_band"}
        assert making.member(asking, sex="female", age_band="young").sex == "female"


class TestOtherDoors:
    """The administration and a sheet say what the staff page asks for as well."""

    ENDS = "해촉하는 사유"

    @pytest.fixture
    def row(self, panel: Panel) -> Member:
        return making.member(panel, term_ends=dt.date(2022, 12, 31))

    def test_the_administration(self, places: Town, row: Member) -> None:
        clerk = browser("jeonju_clerk", places)
        url = admin_url(row)
        assert self.ENDS in errors(send(clerk, url, ends_on="2021-05-31"))
        assert send(clerk, url, term_ends="2024-12-31").status_code == 302
        assert "연임" in errors(send(clerk, url, term_ends="2099-12-31"))
        more = {"term_ends": "2026-12-31", "reason": "후임을 찾지 못함"}
        assert send(clerk, url, **more).status_code == 302
        ends = {"ends_on": "2021-05-31", "end_reason": "사임"}
        assert send(clerk, url, **ends).status_code == 302
        row.refresh_from_db()
        assert (row.ends_on, row.term_ends) == (dt.date(2021, 5, 31), dt.date(2026, 12, 31))
        assert "후임을 찾지 못함" in str(list(row.history.values_list("history_change_reason")))

    def test_a_sheet(self, places: Town, row: Member) -> None:
        clerk = browser("jeonju_clerk", places)
        head = ["다울마당", "이름", "구분", "위촉일", "임기 만료", "해촉일", "재위촉 사유"]

        def read(term_ends: str, ends_on: str = "", again: str = "") -> str:
            cells = [row.seat.body.title, row.name, "시민", "2021-01-01", term_ends, ends_on, again]
            seen = sheets.preview(clerk, Member, sheets.as_csv(head, cells))
            if "confirm_form" in seen.context:
                sheets.confirm(clerk, Member, seen)
                return ""
            return sheets.said(seen)

        assert self.ENDS in read("2022-12-31", "2021-05-31")
        assert read("2024-12-31") == ""
        assert "연임" in read("2099-12-31")
        assert read("2026-12-31", again="후임을 찾지 못함") == ""
        row.refresh_from_db()
        assert (row.ends_on, row.term_ends) == (None, dt.date(2026, 12, 31))


class TestRights:
    def test_an_officer_appoints_in_the_own_department_only(
        self, places: Town, panel: Panel
    ) -> None:
        officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
        appoint(panel, someone(), actor=officer)
        other = making.department(places.jeonju, "parks", "공원과")
        foreign = making.panel(places.jeonju, 2)
        Panel.objects.filter(pk=foreign.pk).update(department=other)
        with pytest.raises(NotAllowed):
            appoint(foreign, someone("다른 이"), actor=officer)
        theirs = making.member(foreign, "다른 이")
        for act in (
            lambda: release(theirs, day=DAY, reason="사임", actor=officer),
            lambda: reappoint(theirs, starts_on=dt.date(2023, 1, 1), actor=officer),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert Tenure.objects.filter(ends_on=None).count() == 2
        assert Department.objects.count() == 3
