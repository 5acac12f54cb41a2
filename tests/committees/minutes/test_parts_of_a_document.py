"""Where parts and speeches begin, in the ways a new user found misread."""

from pathlib import Path

import pytest

from tests.committees.minutes.reading_them import contract, read, speeches

TOP = "가온구 교통위원회 3차 회의록\n일시: 2024. 3. 5.(화) 14:00\n장소: 구청 3층\n"


def test_a_role_with_a_name_begins_a_speech(tmp_path: Path) -> None:
    text = (
        f"{TOP}안건: 노선 조정\n회의내용\n위원장: 개회합니다.\n위원 이○○: 노선을 늘립시다.\n"
        "간사: 자료를 나누어 드렸습니다.\n위원 존스미스: 찬성합니다.\n위원장 김가온: 네\n"
    )
    reading = read(tmp_path, text)
    assert speeches(reading) == [
        (1, "위원장", "개회합니다."),
        (1, "위원 이○○", "노선을 늘립시다."),
        (1, "간사", "자료를 나누어 드렸습니다."),
        (1, "위원 존스미스", "찬성합니다."),
        (1, "위원장 김가온", "네"),
    ]
    assert contract(reading)["warnings"] == []


@pytest.mark.parametrize("line", ["위원 의견: 노선을 늘립시다.", "위원: 찬성", "- 대표: 홍길동"])
def test_a_role_that_begins_no_speech_is_told(line: str, tmp_path: Path) -> None:
    reading = read(tmp_path, f"{TOP}회의내용\n위원장: 개회합니다.\n{line}\n")
    assert speeches(reading) == [(None, "위원장", f"개회합니다.\n{line}")]
    told = f"“{line}” stands within a speech and may begin another."
    assert told in contract(reading)["warnings"]


@pytest.mark.parametrize("mark", "□■◇◆")
def test_squares_before_heads(mark: str, tmp_path: Path) -> None:
    text = (
        f"{TOP}참석자: 위원장 김가온, 위원 박나래\n{mark} 안건\n1. 노선 조정\n{mark} 회의내용\n"
        f"위원장: 개회합니다.\n위원: 노선을 늘립시다.\n{mark} 결정사항\n ○ 노선을 늘린다.\n"
        f"{mark} 향후일정: 2024. 4. 2.(화)\n{mark} 기타: 없음\n"
    )
    reading = read(tmp_path, text)
    found = contract(reading)
    assert [item["title"] for item in found["agenda"]] == ["노선 조정"]
    assert speeches(reading) == [
        (1, "위원장", "개회합니다."), (1, "위원", "노선을 늘립시다."),
    ]  # fmt: skip
    assert found["main_points"] == ["노선을 늘린다."]
    assert found["next_meeting"] == "2024. 4. 2.(화)"
    assert (found["remarks"], found["unplaced"]) == (["없음"], [])


@pytest.mark.parametrize(
    "call", ["(「없습니다」하는 의원 있음)", "(“없습니다” 하는 위원 많음)", "(장내 웃음)", "(박수)"]
)
def test_what_others_called_is_marked_in_the_text(call: str, tmp_path: Path) -> None:
    text = (
        "제300회 가온시의회 본회의 회의록\n일시: 2021년 3월 2일(화) 10시 30분\n회의내용\n"
        f"○의장 ○○○  이의 없으십니까?\n{call}\n가결되었음을 선포합니다.\n○의사팀장 ○○○  네.\n"
    )
    reading = read(tmp_path, text)
    told = f"이의 없으십니까?\n※ {call}\n가결되었음을 선포합니다."
    assert speeches(reading) == [(None, "의장", told), (None, "의사팀장", "네.")]
    again = read(tmp_path, text.replace(call, f"※ {call}"))
    assert speeches(again) == speeches(reading)


def test_an_unknown_line_below_remarks_is_listed(tmp_path: Path) -> None:
    text = (
        "가온구 교통위원회 3차 회의록\n1. 일시: 2024. 3. 5.(화) 14:00\n2. 안건: 노선 조정\n"
        "3. 회의내용\n위원장: 개회합니다.\n7. 기타: {}\n알 수 없는 줄이 있다.\n - 또 한 줄\n"
    )
    none = contract(read(tmp_path, text.format("없음")))
    assert none["remarks"] == ["없음"]
    assert none["unplaced"] == ["알 수 없는 줄이 있다.", "- 또 한 줄"]
    some = contract(read(tmp_path, text.format("다음과 같다.")))
    assert some["remarks"] == ["다음과 같다.", "- 또 한 줄"]
    assert some["unplaced"] == ["알 수 없는 줄이 있다."]


def test_brackets_below_a_head_are_no_part_of_it(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{TOP}비고\n]]>\n")
    assert contract(reading)["remarks"] == ["]]>"]
