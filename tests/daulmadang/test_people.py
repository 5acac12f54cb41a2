"""People: found for a term, made one of two, parted again; nothing of it is lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from civicforum.kit.errors import NotAllowed, Refused
from civicforum.people.roles import Role
from committees.models import Person, Seat, Tenure
from committees.services.people import merge_people, part_term
from committees.services.tenures import save_tenure
from daulmadang.models import Member
from tests import making
from tests.personas import Town, person, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Town:
    return town()


@pytest.fixture
def seats(places: Town) -> list[Seat]:
    body = making.body(places.jeonju)
    return list(body.seats.order_by("order"))


def term(seat: Seat, name: str = "김하나", **fields: object) -> Tenure:
    return Tenure(seat=seat, name=name, starts_on=dt.date(2021, 1, 1), **fields)


def test_a_term_finds_the_person_of_its_account_or_gets_a_new_one(seats: list[Seat]) -> None:
    first, second = term(seats[0]), term(seats[1])
    save_tenure(first, email="hana@example.org")
    save_tenure(second, email="hana@example.org")
    assert first.person == second.person
    third = term(making.saved(Seat(body=seats[0].body, order=3, role="위원")))
    save_tenure(third, email="")
    assert third.person != first.person


def test_whom_staff_chose_stays(places: Town, seats: list[Seat]) -> None:
    chosen = making.saved(Person(city=places.jeonju, name="김하나"))
    row = term(seats[0], person=chosen)
    save_tenure(row, email="other@example.org")
    assert row.person == chosen
    elsewhere = making.saved(Person(city=places.yeongdeungpo, name="김하나"))
    row.person = elsewhere
    with pytest.raises(ValidationError):
        save_tenure(row, email="")


def test_a_mended_name_is_mended_of_the_person_who_has_no_other_term(seats: list[Seat]) -> None:
    row = term(seats[0], "김히나")
    save_tenure(row, email="")
    row.name = "김하나"
    save_tenure(row, email="")
    assert Person.objects.get().name == "김하나"


def test_two_people_become_one_with_all_their_terms_and_the_reason(places: Town) -> None:
    panel, other = making.panel(places.jeonju), making.panel(places.jeonju, 2)
    kept = making.person_of(making.member(panel, affiliation="택시조합"))
    row = making.member(other, affiliation="택시운송조합")
    gone = making.person_of(row)
    clerk = person("clerk", Role.CITY_CLERK, places.jeonju)
    merge_people(kept, [gone], reason="같은 사람임을 확인", actor=clerk)
    assert [*Person.objects.all()] == [kept]
    row.refresh_from_db()
    assert (row.person, row.affiliation) == (kept, "택시운송조합")
    past = Person.history.get(id=gone.pk, history_type="-")
    assert (past.told_apart, past.history_change_reason) == ("택시운송조합", "같은 사람임을 확인")
    versions = list(Member.history.filter(tenure_ptr_id=row.pk).order_by("history_date"))
    assert [one.person_id for one in versions] == [gone.pk, kept.pk]
    assert versions[-1].history_user == clerk


def test_who_may_not_merges_nothing(places: Town) -> None:
    one, two = (making.person_of(making.member(making.panel(places.jeonju, n))) for n in (1, 2))
    theirs = making.saved(Person(city=places.yeongdeungpo, name="김하나"))
    officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
    with pytest.raises(NotAllowed):
        merge_people(one, [two], reason="같은 사람", actor=officer)
    with pytest.raises(ValidationError):
        merge_people(one, [two], reason=" ")
    for others in ([], [one], [theirs]):
        with pytest.raises(Refused):
            merge_people(one, others, reason="같은 사람")
    assert Person.objects.count() == 3


def test_a_term_is_parted_from_a_person(places: Town) -> None:
    one = making.member(making.panel(places.jeonju), affiliation="택시조합")
    two = making.member(making.panel(places.jeonju, 2), affiliation="택시조합")
    new = part_term(two, reason="동명이인", told_apart="1970년대생")
    two.refresh_from_db()
    assert two.person == new != one.person
    assert new.told_apart == "1970년대생"
    with pytest.raises(Refused):
        part_term(two, reason="동명이인")
    assert Member.history.filter(tenure_ptr_id=two.pk).first().person_id == new.pk
