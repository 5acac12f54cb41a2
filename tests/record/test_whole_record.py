"""The record as loaded: the facts of both documents, line by line where it matters."""

import io

import pytest
from django.core.management import call_command

from civicforum.record.models import (
    Commitment,
    Entry,
    ProgrammePoint,
    RecordModel,
    StateChange,
    Statement,
)
from committees.models import AgendaItem, Attendance, Meeting, Seat, SharingEvent, Speech
from daulmadang.models import Duty, Panel
from roundtables.models import Award, Honour, Idea, Proposal, Roundtable, Session, Team, VotingRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_everything_is_public_and_knows_its_document() -> None:
    assert not Entry.objects.filter(is_public=False).exists()
    assert StateChange.objects.count() == Entry.objects.count()
    for model in RecordModel.__subclasses__():
        sourceless = model._default_manager.filter(document__isnull=True)
        grounds = {getattr(row, "basis", None) for row in sourceless}
        assert grounds <= {"달력", "맞춤법", "좌석별 확인"}, model


def test_loading_again_writes_nothing() -> None:
    before = Roundtable.history.count() + Statement.history.count() + Duty.history.count()
    out = io.StringIO()
    call_command("load_record", stdout=out)
    assert out.getvalue().startswith("0 created,")
    after = Roundtable.history.count() + Statement.history.count() + Duty.history.count()
    assert before == after


def test_aims_stand_as_titles() -> None:
    aims = ProgrammePoint.objects.filter(kind="aim").values_list("text", flat=True)
    assert list(aims) == [
        "새로운 성장으로 가슴 뛰는 미래",
        "삶이 되고 밥이 되는 찬란한 문화",
        "사람과 생태가 공존하는 견고 싶은 도시",
        "멀리 보고 함께 가는 따뜻한 전주",
        "사람의 가치를 지켜주는 속 깊은 복지",
    ]
    assert ProgrammePoint.objects.filter(kind="principle").count() == 3


def test_sessions_stand_as_they_were_held() -> None:
    equality = Session.objects.filter(roundtable__slug="2021-equality")
    assert [f"{s.date} {s.starts:%H:%M}-{s.ends:%H:%M}" for s in equality] == [
        "2021-06-03 14:00-16:00",
        "2021-06-03 19:00-21:00",
    ]
    ideas = Session.objects.filter(roundtable__slug="2020-corona-baeksin")
    assert [f"{s.date:%m-%d} {s.label}" for s in ideas] == [
        "06-03 주간",
        "06-08 주간",
        "06-09 주간",
        "06-09 야간",
    ]
    climate = Session.objects.get(roundtable__slug="2020-climate")
    assert (climate.mode, climate.rooms, climate.streams) == ("hybrid", 10, "ZOOM, 유튜브")


def test_a_proposal_keeps_tag_label_and_nesting() -> None:
    assert Proposal.objects.get(title="낮에도 좋아, 밤에도 좋아").tag == "병원"
    assert Team.objects.get(label="어린이").number == 9
    lines = Proposal.objects.get(title="12팀 정책 제안").lines.all()
    below = [line.text.split()[0] for line in lines if line.parent_id == lines[0].pk]
    assert below == ["빈집", "텃그리마켓(공유자원"]
    assert len(lines) == 10


def test_ideas_keep_votes_and_what_they_became() -> None:
    ranked = Idea.objects.filter(tallies__isnull=False).order_by("order")
    assert [idea.tallies.get().votes for idea in ranked] == [17, 16, 15, 32, 17, 16]
    assert ranked[0].became == "잊지마스크 캠페인 실시"


def test_each_honour_keeps_its_own_date_or_none() -> None:
    garden = Honour.objects.filter(award__roundtable__slug="2018-garden-city")
    told = set(garden.values_list("award__kind", "kind", "on", "state"))
    assert told == {
        ("best_citizen", "prize", "", "done"),
        ("best_citizen", "honorary_mayor", "2018-11-15", "done"),
        ("excellent_policy", "prize", "", "done"),
        ("excellent_policy", "mayor_visit", "", "planned"),
    }
    animals = Honour.objects.filter(
        award__roundtable__slug="2019-animal-welfare", kind="mayor_visit"
    )
    assert {honour.on for honour in animals} == {"2019-08-05"}
    assert not Honour.objects.filter(award__roundtable__slug="2020-climate").exists()


