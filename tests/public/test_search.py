"""What a visitor can find: dates as people type them, numbers, teams, venues, shown names."""

import pytest
from django.test import Client

from civicforum.people.models import City
from civicforum.record import services, version
from civicforum.record.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

SMART_CITY = "roundtables/jeonju/2019-smart-city"
GARDEN = "roundtables/jeonju/2018-garden-city"


def found(client: Client, words: str) -> set[str]:
    """The addresses of the entries that the pages of a search list."""
    addresses: set[str] = set()
    for page in range(1, 9):
        response = client.get("/search/", {"q": words, "page": str(page)})
        addresses |= {entry.address for entry in response.context["page"]}
        if not response.context["page"].has_next():
            return addresses
    raise AssertionError("More results than a test of this size expects.")


@pytest.fixture(autouse=True)
def fresh() -> None:
    version.renew()


@pytest.mark.parametrize(
    "words",
    ["2019-11-15", "2019. 11. 15.", "2019. 11. 15.(화)", "2019년 11월 15일", "2019년11월15일",
     "11월 15일", "11/15", "'19. 11. 15", "20191115", "2019.11", "2019년 11월", "2019",
     "전주 2019.11.15"],
)  # fmt: skip
def test_a_session_is_found_by_its_day_however_it_is_typed(client: Client, words: str) -> None:
    assert SMART_CITY in found(client, words)


@pytest.mark.parametrize("words", ["2019-11-16", "1월 15일", "2019년 1월", "2018년 11월 16일"])
def test_no_session_is_found_by_another_day(client: Client, words: str) -> None:
    assert not {address for address in found(client, words) if "smart-city" in address}


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("2018-11-22", "committees/yeongdeungpo/working-council/14"),
        ("2018. 12. 13.", "committees/yeongdeungpo/events/2018-results-sharing"),
        ("2018년 8월 16일", "committees/yeongdeungpo/plans/innovation-plan"),
        ("2021년 6월 실무자 간담회", "daulmadang/jeonju"),
        ("2018. 11. 15. 명예시장", GARDEN),
        ("참석 122명", SMART_CITY),
        ("참석 180여명", GARDEN),
        ("스마트시티 200", SMART_CITY),  # the number as the other source has it
        ("기대 88건", GARDEN),
        ("문제점 122건", SMART_CITY),
        ("교통 23건", SMART_CITY),
        ("3일(4회)", "roundtables/jeonju/2020-corona-baeksin"),
        ("10개팀", "roundtables/jeonju/2020-climate"),
        ("야간 1위 32표", "roundtables/jeonju/2020-corona-baeksin/ideas/daily-life-4"),
        ("전주 택시 28명", "daulmadang/jeonju/taxi"),  # the city's name is nobody's title
        ("9팀 어린이", "roundtables/jeonju/2020-climate"),
        ("어린이 전기차", "roundtables/jeonju/2020-climate/session-1/team-9/proposal-1"),
        ("도시혁신센터 10개 회의실", "roundtables/jeonju/2020-climate"),
        ("여성 일자리센터", GARDEN),  # the venue as the other source has it
        ("BEST 시민참여상 방명자", SMART_CITY),
    ],
)
def test_what_the_pages_state_is_found(client: Client, words: str, address: str) -> None:
    assert address in found(client, words)


def test_a_masked_name_cannot_be_found_from_the_moment_it_is_masked(client: Client) -> None:
    assert found(client, "송민영") == {GARDEN}
    jeonju = City.objects.get(slug="jeonju")
    jeonju.masks_winner_names = True
    services.save_row(jeonju)
    version.renew()  # this test's transaction never commits
    assert found(client, "송민영") == set()
    assert found(client, "송○○") == {GARDEN}
    assert not Entry.objects.filter(text__contains="방명자").exists()
    jeonju.masks_winner_names = False
    services.save_row(jeonju)
    version.renew()
    assert found(client, "송민영") == {GARDEN}


def test_what_is_for_staff_is_not_found(client: Client) -> None:
    for words in ("금암1동", "주민참여예산위원"):
        assert found(client, words) == set()


def test_the_excerpt_shows_where_the_date_stands(client: Client) -> None:
    page = client.get("/search/", {"q": "2019-11-15", "kind": "roundtable"}).content.decode()
    assert "2019년 11월 15일" in page


def test_the_form_keeps_what_was_sent_and_says_what_is_too_long(client: Client) -> None:
    page = client.get("/search/", {"q": "마스크", "kind": "idea"}).content.decode()
    assert 'value="마스크"' in page
    assert '<input type="hidden" name="kind" value="idea"' in page
    long = client.get("/search/", {"q": "가" * 101}).content.decode()
    assert 'id="page-q_error" class="form-hint-invalid"' in long
    assert 'aria-describedby="page-q_error"' in long
    odd = client.get("/search/", {"q": "마스크", "kind": "z"}).content.decode()
    assert 'value="z"' not in odd
    assert 'name="kind"' not in odd


def test_only_kinds_that_were_found_are_offered(client: Client) -> None:
    response = client.get("/search/", {"q": "마스크"})
    kinds = {code: number for code, _, number in response.context["kinds"]}
    page = response.context["page"]
    assert sum(kinds.values()) == page.paginator.count == len(found(client, "마스크"))
    assert "panel" not in kinds
    assert "kind=panel" not in response.content.decode()


def test_a_compound_is_found_however_it_is_spaced(client: Client) -> None:
    assert "roundtables/jeonju/2021-one-person-households" in found(client, "1인가구")


@pytest.mark.parametrize("words", ["(", "a.b*c+", "\\d", "[가-힣", "50%_", "'; --"])
def test_what_means_something_to_a_computer_is_looked_for_as_it_is(
    client: Client, words: str
) -> None:
    assert found(client, words) <= {
        entry.address
        for entry in Entry.public.all()
        if words.split()[0] in f"{entry.title}{entry.text}{entry.other_text}"
    }
