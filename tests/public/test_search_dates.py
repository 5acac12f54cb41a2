"""What is read as a date in a search, and that words with numbers are found as they stand."""

import datetime as dt

import pytest
from django.test import Client

from civicforum.people.models import City
from civicforum.record import version
from committees.models import Plan, SharingEvent
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeonju() -> City:
    return making.city()


def titled(city: City, *titles: str) -> None:
    """Public entries with these titles."""
    for number, title in enumerate(titles):
        making.published(Plan(city=city, slug=f"plan-{number}", title=title))


def found(client: Client, words: str) -> set[str]:
    """The titles that a search lists."""
    version.renew()
    return {entry.title for entry in client.get("/search/", {"q": words}).context["page"]}


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("2019년 1차 회의", "2019년 1월 회의"),
        ("2021년 2개 시범사업", "2021년 2월 시범사업"),
        ("2020년 5개 분야", "2020년 5월 분야"),
        ("2020년 2월 5개 분야", "2020년 2월 5일 분야"),
        ("3월 5명 위촉", "3월 5일 위촉"),
        ("1/4분기 보고", "1월 4일 보고"),
    ],
)
def test_a_number_of_something_is_no_date(
    client: Client, jeonju: City, words: str, other: str
) -> None:
    titled(jeonju, words, other)
    assert found(client, words) == {words}


def test_such_words_need_not_stand_together(client: Client, jeonju: City) -> None:
    titled(jeonju, "제1차 회의 (2019년)")
    assert found(client, "2019년 1차 회의") == {"제1차 회의 (2019년)"}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("2/3 이상", "위원 2/3 이상 찬성"),
        ("1/4 분기", "1/4 분기 보고"),
        ("2019.11", "자료 2019.11"),
        ("2019-11-15", "문서 2019-11-15"),
        ("20191115", "문서 20191115"),
        ("2019년 5", "2019년 5 분과"),
        ("1월 15일", "1월 15일 회의"),
        ("1월 15일", "회의(1월 15일)"),
        ("11월 15일에", "11월 15일에 만난 사람"),
    ],
)
def test_a_date_is_found_as_it_was_typed_as_well(
    client: Client, jeonju: City, words: str, title: str
) -> None:
    titled(jeonju, title)
    assert found(client, words) == {title}


@pytest.mark.parametrize(
    "words",
    ["2019년 1월", "2019년 1", "2019. 1.", "1월 5일", "1월 5", "1/5", "2019. 1. 5.", "1월5일 낮",
     "2019년 1월 5", "'19. 1. 5"],
)  # fmt: skip
def test_a_date_is_read_as_one(client: Client, jeonju: City, words: str) -> None:
    days = [dt.date(2019, 1, 5), dt.date(2019, 11, 5), dt.date(2018, 1, 15)]
    for number, day in enumerate(days, start=1):
        place = f"{number}호 낮"
        making.published(
            SharingEvent(city=jeonju, slug=f"e-{number}", title=place, place="낮", date=day)
        )
    assert found(client, words) == {"1호 낮"}
