"""Whether a document is one of the body that was chosen for it."""

import pytest

from committees.minutes.reading.bodies import is_of

SAME = [
    ("교통위원회", "교통위원회"),
    ("교통 위원회", "교통위원회"),
    ("교통위원회", "가온구 교통위원회"),
    ("가온구 교통위원회", "교통위원회"),
    ("교통정책위원회", "가온구교통정책위원회"),
    ("청년 다울마당", "청년 다올마당"),
    ("제2기 청년협의체", "청년협의체"),
    ("청년협의체(가온)", "청년협의체 가온"),
    ("강변마을 실무협의회", "실무협의회"),
    ("교통위원회", ""),
]
OTHER = [
    ("교통위원회", "환경위원회"),
    ("도시재생분과", "복지분과"),
    ("복지분과", "생활복지분과"),
    ("청년 다울마당", "여성 다울마당"),
    ("가온구 교통위원회", "가온구 환경위원회"),
]


@pytest.mark.parametrize(("title", "told"), SAME)
def test_nothing_speaks_against_it(title: str, told: str) -> None:
    assert is_of(title, told)
    assert is_of(told, title)


@pytest.mark.parametrize(("title", "told"), OTHER)
def test_it_is_another_body(title: str, told: str) -> None:
    assert not is_of(title, told)
    assert not is_of(told, title)
