"""The council's own form, as the text that is left when it is copied out of its file."""

import datetime as dt
from collections import Counter

import pytest

from committees.minutes.reading.result import Reading
from tests.committees.minutes.layouts import COUNCIL_TEXT
from tests.committees.minutes.reading_them import contract, read, speeches


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return read(tmp_path_factory.mktemp("council"), COUNCIL_TEXT)


def test_heads(reading: Reading) -> None:
    minutes = reading.minutes
    assert (minutes.title, minutes.body, minutes.number) == (
        "마을숲운영협의회 7차 회의록", "마을숲운영협의회", 7
    )  # fmt: skip
    assert (minutes.day, minutes.starts, minutes.stated_weekday) == (
        dt.date(2023, 4, 6), dt.time(14), "목"
    )  # fmt: skip
    assert (minutes.place, minutes.recorder) == ("숲마당 큰방", "숲지원관")
    assert minutes.next_meeting == "2023 가을 나눔잔치"
    assert minutes.main_points == ["2023 숲 가꾸기 사업 소개", "가을 나눔잔치 여는 방법"]
    assert minutes.remarks == ["다음 모임 때 사진을 붙인다."]
    assert contract(reading)["held_at"] == "2023-04-06T14:00"


def test_agenda_and_list_of_projects(reading: Reading) -> None:
    assert [(item.number, item.title) for item in reading.minutes.agenda] == [
        (1, "2023 숲 가꾸기 사업 안내"),
        (2, "가을 나눔잔치 준비"),
    ]
    assert reading.projects == [
        "2023 동네 나무 이름표 달기",
        "아이와 함께 걷는 숲길.",
        "새집 Work Shop",
    ]


def test_seats_of_speakers_are_present_and_of_others_unknown(reading: Reading) -> None:
    rows = [(seat.group, seat.role, seat.status.value) for seat in reading.minutes.seats]
    assert rows == [
        ("나무분과", "분과장", "present"),
        ("나무분과", "부분과장", "unknown"),
        ("새분과", "분과장", "present"),
        ("새분과", "부분과장", "unknown"),
        ("새분과", "부분과장", "unknown"),
        ("숲관리팀", "팀장", "unknown"),
        ("숲관리팀", "숲지원관", "present"),
    ]


def test_a_total_without_its_column_is_told_and_not_guessed(reading: Reading) -> None:
    totals = reading.minutes.totals
    assert (totals.present, totals.delegated, totals.absent) == (5, None, None)
    warnings = contract(reading)["warnings"]
    assert any("total 2" in warning for warning in warnings)
    assert any("7 marks" in warning for warning in warnings)
    assert any("새부분과장 spoke and may be any of 2 seats" in warning for warning in warnings)
    assert any(warning.startswith("8 unknown characters") for warning in warnings)


def test_speeches_by_item_and_speaker_in_order(reading: Reading) -> None:
    assert [(item, speaker) for item, speaker, _text in speeches(reading)] == [
        (2, "숲지원관"),
        (2, "나무분과장"),
        (2, "새부분과장"),
        (2, "새분과장"),
        (2, "숲지원관"),
    ]


def test_wrapped_lines_lose_and_gain_no_blank(reading: Reading) -> None:
    first, second, *_others = [text for _item, _speaker, text in speeches(reading)]
    assert first == (
        "가을 나눔잔치를 어떻게 열지 이야기하여 보겠습니다.\n"
        "올해 여기 계신 여러 분과의 도움으로 숲길이 두 곳이나 새로 열렸고 이를 널리 알리는 자리가 "
        "필요하다고 생각합니다. 좋은 뜻을 모아 주십시오."
    )
    assert second == (
        "저는 나무 이름표를 함께 만드는 마당을 열면 좋겠습니다. 아이들이 무척 좋아할 것 같습니다."
    )


def test_an_outline_after_the_last_speech_is_no_speech(reading: Reading) -> None:
    assert speeches(reading)[-1][2] == "다음에 다시 뵙겠습니다."
    notes = reading.minutes.agenda[1].notes
    assert notes[0] == "○  2023 가을 나눔잔치 개요"
    assert notes[-1] == "▸새집 만들기"
    assert any("was taken for notes" in warning for warning in contract(reading)["warnings"])


def test_names_in_the_speeches_are_found(reading: Reading) -> None:
    found = contract(reading)["names_found"]
    assert "도서린" in found
    assert len(found) <= 5


def test_every_line_is_placed(reading: Reading) -> None:
    assert reading.unplaced == []
    assert all(line.place for line in reading.lines)
    places = Counter(line.place for line in reading.lines)
    assert places["speeches"] == 10
    assert places["attendance"] == 14
