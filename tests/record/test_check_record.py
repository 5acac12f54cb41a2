"""The check of the record: every figure is explained, and a broken row is not."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Entry,
    ProgrammePoint,
    StateChange,
    StatedFigure,
    Statement,
)  # fmt: skip
from civicforum.record.states import EntryState
from committees.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Plan,
    PlanStep,
    Project,
    Reference,
    Seat,
    Speech,
)  # fmt: skip
from daulmadang.models import Duty, Outcome, Panel
from roundtables.models import (
    Award,
    Figure,
    FigureGroup,
    Honour,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Tally,
    Team,
)  # fmt: skip
from tests import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def check(**options: bool) -> tuple[str, bool]:
    """Run the command; return what it printed and whether it succeeded."""
    out = io.StringIO()
    try:
        call_command("check_record", stdout=out, **options)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def rows(*, succeeds: bool = True) -> dict[str, dict[str, Any]]:
    """Return the lines of the check by figure, of a run that succeeds or does not."""
    out, succeeded = check(json=True)
    assert succeeded == succeeds
    return {row["figure"]: row for row in json.loads(out)}


def test_every_figure_is_explained() -> None:
    out, succeeded = check()
    assert succeeded
    assert "UNEXPLAINED" not in out.replace("0 UNEXPLAINED", "")


def test_json_has_a_row_per_figure() -> None:
    found = rows()
    assert len(found) >= 60
    for row in found.values():
        assert set(row) == {"figure", "computed", "stated", "status"}
        assert row["status"] in {"same", "recorded"}
    assert found["daulmadang/jeonju/members"]["computed"] == 228
    assert found["roundtables/jeonju/2019-smart-city/attendance"] == {
        "figure": "roundtables/jeonju/2019-smart-city/attendance",
        "computed": 122,
        "stated": 200,
        "status": "recorded",
    }
    assert found["roundtables/jeonju/2018-garden-city/session-1/venue"] == {
        "figure": "roundtables/jeonju/2018-garden-city/session-1/venue",
        "computed": "전북여성교육문화센터 대강당",
        "stated": "전북여성 일자리센터",
        "status": "recorded",
    }
    recorded = {name for name, row in found.items() if row["status"] == "recorded"}
    disputed = Discrepancy.objects.values_list("entry__address", "subject")
    assert recorded == {
        f"{address}/{subject}" for address, subject in disputed if subject != "lines"
    }


def _vanish(entries: Any) -> None:
    """Delete entries that have been public, which no service does."""
    StateChange.objects.filter(entry__in=entries.values("pk")).delete()
    Reference.objects.filter(entry__in=entries.values("pk")).delete()
    entries.delete()


def _meeting_moves() -> None:
    Meeting.objects.update(date="2018-11-23")


BREAKS: list[tuple[str, Callable[[], Any]]] = [
    ("daulmadang/jeonju/members", lambda: Panel.objects.filter(slug="taxi").update(size=27)),
    ("daulmadang/jeonju/duties/2020", lambda: Duty.objects.filter(due="2020-07").delete()),
    ("daulmadang/jeonju/duties/with_half", lambda: Duty.objects.filter(half=2).update(half=None)),
    (
        "daulmadang/jeonju/outcomes/advice",
        lambda: _vanish(Outcome.objects.filter(heading="advice")),
    ),
    (
        "roundtables/jeonju/2018-garden-city/figures/opinions",
        lambda: Figure.objects.filter(label="기대").update(value=87),
    ),
    (
        "roundtables/jeonju/2020-corona-baeksin/entered-merged/예술인 정책",
        lambda: Figure.objects.filter(group__code="merged", value=21).update(value=20),
    ),
    (
        "roundtables/jeonju/2020-corona-baeksin/session-4/ranking",
        lambda: Tally.objects.filter(votes=32).update(votes=3),
    ),
    (
        "roundtables/jeonju/2021-equality/session-2/weekday",
        lambda: Session.objects.filter(roundtable__number=6, number=2).update(date="2021-06-04"),
    ),
    (
        "roundtables/jeonju/2021-equality/best_citizens",
        lambda: Award.objects.filter(person_name="이은심").delete(),
    ),
    (
        "roundtables/jeonju/2019-smart-city/honours",
        lambda: Honour.objects.filter(on="2020-10-27").delete(),
    ),
    (
        "roundtables/jeonju/2020-climate/teams",
        lambda: Team.objects.filter(number=2, awards=None).delete(),
    ),
    (
        "roundtables/jeonju/2019-smart-city/attendance",
        lambda: Roundtable.objects.filter(number=3).update(attendance=201),
    ),
    ("committees/yeongdeungpo/working-council/14/weekday", _meeting_moves),
    (
        "committees/yeongdeungpo/working-council/14/agenda/2/speeches",
        lambda: Speech.objects.filter(order=5).delete(),
    ),
    (
        "committees/yeongdeungpo/plans/innovation-plan/projects",
        lambda: _vanish(Project.objects.filter(number=9)),
    ),
    (
        "committees/yeongdeungpo/working-council/14/present",
        lambda: Discrepancy.objects.filter(subject="present").delete(),
    ),
    (
        "roundtables/jeonju/2020-climate/title",
        lambda: Entry.objects.filter(address__endswith="-climate").update(title="기후위기"),
    ),
    (
        "roundtables/jeonju/2019-smart-city/session-1/venue",
        lambda: Session.objects.filter(roundtable__number=3).update(venue="전주시청"),
    ),
    (
        "roundtables/jeonju/points/5/text",
        lambda: ProgrammePoint.objects.filter(order=5).update(text="걷고 싶은 도시"),
    ),
    (
        "daulmadang/jeonju/duties/2022-12-case-sharing/title",
        lambda: Commitment.objects.filter(due="2022-12").update(title="공유한마당"),
    ),
    (
        "roundtables/jeonju/2018-garden-city/slogan",
        lambda: Discrepancy.objects.get(
            entry__address="roundtables/jeonju/2018-garden-city", subject="slogan"
        ).statements.update(shown=False),
    ),
    (
        "roundtables/jeonju/2020-climate/session-1/weekday",
        lambda: Discrepancy.objects.filter(
            entry__address="roundtables/jeonju/2020-climate", subject="session-1/weekday"
        ).delete(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "break_it"), BREAKS, ids=[figure for figure, _ in BREAKS])
def test_a_broken_row_is_unexplained(figure: str, break_it: Callable[[], Any]) -> None:
    break_it()
    assert rows(succeeds=False)[figure]["status"] == "unexplained"


def test_people_read_what_is_unexplained() -> None:
    Panel.objects.filter(slug="taxi").update(size=27)
    out, succeeded = check()
    assert not succeeded
    assert "daulmadang/jeonju/members: computed 227, stated 228: UNEXPLAINED" in out.splitlines()


CORONA, SMART = "roundtables/2020-corona-baeksin", "roundtables/2019-smart-city"
GONE: list[tuple[str, Callable[[], Any]]] = [
    (f"jeonju/{SMART}", lambda: FigureGroup.objects.filter(code="problems").delete()),
    (f"jeonju/{CORONA}", lambda: FigureGroup.objects.filter(code="final").delete()),
    (f"jeonju/{SMART}", lambda: FigureGroup.objects.update(stated_total=None)),
    (f"jeonju/{CORONA}", lambda: Tally.objects.filter(votes=15).update(votes=14)),
    ("jeonju/programmes", lambda: StatedFigure.objects.filter(code="members").delete()),
    (
        "jeonju/roundtables/2020-climate",
        lambda: _vanish(Proposal.objects.filter(team__session__roundtable__number=5)),
    ),
    (
        "jeonju/discrepancies",
        lambda: Discrepancy.objects.filter(subject__endswith="venue").delete(),
    ),
    (
        "jeonju/discrepancies",
        lambda: Discrepancy.objects.filter(subject="slogan").update(subject="x"),
    ),
    (
        "yeongdeungpo/meeting-14",
        lambda: Meeting.objects.update(stated_weekday="", date="2018-11-23"),
    ),
]


@pytest.mark.parametrize(("file", "break_it"), GONE)
def test_what_a_document_states_neither_goes_nor_changes_unexplained(
    file: str, break_it: Callable[[], Any]
) -> None:
    break_it()
    found = rows(succeeds=False)
    whole = found.pop(f"fixtures/{file}.yaml")
    assert whole["computed"] < whole["stated"]
    assert whole["status"] == "unexplained"
    assert [name for name in found if name.startswith(f"fixtures/{file}.yaml, line ")]


def test_a_recorded_discrepancy_explains_what_changed() -> None:
    meeting = Meeting.objects.get()
    meeting.starts = "18:00"
    making.saved(meeting)
    assert not check()[1]
    point = making.saved(
        Discrepancy(city=meeting.city, entry=meeting, subject="starts", title="시작 시각")
    )
    for order, value in enumerate(("18:00", "18:30"), start=1):
        making.saved(Statement(discrepancy=point, order=order, value=value, shown=order == 1))
    assert rows()["fixtures/yeongdeungpo/meeting-14.yaml"]["status"] == "recorded"


def test_what_is_put_in_better_words_needs_no_explanation() -> None:
    speech = Speech.objects.get(order=1)
    speech.summary = "더 나은 요약"
    making.saved(speech)
    assert check()[1]


def test_a_panel_known_for_a_later_day_leaves_the_documents_total() -> None:
    panel = Panel.objects.get(slug="taxi")
    panel.size, panel.as_of = 40, "2022-06"
    making.saved(panel)
    assert rows()["daulmadang/jeonju/members"]["computed"] == 228


def test_a_stated_figure_that_nothing_computes_is_unexplained() -> None:
    programme = Panel.objects.get(slug="taxi")
    programme.stated_figures.create(code="nonsense", value=1)
    assert rows(succeeds=False)["daulmadang/jeonju/taxi/nonsense"]["status"] == "unexplained"


def test_what_is_added_later_belongs_to_no_documents_total() -> None:
    city = Panel.objects.get(slug="taxi").city
    making.panel(city, 9)
    making.roundtable(city, 9)
    old = Roundtable.objects.get(slug="2018-garden-city")
    session = old.sessions.get()
    team = making.saved(Team(session=session, number=99))
    proposal = making.saved(Proposal(city=city, team=team, order=1, title="새 제안"))
    making.saved(ProposalLine(proposal=proposal, order=1, text="새 줄"))
    award = making.saved(Award(roundtable=old, order=9, kind="best_citizen", session=session))
    making.saved(Honour(award=award, kind="mayor_visit", on="2022-03"))
    making.saved(FigureGroup(roundtable=old, code="later", title="나중", order=9))
    plan, meeting = Plan.objects.get(), Meeting.objects.get()
    making.saved(Project(city=plan.city, plan=plan, slug="eleventh", number=11, title="새 사업"))
    making.saved(PlanStep(plan=plan, order=9, title="새 단계"))
    making.saved(AgendaItem(meeting=meeting, number=9, title="새 안건"))
    making.saved(Seat(body=meeting.body, order=99, role="위원"))
    making.duty(city, 9)
    Seat.objects.create(body=making.body(city, 9), order=9, role="분과장")
    assert check()[1]


def test_minutes_written_here_are_of_the_record_once_they_are_public() -> None:
    panel = Panel.objects.get(slug="taxi")
    panel_seats = [making.saved(Seat(body=panel, order=n, role="위원")) for n in (91, 92, 93)]
    meeting = making.saved(
        Meeting(city=panel.city, body=panel, number=1, title="1차 회의", date="2021-05-13")
    )
    making.saved(AgendaItem(meeting=meeting, number=1, title="승강장"))
    for seat in panel_seats:
        making.saved(Attendance(meeting=meeting, seat=seat, status="present"))
    making.saved(StatedFigure(entry=meeting, code="present", value=2))
    figure = f"{meeting.address}/present"
    assert figure not in rows()  # a draft, and its total need not be right yet

    Meeting.objects.filter(pk=meeting.pk).update(state=EntryState.PUBLISHED)
    assert rows(succeeds=False)[figure]["status"] == "unexplained"
    point = making.saved(
        Discrepancy(city=meeting.city, entry=meeting, subject="present", title="총 참석자")
    )
    for order, value in enumerate(("2", "3"), start=1):
        making.saved(Statement(discrepancy=point, order=order, value=value, shown=order == 1))
    assert rows()[figure]["status"] == "recorded"
    StatedFigure.objects.filter(entry=meeting).update(value=3)
    Discrepancy.objects.filter(pk=point.pk).delete()
    assert rows()[figure] == {"figure": figure, "computed": 3, "stated": 3, "status": "same"}
