"""Likely personal data in a text."""

import pytest

from committees.minutes.names import Kind, find_personal
from committees.minutes.vocabulary import words


def found(text: str, *roster: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in find_personal(text, roster)]


def names(text: str, *roster: str) -> list[str]:
    return [one.text for one in find_personal(text, roster) if one.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("이번 일은 도서린 분과장님께서 발표하시는 게 어떨까요?", ["도서린"]),
        ("함께 참여한 안린 분과원이 발표하겠습니다.", ["안린"]),
        ("위원장 김철수가 이하늘 위원과 남궁민수씨를 만났다.", ["김철수", "이하늘", "남궁민수"]),
        ("정하나 의원의 질의입니다.", ["정하나"]),
        ("발표자: 박서연", ["박서연"]),
        ("박민정은 먼저 갔다.", ["박민정"]),
        ("건설과장 홍길동", ["홍길동"]),
    ],
)
def test_names_by_what_stands_around_them(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "서울 대표와 지역 위원, 신임 위원, 전문 위원이 모였다.",
        "주민 대표와 민간 위원, 우리 위원님들",
        "도시재생분과장, 복지분과 위원 여러분",
        "위원장 선출, 위원 위촉, 과장 주재 회의",
        "오늘 회의에 계신 위원님, 오신 위원님",
        "최선을 다하여 이번에는 전체의 정책을 주민과 함께 이루고자 합니다.",
        "ㅇㅇㅇ 분과장, ○○○ 위원, 김○○ 위원",
        "위촉직 위원, 당연직 위원",
    ],
)
def test_ordinary_words_and_masks_are_no_names(text: str) -> None:
    assert names(text) == []


#: Seats as bodies call them; their first words begin like surnames or stand before a post.
ROLES = words("""
    안전분과장 복지분과장 마을부분과장 도시재생분과장 소통분과위원장 공동위원장 임시위원장
    정무부시장 강남구청장 안전팀장 문화과장 방재단장 상인회장 안전주무관 구민위원 마을활동가
    안전분과 마을분과 문화과 소통팀 상인회 공모단
""")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "said", ["{}", "{}님께서", "발표자: {}", "{} 부분과장", "{} 주무관", "간사 {}", "위원장({})"]
)
def test_seats_are_no_names(role: str, said: str) -> None:
    assert names(said.format(role)) == []


@pytest.mark.parametrize("name", ["김안전", "최문화", "이한국", "박지원", "서인국", "이은실"])
@pytest.mark.parametrize(
    "said",
    ["{} 위원", "{}분과장", "{}부분과장님", "안전분과장 {}", "복지팀 {} 주무관", "발표자: {}"],
)
def test_who_holds_a_seat_is_found_beside_it(name: str, said: str) -> None:
    assert names(said.format(name)) == [name]


def test_a_surname_before_an_ordinary_word_is_a_name() -> None:
    assert names("그 일은 김안전이 알고 최문화도 압니다.") == ["김안전", "최문화"]


@pytest.mark.parametrize(
    "file", ["20261201홍길동.pdf", "홍길동1.jpg", "IMG_홍길동_02.jpg", "제안서(홍길동).hwp"]
)
def test_names_in_names_of_files(file: str) -> None:
    assert [one.text for one in find_personal(file, names_file=True)] == ["홍길동"]


def test_a_place_in_a_text_is_no_name_though_it_is_asked_about_as_a_file() -> None:
    assert names("문래동 사진") == []
    assert [one.text for one in find_personal("문래동 사진", names_file=True)] == ["문래동"]


def test_a_name_once_told_is_known_in_the_rest_of_the_text() -> None:
    assert names("도서린 위원이 왔다. 나중에 도서린도 갔다.") == ["도서린", "도서린"]


def test_a_name_on_the_roster_is_found_anywhere() -> None:
    assert names("그날 솔은 없었고 하늬솔만 있었다.", "하늬솔") == ["하늬솔"]


def test_where_it_stands() -> None:
    text = "어제 도서린 위원이 010-1234-5678로 전화했다."
    for one in find_personal(text):
        assert text[one.start : one.end] == one.text
    assert found(text) == [("name", "도서린"), ("phone", "010-1234-5678")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("전화 02)123-4567, 01012345678", [("phone", "02)123-4567"), ("phone", "01012345678")]),
        ("+82-10-1234-5678", [("phone", "+82-10-1234-5678")]),
        ("kim.a@example.go.kr로", [("email", "kim.a@example.go.kr")]),
        ("900101-1234568", [("resident number", "900101-1234568")]),
        ("900101-1******", [("resident number", "900101-1******")]),
        ("솔내시 새말구 솔내로 12", [("address", "솔내시 새말구 솔내로 12")]),
        ("새말동 123-4번지", [("address", "새말동 123-4번지")]),
        ("차량 12가 3456", [("plate", "12가 3456")]),
        ("국민은행 123-45-678901", [("account", "123-45-678901")]),
        ("4111 1111 1111 1111", [("card", "4111 1111 1111 1111")]),
        ("생년월일: 1990.1.2", [("birthday", "1990.1.2")]),
        ("여권 M12345678", [("passport", "M12345678")]),
    ],
)
def test_numbers_and_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2018.11.22.(목) 18:30", "예산 850,000,000원", "901301-1234567", "4111 1111 1111 1112",
     "2023년 4월 6일 14시 30분", "제300회 임시회 제1차", "의안번호 2023-0045"],
)  # fmt: skip
def test_other_numbers_are_not_personal(text: str) -> None:
    assert found(text) == []


def test_a_check_digit_tells_more_than_the_form() -> None:
    right, wrong = find_personal("900101-1234568 900101-1234567")
    assert right.why != wrong.why
