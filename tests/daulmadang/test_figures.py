"""What the record tells of a panel on a day, and what it does not."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civicforum.people.models import City
from civicforum.record.models import Commitment
from civicforum.record.services import move_entry
from civicforum.record.states import EntryState
from committees.models import Attendance, Convocation, Meeting, Person, Seat
from daulmadang.coverage import year_up_to
from daulmadang.health import Figures
from daulmadang.models import Coverage, Member, Panel, PanelRules
from daulmadang.reports.figures import figures_of
from daulmadang.reports.gathering import standing
from daulmadang.reports.health import Health, health_in
from daulmadang.reports.rules import terms_of
from tests import making
from tests.daulmadang.newspaper import at, held, seated
from tests.making import saved
from tests.personas import person

pytestmark = pytest.mark.django_db

LIVE = dt.date(2018, 1, 1)
ON = dt.date(2019, 12, 31)


@pytest.fixture
def city() -> City:
    return making.city(live_since=LIVE)


@pytest.fixture
def panel(city: City) -> Panel:
    return making.panel(city)


def told(panel: Panel, on: dt.date = ON, since: dt.date | None = None) -> Figures:
    rows = standing(Panel.objects.filter(pk=panel.pk), on)
    terms = terms_of({panel.city_id}, on)
    return figures_of(rows, since or year_up_to(on), on, terms)[panel.pk]


def health(on: dt.date = ON) -> Health:
    [found] = health_in(on)
    return found


def list_of(city: City, what: str, since: dt.date, until: dt.date) -> None:
    saved(Coverage(city=city, what=what, since=since, until=until))


def with_seats(panel: Panel, *names: str, since: dt.date = LIVE, **of: Any) -> list[Member]:
    found = []
    for order, name in enumerate(names, start=panel.seats.count() + 1):
        seat = saved(Seat(body=panel, order=order, role="위원"))
        someone = Person.objects.filter(city=panel.city, name=name).first()
        someone = someone or saved(Person(city=panel.city, name=name))
        found.append(seated(panel, seat, someone, since, **of))
    return found


def test_a_year_is_twelve_months_up_to_the_day() -> None:
    assert year_up_to(dt.date(2019, 12, 31)) == dt.date(2019, 1, 1)
    assert year_up_to(dt.date(2020, 2, 28)) == dt.date(2019, 2, 28)


def test_meetings_are_counted_by_form_and_none_that_was_called_off(panel: Panel) -> None:
    held(panel, 1, dt.date(2018, 12, 31))
    held(panel, 2, dt.date(2019, 1, 1))
    online = held(panel, 3, dt.date(2019, 5, 1))
    online.form = Meeting.Form.ONLINE
    saved(online)
    off = held(panel, 4, dt.date(2019, 11, 1))
    now, sender = timezone.now(), person("sender", None)
    Convocation.objects.create(
        meeting=off, number=1, content={}, is_cancelled=True, sent_at=now, sent_by=sender
    )
    held(panel, 5, dt.date(2020, 1, 1))
    found = told(panel)
    assert (found.meetings, found.by_form) == (2, {"in_person": 1, "online": 1})
    assert (found.last_meeting, found.days_since_last) == (dt.date(2019, 5, 1), 244)
    assert found.quiet_days == 244


def test_the_rate_is_that_of_whole_attendance_lists(panel: Panel) -> None:
    seats = [member.seat for member in with_seats(panel, "가", "나", "다", "라")]
    for number, statuses in enumerate(("PPPA", "PADA", "PPP?"), start=1):
        meeting = held(panel, number, dt.date(2019, number, 1))
        for seat, status in zip(seats, statuses, strict=True):
            known = {"P": "present", "A": "absent", "D": "delegated", "?": "unknown"}[status]
            saved(Attendance(meeting=meeting, seat=seat, status=known))
    assert told(panel).attendance == 4 / 8


def test_minutes_are_late_from_the_day_after_the_last(panel: Panel) -> None:
    held(panel, 1, dt.date(2019, 3, 1), dt.date(2019, 3, 31))
    held(panel, 2, dt.date(2019, 4, 1), dt.date(2019, 5, 2))
    held(panel, 3, dt.date(2019, 12, 1))
    found = told(panel)
    assert (found.minutes_published, found.minutes_late) == (2, 1)
    assert (found.median_days_to_publish, found.longest_days_to_publish) == (30.5, 31)
    assert told(panel, dt.date(2019, 5, 1)).minutes_published == 1
    assert told(panel, dt.date(2019, 5, 2)).minutes_late == 1
    assert told(panel, dt.date(2020, 1, 1)).minutes_late == 2
    panel.publication_days = 40
    saved(panel)
    assert told(panel).minutes_late == 0


def test_minutes_count_in_the_span_in_which_they_are_due_or_public(panel: Panel) -> None:
    """A meeting ten days before the end of a half-year is late in the next one."""
    meeting = held(panel, 1, dt.date(2019, 6, 20))
    held(panel, 2, dt.date(2019, 6, 21), dt.date(2019, 7, 5))
    first, second = dt.date(2019, 1, 1), dt.date(2019, 7, 1)

    def counted(since: dt.date, on: dt.date) -> tuple[int | None, int | None, int | None]:
        found = told(panel, on, since)
        return found.minutes_published, found.minutes_late, found.longest_days_to_publish

    assert counted(first, dt.date(2019, 6, 30)) == (0, 0, None)
    assert counted(second, dt.date(2019, 7, 20)) == (1, 0, 14)
    assert counted(second, ON) == (1, 1, 194)
    assert counted(dt.date(2020, 1, 1), dt.date(2020, 2, 1)) == (0, 1, 226)  # late until it comes
    with at(dt.date(2020, 2, 20)):
        move_entry(meeting, EntryState.PUBLISHED)
    assert counted(second, ON) == (1, 1, 194)
    assert counted(dt.date(2020, 1, 1), dt.date(2020, 6, 30)) == (1, 1, 245)
    assert counted(dt.date(2020, 7, 1), dt.date(2020, 12, 31)) == (0, 0, None)


def test_minutes_due_before_the_city_was_live_are_owed_by_nobody(panel: Panel) -> None:
    held(panel, 1, dt.date(2017, 6, 20))
    held(panel, 2, dt.date(2017, 6, 21), dt.date(2019, 3, 1))  # entered long after
    assert (told(panel).minutes_published, told(panel).minutes_late) == (0, 0)


def test_what_is_withdrawn_is_not_public(panel: Panel) -> None:
    [member] = with_seats(panel, "가")
    meeting = held(panel, 1, dt.date(2019, 3, 1), dt.date(2019, 3, 11))
    saved(Attendance(meeting=meeting, seat=member.seat, status="present"))
    assert (told(panel).minutes_published, told(panel).attendance_in_public) == (1, 1.0)
    with at(dt.date(2019, 9, 1)):
        move_entry(meeting, EntryState.WITHDRAWN, reason="개인정보")
    found = told(panel)
    assert (found.meetings, found.attendance) == (1, 1.0)  # it was held all the same
    assert found.attendance_in_public is None
    assert (found.minutes_published, found.minutes_late) == (0, 1)
    earlier = told(panel, dt.date(2019, 8, 31))  # it was public then, and is not any more
    assert (earlier.minutes_published, earlier.attendance_in_public) == (1, None)


def test_a_meeting_of_today_is_held_once_it_began(panel: Panel) -> None:
    tonight = held(panel, 1, ON)
    tonight.starts = dt.time(19)
    saved(tonight)

    def count(hour: int) -> int | None:
        moment = dt.datetime.combine(ON, dt.time(hour), tzinfo=timezone.get_default_timezone())
        with mock.patch("django.utils.timezone.now", return_value=moment):
            return told(panel).meetings

    assert (count(9), count(20)) == (0, 1)
    [member] = with_seats(panel, "가")
    someone = saved(Attendance(meeting=tonight, seat=member.seat, status="absent"))
    assert count(9) == 0  # who excuses himself beforehand was not there
    someone.status = "present"
    saved(someone)
    assert count(9) == 1


def test_members_vacancies_chair_and_terms_that_are_over(panel: Panel) -> None:
    one, two, _three = with_seats(panel, "가", "나", "다")
    one.is_chair, one.term_ends = True, dt.date(2019, 12, 30)
    two.ends_on = dt.date(2019, 6, 30)
    saved(one)
    saved(two)
    found = told(panel)
    assert (found.members, found.vacancies, found.has_chair) == (2, 9, True)
    assert found.terms_ended == 1
    assert told(panel, dt.date(2019, 6, 30)).members == 3
    assert told(panel, dt.date(2019, 12, 30)).terms_ended == 0
    seated(panel, one.seat, one.person, dt.date(2019, 12, 31))  # type: ignore[arg-type]
    assert (told(panel).members, told(panel).terms_ended) == (2, 0)


def test_a_head_count_of_years_ago_says_nothing_of_vacancies(panel: Panel) -> None:
    with_seats(panel, "가", "나")
    assert told(panel).vacancies == 9  # of 11
    for as_of, vacant in (("2017-12", 0), ("2019-12", 9)):
        panel.as_of = as_of
        saved(panel)
        assert told(panel).vacancies == vacant, as_of


def test_shares_only_where_the_law_asks_and_of_all_appointed(panel: Panel) -> None:
    with_seats(panel, "당연직", kind=Member.Kind.OFFICER)
    assert told(panel).women is None
    panel.asks_balance = True
    saved(panel)
    with_seats(panel, "가", "나", sex="female", age_band="young")
    with_seats(panel, "다", "라", sex="male", age_band="old")
    assert (told(panel).women, told(panel).young) == (0.5, 0.5)
    with_seats(panel, "마")
    assert told(panel).women is None


def test_a_person_on_more_panels_than_allowed_is_seen_on_each(city: City, panel: Panel) -> None:
    others = [making.panel(city, n) for n in (2, 3, 4)]
    for one in (panel, *others):
        with_seats(one, "강네곳")
    with_seats(panel, "김하나")
    assert told(panel).overlaps == 1
    ended = others[-1]
    ended.end, ended.ended, ended.end_reason = "closed", "2019-06-30", "목적 달성"
    saved(ended)
    assert told(panel, dt.date(2019, 7, 1)).overlaps == 0
    assert told(panel, dt.date(2019, 6, 30)).overlaps == 1


def test_answers_owed_are_open_and_overdue_and_of_the_panel_or_its_meetings(panel: Panel) -> None:
    meeting = held(panel, 1, dt.date(2019, 3, 1))
    common = {"city": panel.city, "kind": Commitment.Kind.ACTION, "title": "할 일"}
    saved(Commitment(entry=meeting, due="2019-12-30", **common))
    saved(Commitment(entry=panel, due="2019-12-30", done="2020-01-02", **common))
    saved(Commitment(entry=panel, due="2019-12-30", done="2019-12-30", **common))
    saved(Commitment(entry=panel, due="2019-12-31", **common))
    saved(Commitment(entry=panel, due="2017-12-01", **common))
    assert told(panel).answers_owed == 2
    assert told(panel, dt.date(2020, 1, 3)).answers_owed == 2


def test_outside_of_what_is_covered_only_what_is_there_counts() -> None:
    panel = making.panel(making.city())
    found = health()
    assert (found.light, found.figures.meetings, found.figures.members) == ("grey", None, None)
    held(panel, 1, dt.date(2019, 3, 1))
    assert (health().light, health().figures.meetings) == ("grey", 1)
    held(panel, 2, dt.date(2019, 4, 1))
    assert (health().light, health().figures.minutes_late) == ("green", None)


def test_a_list_is_told_as_of_its_last_day() -> None:
    city = making.city()
    panel = making.panel(city)
    list_of(city, "meetings", dt.date(2018, 1, 1), dt.date(2019, 6, 30))
    held(panel, 1, dt.date(2018, 9, 1))
    found = health()
    assert found.figures.known_until == {"meetings": "2019-06-30"}
    assert (found.figures.meetings, found.figures.days_since_last) == (1, 302)
    assert found.light == "red"
    assert "2019. 6. 30." in found.judgement.reasons[0]
    assert health(dt.date(2020, 6, 29)).light == "red"
    long_after = health(dt.date(2021, 1, 1))  # nothing of that year is known
    assert (long_after.light, long_after.figures.meetings) == ("grey", None)
    held(panel, 2, dt.date(2019, 10, 1))  # no list says so, but it met
    assert (health().light, health().figures.days_since_last) == ("green", 91)
    assert health().figures.meetings == 2  # the window stays where it was


def test_days_before_the_city_was_live_are_no_silence() -> None:
    city = making.city(live_since=dt.date(2019, 7, 5))
    making.panel(city)
    assert (health().figures.quiet_days, health().light) == (180, "red")
    assert health(dt.date(2019, 12, 30)).light == "grey"


def test_a_panel_is_judged_from_its_founding_until_its_end(city: City, panel: Panel) -> None:
    panel.proposed, panel.founded = "2019-06", "2019-08"
    saved(panel)
    assert (health().figures.covered_days, health().light) == (123, "yellow")
    assert health_in(dt.date(2019, 7, 31)) == []
    assert health(dt.date(2020, 2, 27)).light == "red"
    panel.end, panel.ended, panel.end_reason = "closed", "2020-02", "목적 달성"
    saved(panel)
    assert health(dt.date(2020, 2, 29)).light == "red"
    assert health_in(dt.date(2020, 3, 1)) == []


def test_later_rules_do_not_change_an_earlier_day(city: City, panel: Panel) -> None:
    held(panel, 1, dt.date(2019, 9, 1), dt.date(2019, 9, 2))
    held(panel, 2, dt.date(2019, 2, 1), dt.date(2019, 2, 2))
    before = health()
    assert before.light == "green"
    saved(PanelRules(city=city, valid_from=dt.date(2020, 1, 1), dormant_after_days=30))
    assert (health().figures, health().judgement) == (before.figures, before.judgement)
    assert health(dt.date(2020, 1, 1)).light == "red"


def test_figures_take_as_many_queries_for_one_panel_as_for_three(city: City, panel: Panel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            health_in(ON)
        return len(found)

    with_seats(panel, "가")
    held(panel, 1, dt.date(2019, 3, 1), dt.date(2019, 3, 2))
    one = queries()
    for number in (2, 3):
        other = making.panel(city, number)
        with_seats(other, "가", "나")
        held(other, 1, dt.date(2019, 3, 1))
        held(other, 2, dt.date(2019, 4, 1))
    assert queries() == one == 4
