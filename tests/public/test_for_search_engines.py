"""What search engines and shared links read: addresses, descriptions, site map, icons."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.kit.templatetags.frame import _rendered
from civicforum.record import version
from tests import growing, making
from tests.public.test_pages import addresses

pytestmark = pytest.mark.django_db
SITE = "https://record.example.org"
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def known(settings: object) -> None:
    settings.SITE_URL = SITE  # type: ignore[attr-defined]
    _rendered.cache_clear()
    version.renew()


def head(client: Client, path: str) -> str:
    """The head of a page."""
    return client.get(path).content.decode().partition("</head>")[0]


def meta(page: str, name: str) -> list[str]:
    """Every value of one of the head's meta lines."""
    return re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', page)


@pytest.mark.usefixtures("record")
class TestTheRecord:
    """Pages of the loaded record."""

    def test_every_page_says_where_it_stands_and_what_it_is(self, client: Client) -> None:
        descriptions = set()
        for path in addresses():
            if "?" in path:
                continue
            page = head(client, path)
            assert f'<link rel="canonical" href="{SITE}{path}">' in page, path
            assert f'hreflang="en" href="{SITE}/en{path}"' in page, path
            assert f'hreflang="x-default" href="{SITE}{path}"' in page, path
            (title,), (description,) = meta(page, "og:title"), meta(page, "og:description")
            assert title, path
            assert f"<title>{title} | " in page, path
            assert "\n" not in description, path
            assert meta(page, "description") == [description]
            descriptions.add(description)
            assert meta(page, "og:url") == [f"{SITE}{path}"]
        assert len(descriptions) > 50

    def test_the_english_page_stands_by_itself(self, client: Client) -> None:
        page = head(client, "/en/daulmadang/jeonju/taxi/")
        assert f'rel="canonical" href="{SITE}/en/daulmadang/jeonju/taxi/"' in page
        assert f'hreflang="ko" href="{SITE}/daulmadang/jeonju/taxi/"' in page
        assert meta(page, "og:locale") == ["en_US"]

    def test_a_later_page_of_a_list_stands_by_itself(self, client: Client) -> None:
        assert f'rel="canonical" href="{SITE}/sources/?page=2"' in head(client, "/sources/?page=2")
        assert f'rel="canonical" href="{SITE}/sources/"' in head(client, "/sources/?page=x&y=1")

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ("/?page=5", "/"),  # has no list to turn
            ("/roundtables/?page=99", "/roundtables/"),  # has one page
            ("/sources/?page=99", "/sources/?page=2"),
            ("/sources/?page=-1", "/sources/"),
            ("/sources/?plans=2", "/sources/"),
            ("/committees/?plans=2", "/committees/"),
        ],
    )
    def test_an_address_names_the_page_that_is_shown(
        self, client: Client, asked: str, shown: str
    ) -> None:
        for prefix in ("", "/en"):
            page = head(client, prefix + asked)
            assert f'rel="canonical" href="{SITE}{prefix}{shown}"' in page
            assert meta(page, "og:url") == [f"{SITE}{prefix}{shown}"]
            assert f'hreflang="ko" href="{SITE}{shown}"' in page
            assert f'hreflang="en" href="{SITE}/en{shown}"' in page

    @pytest.mark.parametrize("path", ["/search/?q=전주", "/nothing/", "/admin/login/"])
    def test_what_nobody_should_find_says_so(self, client: Client, path: str) -> None:
        page = head(client, path)
        assert meta(page, "robots") == ["noindex"]
        assert "canonical" not in page

    def test_the_site_maps_name_every_public_page_and_no_other(self, client: Client) -> None:
        index = client.get("/sitemap.xml")
        assert index["Content-Type"] == "application/xml"
        maps = [
            one.text or ""
            for one in ElementTree.fromstring(index.content).iterfind(  # noqa: S314
                "m:sitemap/m:loc", MAP
            )
        ]
        assert len(maps) > 1
        places = []
        for url in maps:
            assert url.startswith(f"{SITE}/")
            response = client.get(url.removeprefix(SITE))
            assert response["Content-Type"] == "application/xml"
            places += ElementTree.fromstring(response.content).findall("m:url", MAP)  # noqa: S314
        assert client.get(f"/sitemap-{len(maps) + 1}.xml").status_code == 404
        found = [place.findtext("m:loc", "", MAP) for place in places]
        assert len(found) == len(set(found))
        for url, place in zip(found, places, strict=True):
            links = {
                link.get("hreflang"): link.get("href") for link in place.findall("x:link", MAP)
            }
            ko = url.replace(f"{SITE}/en/", f"{SITE}/")
            en = ko.replace(f"{SITE}/", f"{SITE}/en/", 1)
            assert links == {"ko": ko, "en": en, "x-default": ko}
        korean_paths = {
            url.removeprefix(SITE) for url in found if not url.startswith(f"{SITE}/en/")
        }
        assert {path for path in addresses() if "search" not in path} <= korean_paths
        for path in korean_paths:
            assert client.get(path).status_code == 200, path

    def test_robots_are_told_where_it_is_and_what_is_not_theirs(self, client: Client) -> None:
        response = client.get("/robots.txt")
        assert response["Content-Type"] == "text/plain"
        lines = response.content.decode().splitlines()
        assert "Disallow: /admin/" in lines
        assert f"Sitemap: {SITE}/sitemap.xml" in lines

    def test_they_are_kept_like_other_pages(self, client: Client) -> None:
        for path in ("/sitemap.xml", "/sitemap-1.xml", "/robots.txt"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path)["ETag"]
            assert len(queries) == 0


@pytest.mark.usefixtures("record")
def test_every_list_of_a_page_has_its_part_in_the_address(client: Client) -> None:
    growing.grow_lists(100)
    for path, shown in (
        ("/committees/?plans=2", "/committees/?plans=2"),
        ("/committees/?plans=2&page=2&events=1&x=2", "/committees/?page=2&amp;plans=2"),
        ("/daulmadang/?outcomes=3", "/daulmadang/?outcomes=3"),
        ("/daulmadang/?programmes=2&page=2", "/daulmadang/?page=2&amp;programmes=2"),
    ):
        assert f'rel="canonical" href="{SITE}{shown}"' in head(client, path), path
        assert f'hreflang="en" href="{SITE}/en{shown}"' in head(client, path), path


def test_the_site_map_costs_no_more_as_the_record_grows(client: Client) -> None:
    def cost() -> int:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap-1.xml")
        return len(queries)

    city = making.city("gimje", "김제시")
    programme = making.programme(city)
    making.roundtable(city)
    making.duty(city, 1, programme)
    one = cost()
    making.roundtable(city, 2, parts=3)
    making.panel(city)
    making.duty(city, 2, programme, year=2023)
    assert cost() == one <= 3


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("/favicon.ico", b"\0\0\1\0"),
        ("/favicon.svg", b"<svg"),
        ("/apple-touch-icon.png", b"\x89PNG"),
    ],
)
def test_icons_are_where_browsers_look_for_them(client: Client, path: str, start: bytes) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert b"".join(response).startswith(start)
    assert (settings.BASE_DIR / "static" / "icons" / path.lstrip("/")).stat().st_size < 10_000
