"""Other layouts that cities use."""

from pathlib import Path

from tests.committees.minutes.layouts import (
    BRACKETS,
    BULLETS,
    COUNCIL_SESSION,
    NAMES_IN_BRACKETS,
    OUTLINE,
    ROLES_ALONE,
)
from tests.committees.minutes.reading_them import contract, read, speeches


def test_a_council_session_with_role_and_name(tmp_path: Path) -> None:
    reading = read(tmp_path, COUNCIL_SESSION)
    found = contract(reading)
    assert (found["held_at"], found["place"]) == ("2021-03-02T10:30", "본회의장")
    assert [item["title"] for item in found["agenda"]] == [
        "제300회 가온시의회 임시회 회기결정의 건",
        "회의록 서명의원 선출의 건",
    ]
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (None, "의장"),
        (None, "의사팀장"),
        (1, "의장"),
        (2, "박○○ 의원"),
        (2, "건설과장 도서린"),
    ]
    assert speeches(reading)[2][2].split("\n") == [
        "의사일정 제1항 회기결정의 건을 상정합니다.",
        "이의 없으십니까?",
        "※ (「없습니다」하는 의원 있음)",
        "가결되었음을 선포합니다.",
    ]
    assert found["totals"]["present"] == 3
    assert found["names_found"] == ["김하늘", "박서연", "이민준", "도서린"]
    assert found["unplaced"] == ["가온시의회사무국"]


def test_roles_in_brackets_and_numbered_heads(tmp_path: Path) -> None:
    reading = read(tmp_path, BRACKETS)
    found = contract(reading)
    assert (found["number"], found["held_at"]) == (3, "2023-05-09T14:00")
    assert found["attendance"] == [{"group": None, "role": "위원장", "status": "present"}]
    assert found["totals"]["present"] == 8
    assert speeches(reading) == [
        (1, "위원장", "회의를 시작하겠습니다."),
        (1, "도시농업팀장", "올해 분양은 4월에 합니다.\n신청은 온라인으로 받습니다."),
        (1, "위원1", "어르신은 온라인이 어렵습니다."),
        (2, "위원2", "교육을 늘립시다."),
    ]
    assert found["next_meeting"] == "2023. 6. 13.(화) 14:00"
    assert found["remarks"] == ["- 다음 회의 전까지 자료를 보낸다."]
    assert found["unplaced"] == []


def test_names_behind_roles_and_heads_side_by_side(tmp_path: Path) -> None:
    reading = read(tmp_path, NAMES_IN_BRACKETS)
    found = contract(reading)
    assert (found["held_at"], found["place"]) == ("2022-09-01T10:00", "주민센터 2층")
    assert [seat["role"] for seat in found["attendance"]] == ["위원장", "위원", "위원", "주무관"]
    assert found["totals"]["present"] == 4
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (1, "위원장(김○○)"),
        (1, "위원(이○○)"),
        (1, "주무관(최○○)"),
        (2, "위원(박○○)"),
    ]
    assert found["main_points"] == ["예산안 원안 가결"]
    assert found["names_found"] == []


def test_roles_without_names_and_a_table_with_one_column_of_marks(tmp_path: Path) -> None:
    reading = read(tmp_path, ROLES_ALONE)
    found = contract(reading)
    assert found["attendance"] == [
        {"group": "위촉직", "role": "위원장", "status": "present"},
        {"group": "위촉직", "role": "위원", "status": "unknown"},
        {"group": "당연직", "role": "청년팀장", "status": "present"},
    ]
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (1, "위원장"),
        (1, "청년팀장"),
        (1, "위원장"),
        (1, "위원"),
        (2, "위원장"),
        (2, "위원"),
    ]
    assert set(found["names_found"]) == {"한지민", "나문희", "구본승"}


def test_an_anonymous_member_speaks_and_a_list_inside_a_speech_stays_there(tmp_path: Path) -> None:
    reading = read(tmp_path, BULLETS)
    found = contract(reading)
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (1, "위원장"),
        (1, "마을팀장"),
        (1, "위원"),
        (2, "위원장"),
        (2, "박나래 위원"),
    ]
    assert speeches(reading)[1][2].endswith("\n- 무대: 1천만 원\n- 홍보: 5백만 원")
    assert [seat["status"] for seat in found["attendance"]] == [*["present"] * 4, "absent"]
    assert found["names_found"] == ["김가온", "박나래", "이도담", "최라온", "정마루"]


def test_an_outline_with_totals_and_a_name_of_the_meeting(tmp_path: Path) -> None:
    reading = read(tmp_path, OUTLINE)
    found = contract(reading)
    assert (found["title"], found["number"]) == ("제2회 청소년의회", 2)
    assert found["totals"] == {
        "present": 12, "delegated": None, "absent": 3, "not_present": None
    }  # fmt: skip
    assert [item["title"] for item in found["agenda"]] == ["급식 개선", "통학로 안전"]
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (1, "의장"),
        (1, "김하늘 의원"),
        (1, "이바다 의원"),
        (2, "의장"),
        (2, "김하늘 의원"),
    ]
    assert found["unplaced"] == ["□ 회의 개요"]
