"""Who was there, as lists in words name them: a name never stays in a role or a group."""

from pathlib import Path
from typing import Any

import pytest

from committees.minutes.reading.result import Reading
from tests.committees.minutes.reading_them import contract, read

HEAD = "가온구 교통위원회 3차 회의록\n일시: 2024. 3. 5.(화) 14:00\n"
PEOPLE: dict[str, list[tuple[str, str, str]]] = {
    "참 석 자 : 위원장 응우옌티란, 위원 남궁민수, 위원 존스미스, 간사": [
        ("", "위원장", "응우옌티란"),
        ("", "위원", "남궁민수"),
        ("", "위원", "존스미스"),
        ("", "간사", ""),
    ],
    "참석자: 도시과 홍길동 과장": [("도시과", "과장", "홍길동")],
    "참석자: 도시과 존 스미스 과장, 도시과 과장": [
        ("도시과", "과장", "존 스미스"), ("도시과", "과장", ""),
    ],
    "참석자: 위원 홍 길 동": [("", "위원", "홍길동")],
    "참석자: 위 원 장 홍 길 동, 위원 남궁 민수": [
        ("", "위원장", "홍길동"), ("", "위원", "남궁민수"),
    ],
    "참석자: 사회복지사 이영희(010-1234-5678)": [("", "사회복지사", "이영희")],
    "참석자: 위원 김가온 박나래 이도담": [
        ("", "위원", "김가온"), ("", "위원", "박나래"), ("", "위원", "이도담"),
    ],
    "참석자: 위원장 김가온, 홍길동위원": [("", "위원장", "김가온"), ("", "위원", "홍길동")],
    "참석자: 응우옌티란 위원, 위원 이슬": [("", "위원", "응우옌티란"), ("", "위원", "이슬")],
    "참석자: 가온구 새빛마을 협의체 위원, 청년 위원": [
        ("가온구 새빛마을 협의체", "위원", ""), ("", "청년 위원", ""),
    ],
    "참석자: 위원장 직무대행 이도담, 새분과 부분과장": [
        ("", "위원장 직무대행", "이도담"), ("새분과", "부분과장", ""),
    ],
    "참석자 명단\n1 위원 응우옌티란 o\n2 존스미스 위원 o\n3 위원장 o": [
        ("", "위원", "응우옌티란"), ("", "위원", "존스미스"), ("", "위원장", ""),
    ],
}  # fmt: skip


def of(folder: Path, text: str) -> tuple[Reading, dict[str, Any]]:
    reading = read(folder, HEAD + text + "\n")
    return reading, contract(reading)


def seats(reading: Reading) -> list[tuple[str, str, str]]:
    return [(seat.group, seat.role, seat.name) for seat in reading.minutes.seats]


@pytest.mark.parametrize("text", PEOPLE)
def test_role_name_and_group(text: str, tmp_path: Path) -> None:
    reading, found = of(tmp_path, text)
    assert seats(reading) == PEOPLE[text]
    names = {name for _group, _role, name in PEOPLE[text] if name}
    assert names <= set(found["names_found"])
    assert names == set(found["names"])


def test_what_is_only_taken_for_a_name_is_told(tmp_path: Path) -> None:
    reading, found = of(tmp_path, "불 참 자 : 위원 응우옌반남, 위원 김가온")
    assert [seat.status.value for seat in reading.minutes.seats] == ["absent", "absent"]
    told = [one for one in found["warnings"] if "taken for a name" in one]
    assert told == ["“응우옌반남” in the list of who was there was taken for a name."]


@pytest.mark.parametrize("number", ["010-1234-5678", "02-123-4567", "hong@example.kr"])
def test_a_number_to_call_is_in_no_seat_and_is_listed(number: str, tmp_path: Path) -> None:
    reading, found = of(tmp_path, f"참석자: 위원 박나래({number}), 위원장 김가온")
    assert seats(reading) == [("", "위원", "박나래"), ("", "위원장", "김가온")]
    assert any(number in text for text in found["unplaced"])
    assert any(number in one["text"] for one in found["personal"])


def test_a_hidden_name_is_known_to_nobody(tmp_path: Path) -> None:
    _reading, found = of(tmp_path, "참석자: 위원 박○○, 위원 김OO, 위원 ○○○")
    assert found["names_found"] == []
    assert found["warnings"][:-1] == []


@pytest.mark.parametrize(
    ("text", "present", "unplaced"),
    [
        ("참석자: 위원장, 부위원장, 위원 3명", None, ["위원 3명"]),
        ("참석자: 위원장, 부위원장, 위원 (3명)", 3, []),
        ("참석자: 위원장, 부위원장, 위원, 총 3명", 3, []),
        ("참석자: 위원 3명", 3, []),
    ],
)
def test_the_count_of_one_word_is_no_total(
    text: str, present: int | None, unplaced: list[str], tmp_path: Path
) -> None:
    _reading, found = of(tmp_path, text)
    assert (found["totals"]["present"], found["unplaced"]) == (present, unplaced)


def test_a_list_and_a_table_of_the_same_people_are_one(tmp_path: Path) -> None:
    rows = ["위촉직 위원장 김가온 o", "위촉직 위원 박나래", "위촉직 위원 이도담 o"]
    table = "\n".join(["참석자 명단", "구분 직위 성명 참석", *rows, ""])
    reading, found = of(tmp_path, f"참석자: 위원장 김가온, 위원 박나래\n{table}합계 2")
    assert seats(reading) == [
        ("위촉직", "위원장", "김가온"), ("위촉직", "위원", "박나래"), ("위촉직", "위원", "이도담"),
    ]  # fmt: skip
    assert any("2 people stand both in a list and in a table" in one for one in found["warnings"])


def test_roles_alone_of_a_list_and_a_table_are_one(tmp_path: Path) -> None:
    table = "참석자 명단\n순번 직위 참석\n1 위원장 o\n2 위원 o\n3 위원\n"
    reading, found = of(tmp_path, f"참석자: 위원장, 위원\n{table}")
    assert seats(reading) == [("", "위원장", ""), ("", "위원", ""), ("", "위원", "")]
    assert any("2 people" in one for one in found["warnings"])


def test_others_who_were_there_besides_are_no_row_of_the_table(tmp_path: Path) -> None:
    table = "참석자 명단\n순번 직위 참석\n1 위원장 o\n2 주무관 o\n"
    reading, _found = of(tmp_path, f"{table}배석자: 주무관 최라온\n")
    assert [role for _group, role, _name in seats(reading)] == ["위원장", "주무관", "주무관"]


def test_more_in_a_list_than_in_the_table_are_kept(tmp_path: Path) -> None:
    table = "참석자 명단\n순번 직위 참석\n1 위원장 o\n"
    reading, _found = of(tmp_path, f"참석자: 위원, 위원\n{table}")
    assert [role for _group, role, _name in seats(reading)] == ["위원", "위원", "위원장"]
