"""The city decides where sources disagree: the mark, the statement and the row in one act."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from civicforum.people.models import City
from civicforum.portal.management.commands.check_record import figures
from civicforum.record import services
from civicforum.record.errors import ChangedMeanwhile, NotAllowed, RecordError
from civicforum.record.models import Discrepancy, Statement
from civicforum.record.policy import frozen_because, speaks_about, stays_as_published
from civicforum.record.subjects import point_of
from daulmadang.models import Duty
from roundtables.models import Roundtable, Session
from tests.personas import PERSONAS, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

SMART = "roundtables/jeonju/2019-smart-city"
CLIMATE = "roundtables/jeonju/2020-climate"


def point(address: str, subject: str) -> Discrepancy:
    return Discrepancy.objects.get(entry__address=address, subject=subject)


def other(row: Discrepancy) -> Statement:
    """A statement that is not the one shown."""
    found = row.statements.filter(shown=False).first()
    assert found
    return found


def shown(row: Discrepancy) -> str:
    return str(row.statements.get(shown=True).value)


def line(row: Discrepancy) -> str:
    """What the record check says of the point."""
    figure = f"{row.entry.address}/{row.subject}"
    return next(one.status for one in figures() if one.figure == figure)


def value(row: Discrepancy) -> str:
    found = point_of(row)
    assert found
    return found.text


DECISIONS = [
    (SMART, "title", "안전하고 행복한 스마트시티 만들기"),
    ("roundtables/jeonju/2018-garden-city", "slogan", "좋은 초록 있으면 소개시켜줘"),
    (SMART, "session-1/venue", "전북여성 일자리센터"),
    (SMART, "session-1/weekday", "금"),
    (SMART, "attendance", "200"),
    ("roundtables/jeonju/2018-garden-city", "attendance", "180"),
    (CLIMATE, "session-1/starts", "16:00"),
    ("roundtables/jeonju/2020-corona-baeksin", "figures/jobs/title", "일 자리 정책"),
    ("roundtables/jeonju", "points/5/text", "사람과 생태가 공존하는 걷고 싶은 도시"),
    ("daulmadang/jeonju", "title", "다올마당 운영"),
    (
        "daulmadang/jeonju",
        "duties/2022-12-case-sharing/title",
        "2022 다울마당 사례발표 공유한마당",
    ),
    (
        "committees/yeongdeungpo/plans/innovation-plan/global-harmony-band",
        "title",
        "다문화 청소년 윈드 오케스트라 Global Harmony Band",
    ),
    (
        "committees/yeongdeungpo/working-council/14",
        "agenda/1/title",
        "지역사회혁신계획 협치 사업 안내",
    ),
    ("committees/yeongdeungpo/working-council/14", "present", "7"),
]


@pytest.mark.parametrize(("address", "subject", "wanted"), DECISIONS)
def test_a_decision_writes_the_row_and_is_taken_back(
    address: str, subject: str, wanted: str
) -> None:
    row, before = point(address, subject), value(point(address, subject))
    first = row.statements.get(shown=True)
    services.decide(row, other(row), reason="회의록 확인")
    row.refresh_from_db()
    assert (row.decided, row.decision, value(row)) == (True, "회의록 확인", wanted)
    assert shown(row) != first.value
    assert line(row) in {"same", "recorded"}
    services.undecide(row, first, reason="잘못 봄")
    row.refresh_from_db()
    assert (row.decided, row.decision, value(row)) == (False, "", before)
    assert shown(row) == first.value
    assert line(row) in {"same", "recorded"}


@pytest.mark.parametrize(("address", "subject", "wanted"), DECISIONS)
def test_until_then_nobody_writes_the_row_past_its_footnote(
    town: Town, address: str, subject: str, wanted: str
) -> None:
    row, before = point(address, subject), value(point(address, subject))
    root = PERSONAS["superuser"](town)
    found = point_of(row)
    assert found
    found.put(other(row).value, instead_of=shown(row))
    # What freezes once it is published is closed before anybody asks what it says.
    closed = stays_as_published(row.entry) and not speaks_about(found.row)
    why = frozen_because(row.entry) if closed else "출처마다 다르며"
    with pytest.raises(RecordError, match=re.escape(why)), transaction.atomic():
        services.save_row(found.row, actor=root)
    assert value(row) == before
    services.save_row(found.row)  # a file is free: the record check looks at it
    assert value(row) == wanted


def test_every_point_of_the_record_but_one_names_a_field_that_says_what_is_shown() -> None:
    unnamed = []
    for row in Discrepancy.objects.all():
        found = point_of(row)
        if found is None:
            unnamed.append(row.subject)
        else:
            assert found.said(row.statements.values_list("value", flat=True)) == shown(row), row
    assert unnamed == ["lines"]


def test_about_goes_and_comes_back_with_the_number() -> None:
    row = point("roundtables/jeonju/2018-garden-city", "attendance")
    about = row.statements.get(shown=True)
    services.decide(row, other(row), reason="표가 맞음")
    table = Roundtable.objects.get(number=1)
    assert (table.attendance, table.attendance_is_about) == (180, False)
    services.decide(row, about, reason="본문이 맞음")
    table.refresh_from_db()
    assert (table.attendance, table.attendance_is_about) == (180, True)


def test_where_no_single_field_holds_the_point_it_is_only_marked() -> None:
    row = Discrepancy.objects.get(subject="lines")
    assert services.decide(row, other(row), reason="붙여 씀") is None
    row.refresh_from_db()
    assert row.decided
    assert shown(row) == "공유자원 센터"


def test_history_tells_who_decided_and_why(town: Town) -> None:
    clerk = PERSONAS["jeonju_clerk"](town)
    row = point(SMART, "session-1/venue")
    services.decide(row, other(row), actor=clerk, reason="시설 이름이 바뀌기 전")
    session = Session.objects.get(roundtable__address=SMART)
    for changed in (session, row, *row.statements.all()):
        version = changed.history.first()
        assert version.history_user == clerk, changed
        assert version.history_change_reason.endswith("시설 이름이 바뀌기 전"), changed
    told = row.history.first().history_change_reason
    assert "“전북여성 일자리센터” (전에는 “전북여성교육문화센터 대강당”)" in told
    duty = point("daulmadang/jeonju", "duties/2022-12-case-sharing/title")
    services.decide(duty, other(duty), actor=clerk, reason="오타")
    assert Duty.history.first().history_change_reason == "오타"


REFUSED = [
    (CLIMATE, "session-1/starts", "오후 네 시"),
    (SMART, "attendance", "이백 명"),
    (SMART, "session-1/weekday", "금요일"),
    (SMART, "title", "가" * 201),
]


@pytest.mark.parametrize(("address", "subject", "wrong"), REFUSED)
def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(
    address: str, subject: str, wrong: str
) -> None:
    row, before = point(address, subject), value(point(address, subject))
    odd = Statement.objects.create(discrepancy=row, order=9, value=wrong)
    with pytest.raises(RecordError, match="바로잡은 뒤 결정"):
        services.decide(row, odd, reason="확인함")
    row.refresh_from_db()
    odd.refresh_from_db()
    assert (row.decided, odd.shown, value(row)) == (False, False, before)


def test_a_row_that_says_something_else_is_not_overwritten() -> None:
    row = point(SMART, "title")
    table = Roundtable.objects.get(address=SMART)
    table.title = "그사이 고친 제목"
    services.save_row(table)
    with pytest.raises(RecordError, match="그사이 고친 제목"):
        services.decide(row, other(row), reason="확인함")
    table.title = other(row).value
    services.save_row(table)
    services.decide(row, other(row), reason="확인함")
    assert line(row) == "recorded"


def test_where_nothing_was_shown_yet_the_row_is_found_by_what_it_says() -> None:
    row = point(SMART, "title")
    row.statements.update(shown=False)
    services.decide(row, row.statements.get(order=2), reason="확인함")
    assert value(row) == "안전하고 행복한 스마트시티 만들기"


def test_a_decision_needs_a_reason_and_a_statement_of_its_own() -> None:
    row = point(SMART, "title")
    with pytest.raises(RecordError, match="사유를 적으십시오"):
        services.decide(row, other(row), reason=" ")
    with pytest.raises(ChangedMeanwhile):
        services.decide(row, other(point(CLIMATE, "title")), reason="확인함")


def test_nobody_decides_for_another_city(town: Town) -> None:
    row = point(SMART, "title")
    with pytest.raises(NotAllowed):
        services.decide(
            row, other(row), actor=PERSONAS["yeongdeungpo_clerk"](town), reason="확인함"
        )


@pytest.mark.parametrize(
    "subject",
    ["", "nothing", "session-9/venue", "session-x/venue", "session-1", "session-1/nothing",
     "city", "id", "state", "figures/jobs", "points/5/text/more"],
)  # fmt: skip
def test_a_subject_that_names_no_field_leads_nowhere(subject: str) -> None:
    assert point_of(Discrepancy(entry=point(SMART, "title").entry, subject=subject)) is None


def test_loading_again_keeps_the_decision() -> None:
    row = point(SMART, "session-1/venue")
    services.decide(row, other(row), reason="확인함")
    call_command("load_record", verbosity=0)
    row.refresh_from_db()
    assert (row.decided, value(row)) == (True, "전북여성 일자리센터")
    assert line(row) == "recorded"
    call_command("load_record", verbosity=0, overwrite=True)
    row.refresh_from_db()
    assert (row.decided, row.decision, value(row)) == (False, "", "전북여성교육문화센터 대강당")
    assert line(row) == "recorded"


def test_a_confirmed_value_is_the_citys_when_the_files_change(tmp_path: Path) -> None:
    """Confirming what is shown changes neither the row nor its statement."""
    row = point(SMART, "attendance")
    services.decide(row, row.statements.get(value="122"), reason="122가 맞음")
    files = shutil.copytree("fixtures", tmp_path / "fixtures")
    corrected = {
        "roundtables/2019-smart-city.yaml": ("attendance: 122", "attendance: 200"),
        "discrepancies.yaml": (
            'value: "122", shown: true}\n      - {at: 1 추진상황 표, value: "200"}',
            'value: "122"}\n      - {at: 1 추진상황 표, value: "200", shown: true}\n'
            '      - {at: 셋째, value: "201"}',
        ),
    }
    for name, (old, new) in corrected.items():
        text = (files / "jeonju" / name).read_text(encoding="utf-8")
        assert old in text
        (files / "jeonju" / name).write_text(text.replace(old, new), encoding="utf-8")
    call_command("load_record", files, verbosity=0)
    row.refresh_from_db()
    told = [*row.statements.values_list("value", "shown")]
    assert (row.decided, row.decision, value(row)) == (True, "122가 맞음", "122")
    assert told == [("122", True), ("200", False)]
    call_command("load_record", files, verbosity=0, overwrite=True)
    row.refresh_from_db()
    told = [*row.statements.values_list("value", "shown")]
    assert (row.decided, value(row)) == (False, "200")
    assert told == [("122", False), ("200", True), ("201", False)]


def test_a_statement_within_another_can_be_decided_for_and_taken_back() -> None:
    row, table = point(SMART, "title"), Roundtable.objects.get(address=SMART)
    table.title = "한옥마을 공유한마당 축제"
    services.save_row(table)
    row.words_only = True
    services.save_row(row)
    long, short = row.statements.order_by("order")
    for statement, words in ((long, "공유한마당 축제"), (short, "공유한마당")):
        statement.value = words
        services.save_row(statement)
    assert line(row) == "recorded"
    services.decide(row, short, reason="짧은 것이 맞음")
    assert value(row) == "한옥마을 공유한마당"
    assert line(row) == "recorded"
    services.undecide(row, long)
    assert value(row) == "한옥마을 공유한마당 축제"
    Statement.objects.filter(pk=long.pk).update(shown=False)
    Statement.objects.filter(pk=short.pk).update(shown=True)
    assert line(row) == "unexplained"


def test_words_that_stand_twice_are_said_to_do_so() -> None:
    row, table = point(SMART, "title"), Roundtable.objects.get(address=SMART)
    table.title = "가나 그리고 가나"
    services.save_row(table)
    row.words_only = True
    services.save_row(row)
    first, second = row.statements.order_by("order")
    for statement, words in ((first, "가나"), (second, "다라")):
        statement.value = words
        services.save_row(statement)
    with pytest.raises(RecordError, match="“가나” 부분이 두 번 이상"):
        services.decide(row, second, reason="확인함")


@pytest.fixture
def town() -> Town:
    """The two cities as they were loaded."""
    jeonju, yeongdeungpo = City.objects.get(slug="jeonju"), City.objects.get(slug="yeongdeungpo")
    office, team = jeonju.departments.first(), yeongdeungpo.departments.first()
    assert office
    assert team
    return Town(jeonju, office, yeongdeungpo, team)
