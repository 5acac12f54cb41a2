"""Everybody keeps the own leaves; a clerk those of the city's people; nobody another city's."""

import datetime as dt

import pytest

from civicforum.people.models import Leave, User
from civicforum.people.roles import Role
from tests import making
from tests.admin.forms import errors
from tests.personas import Town, browser, person, town

pytestmark = pytest.mark.django_db

ADD = "/admin/people/leave/add/"


@pytest.fixture
def places() -> Town:
    return town()


def leave(user: User, deputy: User | None = None) -> dict[str, object]:
    days = {"starts_on": "2026-12-01", "ends_on": "2026-12-03"}
    return {"user": user.pk, "deputy": deputy.pk if deputy else "", **days}


def test_an_officer_enters_the_own_and_no_others(places: Town) -> None:
    officer = browser("taxi_officer", places)
    own = User.objects.get(name="taxi_officer")
    colleague = person("colleague", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
    stranger = person("stranger", Role.CITY_CLERK, places.yeongdeungpo)
    assert officer.post(ADD, leave(own, colleague)).status_code == 302
    assert Leave.objects.get().deputy == colleague
    for wrong in (leave(colleague), leave(own, stranger), leave(own, own)):
        answer = officer.post(ADD, wrong)
        assert answer.status_code == 200
        assert errors(answer)
    other = making.saved(
        Leave(user=colleague, starts_on=dt.date(2026, 12, 1), ends_on=dt.date(2026, 12, 1))
    )
    assert officer.get(f"/admin/people/leave/{other.pk}/change/").status_code == 404
    assert Leave.objects.count() == 2


def test_a_clerk_keeps_those_of_the_own_citys_people(places: Town) -> None:
    clerk, far = browser("jeonju_clerk", places), browser("yeongdeungpo_clerk", places)
    officer = person("officer", Role.DEPARTMENT_OFFICER, places.jeonju, places.transport)
    assert clerk.post(ADD, leave(officer)).status_code == 302
    row = Leave.objects.get()
    url = f"/admin/people/leave/{row.pk}/change/"
    assert clerk.get(url).status_code == 200
    assert far.get(url).status_code == 404
    assert far.post(ADD, leave(officer)).status_code == 200
    assert Leave.objects.count() == 1


def test_a_leave_that_ends_before_it_begins_is_refused(places: Town) -> None:
    clerk = browser("jeonju_clerk", places)
    user = User.objects.get(name="jeonju_clerk")
    answer = clerk.post(ADD, leave(user) | {"ends_on": "2026-11-30"})
    assert "마지막 날" in errors(answer)
    assert not Leave.objects.exists()


def test_only_who_reaches_as_much_stands_in(places: Town) -> None:
    own = browser("taxi_officer", places)
    officer = User.objects.get(name="taxi_officer")
    clerk = person("a clerk", Role.CITY_CLERK, places.jeonju)
    elsewhere = making.department(places.jeonju, "elsewhere", "다른 과")
    other = person("other", Role.DEPARTMENT_OFFICER, places.jeonju, elsewhere)
    supporter = person("supporter", Role.SUPPORTER, places.jeonju, places.transport)
    page = own.get(ADD).content.decode()
    assert "a clerk" in page
    assert ">other<" not in page
    for_all = browser("jeonju_clerk", places)
    for wrong in (other, supporter):
        answer = for_all.post(ADD, leave(officer, wrong))
        assert "같은 부서" in errors(answer)
    assert "같은 부서" in errors(for_all.post(ADD, leave(clerk, officer)))
    for right in (clerk, person("lead", Role.TEAM_LEAD, places.jeonju, places.transport)):
        assert for_all.post(ADD, leave(officer, right)).status_code == 302
    assert Leave.objects.count() == 2


def test_a_deputy_whose_role_ends_meanwhile_does_not_stand_in(places: Town) -> None:
    own = browser("taxi_officer", places)
    officer = User.objects.get(name="taxi_officer")
    lead = person("lead", Role.TEAM_LEAD, places.jeonju, places.transport)
    lead.grants.update(ends_on="2026-12-02")
    assert "같은 부서" in errors(own.post(ADD, leave(officer, lead)))
