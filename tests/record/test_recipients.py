"""Who is told: owner, department, clerk; deputies of those away; and those it escalates to."""

import datetime as dt
from typing import Any

import pytest

from civicforum.people.models import Leave, User
from civicforum.people.roles import Role
from civicforum.record.models import Commitment
from civicforum.record.recipients import offices_on
from tests import making
from tests.personas import Town, person, town

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 30)


@pytest.fixture
def places() -> Town:
    return town()


def officer(places: Town, name: str, role: Role = Role.DEPARTMENT_OFFICER) -> User:
    return person(name, role, places.jeonju, places.transport)


def away(user: User, deputy: User | None = None, days: int = 0) -> None:
    starts = DAY + dt.timedelta(days=days)
    making.saved(Leave(user=user, deputy=deputy, starts_on=starts, ends_on=starts))


def duty(places: Town, **values: Any) -> Commitment:
    asked: dict[str, Any] = {"due": DAY.isoformat(), "type": "inspection"}
    asked |= {"department": places.transport} | values
    row: Commitment = making.duty(places.jeonju, **asked)
    return row


def told(row: Commitment, late: int = 0) -> set[str]:
    users = offices_on(DAY).told(row, late)
    assert len(users) == len(set(users))
    return set(User.objects.filter(pk__in=users).values_list("name", flat=True))


def test_the_department_then_the_clerk(places: Town) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    person("other clerk", Role.CITY_CLERK, places.yeongdeungpo)
    row = duty(places)
    assert told(row) == {"clerk"}
    officer(places, "officer")
    assert told(row) == {"officer"}


def test_a_supporter_is_told_only_of_what_is_in_reach_and_where_no_officer_is(
    places: Town,
) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    officer(places, "supporter", Role.SUPPORTER)
    owed, action = duty(places), duty(places, number=2)
    action.kind = Commitment.Kind.ACTION
    assert (told(owed), told(action)) == ({"clerk"}, {"supporter"})
    officer(places, "officer")
    assert (told(owed), told(action)) == ({"officer"}, {"officer"})


def test_a_deputy_stands_in_and_the_deputys_deputy(places: Town) -> None:
    first, second, third = (officer(places, name) for name in ("first", "second", "third"))
    outside = officer(places, "outside", Role.DEPARTMENT_HEAD)
    row = duty(places)
    away(first, outside, days=1)  # tomorrow
    assert told(row) == {"first", "second", "third"}
    away(first, outside)
    assert told(row) == {"outside", "second", "third"}
    away(outside, second)
    assert told(row) == {"second", "third"}
    away(second, first)  # a circle: nobody of the three
    assert told(row) == {"third"}
    away(third)
    assert told(row) == set()
    person("clerk", Role.CITY_CLERK, places.jeonju)
    assert told(row) == {"clerk"}


def test_a_deputy_who_left_is_nobody_and_clerks_all_away_are_told_themselves(places: Town) -> None:
    clerk = person("clerk", Role.CITY_CLERK, places.jeonju)
    gone, first = officer(places, "gone", Role.TEAM_LEAD), officer(places, "first")
    away(first, gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert told(duty(places)) == {"clerk"}
    away(clerk)
    assert told(duty(places, number=2)) == {"clerk"}


def test_a_deputy_who_has_another_office_by_then_is_nobody(places: Town) -> None:
    person("clerk", Role.CITY_CLERK, places.jeonju)
    first, deputy = officer(places, "first"), officer(places, "deputy", Role.TEAM_LEAD)
    away(first, deputy)
    row = duty(places)
    assert told(row) == {"deputy"}
    elsewhere = making.department(places.jeonju, "elsewhere", "다른 과")
    deputy.grants.update(department=elsewhere)
    assert told(row) == {"clerk"}


def test_the_owner_is_told_or_who_stands_in(places: Town) -> None:
    officer(places, "officer")
    owner = User.objects.create_user("owner@example.org", name="owner")
    deputy = User.objects.create_user("deputy@example.org", name="deputy")
    row = duty(places, owner=owner)
    assert told(row) == {"owner"}
    away(owner, deputy)
    assert told(row) == {"deputy"}
    Leave.objects.update(deputy=None)
    assert told(row) == {"officer"}


def test_an_overdue_inspection_climbs(places: Town) -> None:
    officer(places, "officer")
    officer(places, "lead", Role.TEAM_LEAD)
    officer(places, "head", Role.DEPARTMENT_HEAD)
    person("clerk", Role.CITY_CLERK, places.jeonju)
    inspection, meeting = duty(places), duty(places, number=2, type="staff_meeting")
    expected = {
        0: {"officer"},
        3: {"officer", "lead"},
        6: {"officer", "lead", "head"},
        9: {"officer", "lead", "head", "clerk"},
        30: {"officer", "lead", "head", "clerk"},
    }
    assert {late: told(inspection, late) for late in expected} == expected
    assert told(meeting, 30) == {"officer"}


def test_what_climbs_to_the_clerks_is_heard_though_all_are_away(places: Town) -> None:
    officer(places, "officer")
    away(person("clerk", Role.CITY_CLERK, places.jeonju))
    assert told(duty(places), 9) == {"officer", "clerk"}


def test_it_is_read_with_one_query(places: Town, django_assert_num_queries: object) -> None:
    for number in range(3):
        away(officer(places, f"officer {number}"))
        with django_assert_num_queries(1):  # type: ignore[operator]
            offices_on(DAY)
