"""What light figures call for: the rules of `judge`, whatever the figures."""

import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daulmadang.coverage import ENDLESS, Covered
from daulmadang.health import Criterion, Figures, Light, percent
from daulmadang.judging import judge
from daulmadang.models import Panel, PanelRules
from daulmadang.reports.sheet_page import facts_of

SINCE, ON = dt.date(2025, 7, 1), dt.date(2026, 6, 30)
RANK: dict[str, int] = {Light.GREEN: 0, Light.GREY: 0, Light.YELLOW: 1, Light.RED: 2}

#: On a busy machine the first draw alone may take seconds.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
counts = st.integers(0, 30)
maybe = st.none() | counts
share = st.none() | st.floats(0, 1)
days = st.none() | st.integers(0, 900)


@st.composite
def figures(draw: st.DrawFn, **known: object) -> Figures:
    """Any figures that can be."""
    covered = known.get("covered_days", draw(st.integers(0, 365)))
    meetings = draw(maybe)
    told = {
        "meetings": meetings if covered == 0 else meetings or 0,
        "last_meeting": dt.date(2026, 1, 1) if meetings else None,
        "days_since_last": 180 if meetings else None,
        "quiet_days": draw(days) if covered else None,
        "covered_days": covered,
        "attendance": draw(share),
        "members": draw(maybe),
        "vacancies": draw(maybe),
        "has_chair": draw(st.none() | st.booleans()),
        "women": draw(share),
        "young": draw(share),
        "overlaps": draw(counts),
        "terms_ended": draw(maybe),
        "minutes_published": draw(maybe),
        "minutes_late": draw(maybe),
        "longest_days_to_publish": draw(days),
        "answers_owed": draw(counts),
    }
    return Figures(panel=1, since=SINCE, on=ON, **(told | known))  # type: ignore[arg-type]


rules = st.builds(
    PanelRules,
    meetings_per_half=st.integers(0, 4),
    dormant_after_days=st.integers(1, 400),
    attendance_percent=st.integers(0, 100),
    publication_days=st.integers(0, 90),
)
panels = st.builds(Panel, asks_balance=st.booleans(), without_chair=st.booleans())
UNKNOWN = {
    "covered_days": 0, "quiet_days": None, "attendance": None, "minutes_late": None,
    "members": None, "women": None, "young": None, "terms_ended": None,
}  # fmt: skip


@patient
@given(figures(**UNKNOWN), rules, panels)
def test_what_was_not_recorded_is_never_red(told: Figures, by: PanelRules, panel: Panel) -> None:
    assert judge(told, by, panel).light != Light.RED


@patient
@given(figures(), rules, panels, counts, st.integers(0, 100))
def test_more_meetings_never_make_it_worse(
    told: Figures, by: PanelRules, panel: Panel, more: int, less_quiet: int
) -> None:
    quiet = told.quiet_days and max(0, told.quiet_days - less_quiet)
    better = replace(told, meetings=(told.meetings or 0) + more, quiet_days=quiet)
    assert RANK[judge(better, by, panel).light] <= RANK[judge(told, by, panel).light]


@patient
@given(figures(), rules, panels)
def test_a_light_is_that_of_its_worst_verdict_and_every_verdict_says_why(
    told: Figures, by: PanelRules, panel: Panel
) -> None:
    found = judge(told, by, panel)
    lights = {one.light for one in found.verdicts}
    bad = [light for light in (Light.RED, Light.YELLOW) if light in lights]
    meetings = next(one for one in found.verdicts if one.criterion == Criterion.MEETINGS)
    usual = Light.GREY if meetings.light == Light.GREY else Light.GREEN
    assert found.light == (bad[0] if bad else usual)
    assert all(one.reason for one in found.verdicts)
    assert found.reasons


GOOD = Figures(
    panel=1, since=SINCE, on=ON, meetings=2, last_meeting=dt.date(2026, 6, 1), days_since_last=29,
    quiet_days=29, covered_days=365, attendance=0.8, members=17, vacancies=0, has_chair=True,
    terms_ended=0, minutes_published=2, minutes_late=0, median_days_to_publish=10.0,
    longest_days_to_publish=12,
)  # fmt: skip


def light(criterion: Criterion, **changed: object) -> str:
    """What one criterion says where only that is different."""
    told = replace(GOOD, **changed)  # type: ignore[arg-type]
    found = judge(told, PanelRules(), Panel())
    return str({one.criterion: one.light for one in found.verdicts}[criterion])


def test_a_panel_that_does_well_is_green() -> None:
    assert judge(GOOD, PanelRules(), Panel()).light == Light.GREEN


