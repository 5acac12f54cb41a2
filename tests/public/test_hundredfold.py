"""What pages cost when there is a hundred times the record, and that all of it can be reached."""

import re

import pytest
from django.test import Client

from committees.models import Body, Plan, SharingEvent
from daulmadang.models import Panel
from roundtables.models import Roundtable
from tests import growing
from tests.public.test_growth import MOST_QUERIES, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

MOST_BYTES = 120_000
DETAILS = (
    "/roundtables/jeonju/2020-corona-baeksin/", "/roundtables/jeonju/2021-equality/",
    "/roundtables/jeonju/2019-smart-city/session-1/team-5/proposal-1/",
    "/roundtables/jeonju/2020-corona-baeksin/ideas/daily-life-1/",
    "/daulmadang/jeonju/taxi/", "/daulmadang/jeonju/taxi/outcomes/5/",
    "/committees/yeongdeungpo/working-council/", "/committees/yeongdeungpo/working-council/14/",
    "/committees/yeongdeungpo/plans/innovation-plan/",
    "/committees/yeongdeungpo/plans/innovation-plan/global-harmony-band/",
    "/committees/yeongdeungpo/events/2018-results-sharing/",
)  # fmt: skip
LISTS = (
    "/", "/sources/", "/daulmadang/jeonju/calendar/2021/",
    "/roundtables/", "/daulmadang/", "/committees/",
    "/roundtables/jeonju/", "/daulmadang/jeonju/", "/committees/yeongdeungpo/",
    "/search/?q=전주",
)  # fmt: skip


def test_a_hundred_times_the_record_costs_no_more(client: Client) -> None:
    """Neither the lists nor a page on which everything stands a hundred times."""
    pages = LISTS + DETAILS
    before = queries_of(client, pages)
    growing.grow_lists(100)
    for path in LISTS:
        assert len(client.get(path).content) <= MOST_BYTES, path
    growing.grow_pages(100)
    after = queries_of(client, pages)
    assert [path for path in pages if after[path] > before[path]] == []
    assert max(before.values()) <= MOST_QUERIES


def test_every_list_can_be_turned_to_its_end(client: Client) -> None:
    growing.grow_lists(20)
    for path, name, rows in (
        ("/roundtables/", "page", Roundtable.public.all()),
        ("/daulmadang/", "page", Panel.public.all()),
        ("/committees/", "page", Body.public.exclude(form=Body.Form.PANEL)),
        ("/committees/", "plans", Plan.public.all()),
        ("/committees/", "events", SharingEvent.public.all()),
    ):
        shown = _turned(client, path, name)
        assert shown >= set(rows.values_list("address", flat=True)), (path, name)


def _shown(page: str) -> set[str]:
    """The addresses a page leads to."""
    return set(re.findall(r'href="/([a-z0-9/-]+)/"', page))


def _turned(client: Client, path: str, name: str) -> set[str]:
    """The addresses a list leads to, following its own links to the next page."""
    found: set[str] = set()
    query = ""
    while True:
        page = client.get(path + query).content.decode()
        found |= _shown(page)
        following = re.search(rf'rel="next" href="(\?{name}=\d+)[#"]', page)
        if following is None:
            return found
        query = following[1]


def test_a_page_beyond_the_end_is_the_last_one(client: Client) -> None:
    growing.grow_lists(20)
    last = _shown(client.get("/roundtables/?page=8").content.decode())
    assert len(last) > len(_shown(client.get("/search/").content.decode()))
    for beyond in ("9", "9" * 5000):
        assert _shown(client.get(f"/roundtables/?page={beyond}").content.decode()) == last
