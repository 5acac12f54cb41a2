"""What pages say of the facts they show: whose words they are, in which language, as of when."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from civicforum.record import services, version
from roundtables.models import Proposal, Roundtable, Session
from tests import making
from tests.public.test_pages import addresses

pytestmark = pytest.mark.django_db

HANGUL = re.compile(r"[가-힣]")
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class _Languages(HTMLParser):
    """Collects the texts of the content with the language they are said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = [""]
        self.texts: list[tuple[str, str]] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.tags.pop() == tag
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and "main" in self.tags:
            self.texts.append((self.languages[-1], data.strip()))


def read(client: Client, path: str) -> str:
    """A page, made anew."""
    version.renew()
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def texts(page: str) -> list[tuple[str, str]]:
    """The texts of a page's content, each with its language."""
    parser = _Languages()
    parser.feed(page)
    return parser.texts


@pytest.mark.usefixtures("record")
class TestTheRecord:
    """Pages of the loaded record."""

    def test_korean_words_on_english_pages_are_said_to_be_korean(self, client: Client) -> None:
        wrong = [
            (path, text)
            for path in addresses()
            if "search" not in path  # it repeats what the visitor asked
            for language, text in texts(read(client, f"/en{path}"))
            if language != "ko" and HANGUL.search(text)
        ]
        assert wrong == []

    def test_english_words_beside_them_are_not(self, client: Client) -> None:
        page = texts(read(client, "/en/roundtables/jeonju/2019-smart-city/"))
        assert ("ko", "50대") not in page
        assert {language for language, text in page if "Woman" in text} == {"en"}
        assert any(language == "ko" and text.endswith("대") for language, text in page)

    def test_votes_are_counted_in_their_unit(self, client: Client) -> None:
        for prefix, place, bar in (
            ("", "1위, 17표", ("ko", "17표")),
            ("/en", "place 1, 17 votes", ("en", "17 votes")),
        ):
            page = texts(read(client, f"{prefix}/roundtables/jeonju/2020-corona-baeksin/"))
            assert bar in page
            assert ("ko", "주간") in page
            assert any(place in text for _, text in page)

    def test_a_figure_says_for_which_day_it_is_known(self, client: Client) -> None:
        for path, figure in (
            ("/committees/", "13석"),
            ("/committees/", "사업 10개"),
            ("/roundtables/", "99명"),
            ("/roundtables/jeonju/2020-climate/", "106명"),
            ("/committees/yeongdeungpo/working-council/14/", "위임 또는 불참"),
            ("/daulmadang/jeonju/taxi/", "명"),
        ):
            assert re.search(rf"{figure}.{{0,400}}?기준일 20", read(client, path)), (path, figure)
        assert "다울마당과 위원 수 기준일 2021. 12." in read(client, "/")

    @pytest.mark.parametrize(
        ("job", "other", "city"),
        [
            ("roundtables", "jeonju", "전주시"),
            ("daulmadang", "jeonju", "전주시"),
            ("committees", "yeongdeungpo", "영등포구"),
        ],
    )
    def test_the_page_of_a_city_names_it_once(
        self, client: Client, job: str, other: str, city: str
    ) -> None:
        named = [text for _, text in texts(read(client, f"/{job}/{other}/")) if text == city]
        assert len(named) == 2  # the crumb and the line above the title
        assert city in [text for _, text in texts(read(client, f"/{job}/"))]

    def test_a_summary_of_ours_is_called_one_beside_the_source(self, client: Client) -> None:
        for path, words in (
            ("/roundtables/", "추진배경, 추진방향: 포털이 요약한 글"),
            ("/roundtables/jeonju/2020-climate/", "진행방법: 포털이 요약한 글"),
            ("/committees/yeongdeungpo/working-council/14/", "안건의 결과: 포털이 요약한 글"),
        ):
            sources = re.findall(r'<p class="source">.*?</p>', read(client, path))
            assert [words in source for source in sources] == [True], path
        for path in ("/daulmadang/", "/roundtables/jeonju/2021-equality/"):
            assert "포털이 요약한 글" not in read(client, path)  # it stands as the city wrote it

    @pytest.mark.parametrize(
        "path",
        ["/", "/search/?q=12팀", "/roundtables/jeonju/2021-one-person-households/"],
    )
    def test_a_title_of_ours_is_not_taken_for_the_documents(
        self, client: Client, path: str
    ) -> None:
        untitled = Proposal.objects.get(title="12팀 정책 제안")
        assert untitled.is_untitled
        link = re.escape(f'href="/{untitled.address}/"')
        mark = rf"제목 없음:</span> <a {link}"
        assert re.search(mark, read(client, path)), path
        untitled.is_untitled = False
        services.save_row(untitled)
        assert not re.search(mark, read(client, path)), path


@pytest.fixture
def roundtable() -> Roundtable:
    """A public roundtable of which nothing else is known."""
    city = making.city("iksan", "익산시")
    making.roundtable(city, 1)
    row = Roundtable(city=city, number=2, slug="bare", title="아직 빈 원탁회의")
    return making.published(row)


def test_every_session_says_where_and_how_it_met(client: Client, roundtable: Roundtable) -> None:
    how = {"rooms": 10, "mode": Session.Mode.HYBRID, "streams": "유튜브"}
    day = dt.date(2021, 6, 3)
    making.saved(Session(roundtable=roundtable, number=1, date=day, venue="시청", **how))
    one = read(client, f"/{roundtable.address}/")
    making.saved(Session(roundtable=roundtable, number=2, date=day, venue="구청"))
    two = read(client, f"/{roundtable.address}/")
    for page in (one, two):
        for words in ("회의실 10곳", "온오프라인", "유튜브"):
            assert page.count(words) == 1, words


def test_a_roundtable_without_sessions_comes_last_and_says_so(
    client: Client, roundtable: Roundtable
) -> None:
    version.renew()
    listed = [row["address"] for row in client.get("/roundtables/").context["page"]]
    assert "roundtables/iksan/round-1" in listed
    assert listed[-1] == roundtable.address
    page = read(client, f"/{roundtable.address}/")
    assert 'class="empty"' in page
    assert "회차" not in page
    assert "krds-in-page-navigation-area" not in page
    assert "날짜 미상" in read(client, "/roundtables/")