def test_each_threshold_at_its_edge() -> None:
    meetings = Criterion.MEETINGS
    assert light(meetings, quiet_days=180) == Light.GREEN
    assert light(meetings, quiet_days=181) == Light.RED
    assert light(meetings, meetings=1) == Light.YELLOW
    assert light(meetings, meetings=0, quiet_days=100) == Light.RED
    assert light(meetings, meetings=0, quiet_days=100, covered_days=179) == Light.GREY
    assert light(meetings, meetings=2, quiet_days=None, covered_days=0) == Light.GREEN
    assert light(meetings, meetings=1, quiet_days=None, covered_days=0) == Light.GREY
    assert light(Criterion.ATTENDANCE, attendance=0.5) == Light.GREEN
    assert light(Criterion.ATTENDANCE, attendance=0.49) == Light.YELLOW
    assert light(Criterion.ATTENDANCE, attendance=0.24) == Light.RED
    late = {"minutes_late": 1}
    assert light(Criterion.PUBLICATION, **late, longest_days_to_publish=60) == Light.YELLOW
    assert light(Criterion.PUBLICATION, **late, longest_days_to_publish=61) == Light.RED
    assert light(Criterion.MEMBERS, vacancies=1) == Light.YELLOW
    assert light(Criterion.MEMBERS, has_chair=False) == Light.YELLOW
    assert light(Criterion.MEMBERS, members=0) == Light.RED
    assert light(Criterion.OVERLAPS, overlaps=1) == Light.YELLOW
    assert light(Criterion.TERMS, terms_ended=1) == Light.YELLOW
    assert light(Criterion.ANSWERS, answers_owed=1) == Light.YELLOW


def test_what_is_below_a_threshold_is_not_told_as_having_reached_it() -> None:
    told = replace(GOOD, attendance=0.496, women=0.397, young=0.098)
    found = judge(told, PanelRules(), Panel(asks_balance=True))
    reasons = " ".join(one.reason for one in found.verdicts)
    for share, asked in ((49, 50), (39, 40), (9, 10)):
        assert f" {share}%" in reasons
        assert f"{asked}%" in reasons
    facts = facts_of(told)
    assert facts[Criterion.ATTENDANCE][0][1] == "49 %"
    assert facts[Criterion.WOMEN][0][1] == "39 %"
    assert light(Criterion.ATTENDANCE, attendance=0.249) == Light.RED
    for n in range(101):  # a float has a hair less than some of these
        assert percent(n / 100) == n


def test_no_meeting_in_a_span_that_is_wholly_recorded_is_told() -> None:
    panel, rules = Panel(founded="2026-01-01"), PanelRules()
    lights = {}
    for last in (dt.date(2026, 3, 30), dt.date(2026, 3, 31), dt.date(2026, 5, 31)):
        covered = (last - dt.date(2026, 1, 1)).days + 1
        told = replace(
            GOOD, on=last, since=dt.date(2026, 1, 1), meetings=0, last_meeting=None,
            days_since_last=None, quiet_days=covered, covered_days=covered,
        )  # fmt: skip
        by_city = replace(told, since=dt.date(2025, 6, 1))  # judged since it was founded
        partly = replace(told, covered_days=covered - 1)
        lights[covered] = [
            next(
                one.light for one in judge(by, rules, panel).verdicts if one.criterion == "meetings"
            )
            for by in (told, by_city, partly)
        ]
    assert lights == {
        89: [Light.GREEN, Light.GREEN, Light.GREY],
        90: [Light.YELLOW, Light.YELLOW, Light.GREY],
        151: [Light.YELLOW, Light.YELLOW, Light.GREY],
    }


def test_spans_that_meet_are_one() -> None:
    day = dt.date
    lists = [(day(2020, 1, 1), day(2020, 6, 30)), (day(2020, 7, 1), day(2020, 12, 31))]
    covered = Covered.of([(day(2022, 1, 1), ENDLESS), *lists])
    assert covered.spans == ((day(2020, 1, 1), day(2020, 12, 31)), (day(2022, 1, 1), ENDLESS))
    assert covered.known(day(2020, 8, 1), day(2021, 7, 31)) == day(2020, 12, 31)
    assert covered.known(day(2021, 1, 1), day(2021, 7, 31)) is None
    assert covered.days(day(2020, 12, 1), day(2022, 1, 10)) == 41
    assert covered.unbroken_since(day(2021, 5, 5)) is None


def test_where_nothing_is_recorded_it_is_said_once() -> None:
    nothing = Figures(panel=1, since=SINCE, on=ON)
    found = judge(nothing, PanelRules(), Panel())
    assert found.light == "grey"
    assert found.reasons == ["회의 기록이 없어 회의를 열었는지 알 수 없습니다."]
