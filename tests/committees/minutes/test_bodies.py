"""Whether a document may be one of the body that was chosen for it."""

import pytest

from committees.minutes.bodies import may_be_called

CITY = "가온구"
SAME = [
    ("교통위원회", "교통위원회"),
    ("교통 위원회", "교통위원회"),
    ("교통위원회", "가온구 교통위원회"),
    ("가온구교통정책위원회", "교통정책위원회"),
    ("교통위원회", "누리시 가온구 교통위원회"),
    ("청년 다울마당", "청년 다올마당"),
    ("제2기 청년협의체", "청년협의체"),
    ("청년협의체(가온)", "청년협의체"),
    ("택시", "택시 다울마당"),
    ("택시", "가온구 제3기 택시다울마당"),
    ("도시재생", "도시재생분과"),
    ("복지", "복지분과위원회"),
]
OTHER = [
    ("교통위원회", "환경위원회"),
    ("도시재생분과", "복지분과"),
    ("복지분과", "생활복지분과"),
    ("청년 다울마당", "여성 다울마당"),
    ("가온구 교통위원회", "가온구 환경위원회"),
    ("복지 다울마당", "복지분과"),
    ("택시", "버스 다울마당"),
    ("택시", "다울마당"),
]


@pytest.mark.parametrize(("title", "named"), SAME)
def test_nothing_speaks_against_it(title: str, named: str) -> None:
    assert may_be_called(title, named, CITY)
    assert may_be_called(named, title, CITY)


@pytest.mark.parametrize(("title", "named"), OTHER)
def test_it_is_another_body(title: str, named: str) -> None:
    assert not may_be_called(title, named, CITY)
    assert not may_be_called(named, title, CITY)


def test_a_document_that_names_no_body_may_be_of_any() -> None:
    assert may_be_called("교통위원회", "", CITY)