def test_winners_are_named_on_a_recorded_ground() -> None:
    best = Award.objects.filter(kind=Award.Kind.BEST_CITIZEN)
    assert best.count() == 7
    assert not best.filter(name_basis="").exists()
    assert best.get(neighbourhood="금암1동").post == "주민참여예산위원"


def test_voting_rules_stand_only_where_the_document_tells() -> None:
    rules = dict(VotingRule.objects.values_list("roundtable__number", "electorate"))
    assert rules == dict.fromkeys((1, 2, 3, 6), "participants") | {7: "teams"}
    assert VotingRule.objects.get(roundtable__number=7).picks == 3


def test_about_stays_about() -> None:
    about = Roundtable.objects.filter(attendance_is_about=True)
    assert list(about.values_list("number", "attendance")) == [(1, 180), (2, 180)]


def test_panels_have_field_department_and_purpose() -> None:
    taxi = Panel.objects.get(slug="taxi")
    assert (taxi.field.name, str(taxi.department), taxi.size) == ("교통", "시민교통과", 28)
    assert taxi.purpose == "택시 주요 현안 자문 및 논의"
    assert sum(Panel.objects.values_list("size", flat=True)) == 228


def test_duties_keep_the_month_and_the_half_that_was_given() -> None:
    duties = Duty.objects.all()
    assert {len(duty.due) for duty in duties} == {len("2018-08")}
    assert [duty.done != "" for duty in duties].count(True) == 21
    july = duties.get(due="2020-07")
    assert (july.type, july.half) == ("staff_meeting", 1)
    inspections = duties.filter(type="inspection", half__isnull=True)
    assert {duty.year for duty in inspections} == {2018, 2020, 2021}
    assert not duties.filter(type="guideline_notice", year=2019).exists()
    assert f"{duties.get(due='2022-12').due_on}" == "2022-12-30"


def test_imported_history_owes_nothing() -> None:
    assert Commitment.objects.filter(done="").count() == 7
    assert not Commitment.objects.live().exists()


def test_the_meeting_stands_as_far_as_its_minutes_tell() -> None:
    meeting = Meeting.objects.get()
    assert f"{meeting.date} {meeting.starts:%H:%M}" == "2018-11-22 18:30"
    assert Seat.objects.count() == 13
    present = meeting.attendance.filter(status=Attendance.Status.PRESENT)
    assert [row.seat.order for row in present] == [1, 2, 3, 5, 8, 12, 13]
    decisions = AgendaItem.objects.order_by("number").values_list("decision", flat=True)
    assert list(decisions) == ["informed", "deferred", "agreed"]
    assert [item.speeches.count() for item in meeting.agenda.all()] == [0, 13, 13]
    assert Speech.objects.get(order=7).speaker == "생활밀착부분과장"
    action = Commitment.objects.get(kind=Commitment.Kind.ACTION)
    assert (action.owed_by, action.due, action.entry_id) == ("협치지원관", "", meeting.pk)


def test_the_event_has_programme_and_presentations() -> None:
    event = SharingEvent.objects.get()
    assert f"{event.date} {event.starts:%H:%M}-{event.ends:%H:%M}" == "2018-12-13 18:00-21:00"
    assert event.programme.count() == 2
    bodies = [str(shown.body) for shown in event.presentations.all()]
    assert bodies == ["생활밀착분과", "도시재생분과", "지역특화분과"]


def test_every_discrepancy_shows_one_value_and_is_undecided() -> None:
    for entry in Entry.objects.filter(discrepancies__isnull=False).distinct():
        for point in entry.discrepancies.all():
            assert not point.decided
            assert point.statements.count() >= 2
            assert point.statements.filter(shown=True).count() == 1
    smart = Entry.objects.get(address="roundtables/jeonju/2019-smart-city")
    told = smart.discrepancies.get(subject="attendance").statements
    assert list(told.values_list("value", "shown")) == [("122", True), ("200", False)]
