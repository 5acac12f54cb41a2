"""Every page of the loaded record: it answers, in both languages, cheaply, to everybody alike."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import services, version
from civicforum.record.models import Entry
from roundtables.models import Roundtable
from tests import making

MOST_QUERIES = 12
MOST_BYTES = 120_000
FIXED = (
    "/", "/search/", "/search/?q=마스크", "/sources/",
    "/roundtables/", "/daulmadang/", "/daulmadang/jeonju/calendar/2021/", "/committees/",
    "/roundtables/jeonju/", "/daulmadang/jeonju/", "/committees/yeongdeungpo/",
)  # fmt: skip


def addresses() -> list[str]:
    """Every address that has a public page now."""
    return [*FIXED, *(f"/{address}/" for address in Entry.public.values_list("address", flat=True))]


@pytest.fixture
def fresh(client: Client) -> Client:
    """A visitor for whom nothing is cached."""
    version.renew()
    return client


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
class TestTheRecord:
    """Pages of the loaded record."""

    @pytest.mark.parametrize("language", ["", "/en"])
    def test_every_page_answers_within_its_bounds(self, fresh: Client, language: str) -> None:
        pages = addresses()
        assert len(pages) > 60
        for path in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = fresh.get(f"{language}{path}")
            assert response.status_code == 200, path
            assert len(queries) <= MOST_QUERIES, (path, len(queries))
            assert len(response.content) <= MOST_BYTES, (path, len(response.content))

    def test_pages_are_the_same_for_everybody(self, fresh: Client) -> None:
        for path in addresses():
            response = fresh.get(path)
            assert not response.cookies, path
            assert not response.has_header("Vary"), path
            page = response.content.decode()
            assert "csrfmiddlewaretoken" not in page, path
            assert "nonce" not in page, path
            assert 'style="' not in page, path
            assert "unsafe-inline" not in response["Content-Security-Policy"]

    def test_english_pages_say_so(self, fresh: Client) -> None:
        assert '<html lang="en"' in fresh.get("/en/roundtables/").content.decode()
        korean = fresh.get("/roundtables/", headers={"Accept-Language": "en"})
        assert '<html lang="ko"' in korean.content.decode()

    def test_pages_contain_what_the_document_says(self, fresh: Client) -> None:
        page = fresh.get("/roundtables/jeonju/2019-smart-city/").content.decode()
        for words in (
            "스마트시티 전주, 시민 대토론회", "122", "200", "방명자", "2020. 10. 27.", "[병원]",
            "반복적 문의, 예약에 도움을 줄 챗봇 개발", "환경", "23건", "(화)",
        ):  # fmt: skip
            assert words in page, words

    def test_staff_only_facts_stay_with_staff(self, fresh: Client) -> None:
        for path in addresses():
            page = fresh.get(path).content.decode()
            assert "금암1동" not in page, path
            assert "주민참여예산위원" not in page, path

    def test_search_finds_lines_and_says_when_nothing_is_found(self, fresh: Client) -> None:
        assert "2019-smart-city" in fresh.get("/search/?q=챗봇").content.decode()
        nothing = fresh.get("/search/?q=없는말없는말")
        assert nothing.status_code == 200
        assert fresh.get("/search/?q=%00").status_code == 400
        odd = ("가" * 500, "전주&page=99", "전주&page=x", "전주&kind=z")
        for words in odd:
            assert fresh.get(f"/search/?q={words}").status_code == 200

    def test_one_switch_masks_the_winners(self, fresh: Client) -> None:
        row = Roundtable.objects.get(slug="2018-garden-city")
        assert "송민영" in fresh.get(row.get_absolute_url()).content.decode()
        row.city.masks_winner_names = True
        services.save_row(row.city)
        version.renew()  # this test's transaction never commits
        page = fresh.get(row.get_absolute_url()).content.decode()
        assert "송민영" not in page
        assert "송○○" in page


@pytest.mark.django_db
def test_a_total_says_for_which_days_its_parts_are_known(client: Client) -> None:
    town = making.city("elsewhere", "다른시")
    making.panel(town, 1, as_of="2021-12")
    version.renew()
    page = client.get("/daulmadang/elsewhere/").content.decode()
    assert "<dd>2021. 12.</dd>" in page
    making.panel(town, 2, as_of="2022-06-30")
    version.renew()
    page = client.get("/daulmadang/elsewhere/").content.decode()
    assert "<dd>2021. 12. – 2022. 6. 30.</dd>" in page
    Entry.objects.filter(pk=making.panel(town, 3).pk).update(as_of="")
    version.renew()
    page = client.get("/daulmadang/elsewhere/").content.decode()
    assert "2021. 12. – 2022. 6. 30. 기준 문서에는 다울마당 2개, 위원 23명으로" in page
    Entry.objects.filter(address__endswith="elsewhere/panel-1").update(as_of="1890")  # a slip
    version.renew()
    assert "1890. – " in client.get("/daulmadang/elsewhere/").content.decode()
