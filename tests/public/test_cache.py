"""The cache of public pages: served from memory, never stale after a write is committed."""

import threading
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from civicforum.record import cache, services, version
from civicforum.record.states import EntryState
from civicforum.wsgi import application
from roundtables.models import Roundtable
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row() -> Roundtable:
    return making.roundtable(making.city())


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_a_second_visitor_costs_no_query(client: Client, row: Roundtable) -> None:
    path = row.get_absolute_url()
    assert queries(client, path) > 0
    assert queries(client, path) == 0
    assert client.get(path).content == Client().get(path).content


def test_a_browser_that_has_the_page_is_told_so(client: Client, row: Roundtable) -> None:
    first = client.get(row.get_absolute_url())
    again = client.get(row.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    weak = client.get(row.get_absolute_url(), headers={"If-None-Match": f"W/{first['ETag']}"})
    assert weak.status_code == 304


@pytest.mark.parametrize("path", ["/roundtables/", "/nowhere/", "/admin/login/"])
def test_who_asks_for_the_head_gets_no_body(row: Roundtable, path: str) -> None:
    """Asked as the web server asks; Django's test client would drop a body by itself."""
    lengths = []

    def start_response(_status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        lengths.append(int(dict(headers)["Content-Length"]))

    for _ in range(2):  # made afresh, and from memory
        assert b"".join(application(RequestFactory().head(path).environ, start_response)) == b""
    assert lengths == [len(Client().get(path).content)] * 2


def test_a_head_is_answered_from_the_same_memory(client: Client, row: Roundtable) -> None:
    path = row.get_absolute_url()
    client.head(path)  # keeps nothing: it has no body
    page = client.get(path)
    assert row.title in page.content.decode()
    with CaptureQueriesContext(connection) as asked:
        head = client.head(path)
    assert (len(asked), head["ETag"]) == (0, page["ETag"])


def test_a_change_shows_at_once(client: Client, row: Roundtable) -> None:
    other_process = Client()
    for visitor in (client, other_process):
        assert row.title in visitor.get("/roundtables/").content.decode()
    row.title = "고친 제목"
    services.save_row(row)
    for visitor in (client, other_process):
        assert "고친 제목" in visitor.get("/roundtables/").content.decode()


def test_a_withdrawal_shows_at_once(client: Client, row: Roundtable) -> None:
    assert client.get(row.get_absolute_url()).status_code == 200
    services.move_entry(row, EntryState.WITHDRAWN)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert row.title not in client.get("/roundtables/").content.decode()


def test_a_page_made_of_old_rows_is_not_kept_as_new(client: Client, row: Roundtable) -> None:
    """A write commits while a page is being made of what was there before it."""
    path = row.get_absolute_url()
    made, go_on = threading.Event(), threading.Event()
    original = cache.PublishedPageCache._keep

    def slow_keep(self: cache.PublishedPageCache, *args: Any) -> Any:
        made.set()
        go_on.wait(10)
        return original(self, *args)

    def visit() -> None:
        client.get(path)
        connection.close()

    with mock.patch.object(cache.PublishedPageCache, "_keep", slow_keep):
        visitor = threading.Thread(target=visit)
        visitor.start()
        assert made.wait(10)
        row.title = "방금 고친 제목"
        services.save_row(row)
        go_on.set()
        visitor.join()
    assert "방금 고친 제목" in client.get(path).content.decode()


def test_a_write_that_fails_renews_nothing(row: Roundtable) -> None:
    before = version.current()
    row.title = ""
    with pytest.raises(Exception, match="title"):
        services.save_row(row)
    assert version.current() == before


def test_without_redis_pages_are_made_afresh(client: Client, row: Roundtable) -> None:
    path = row.get_absolute_url()
    client.get(path)
    with mock.patch.object(version, "current", return_value=None):
        assert queries(client, path) > 0


def test_a_cut_connection_to_redis_is_made_again(row: Roundtable) -> None:
    before = version.current()
    version.client().client_kill_filter(_type="normal", skipme=True)
    assert version.current() == before
    version.renew()
    assert version.current() != before


def test_copies_do_not_outlive_a_minute_or_their_day(client: Client, row: Roundtable) -> None:
    path = row.get_absolute_url()
    client.get(path)
    with mock.patch.object(cache.time, "monotonic", return_value=10**9):
        assert queries(client, path) > 0
    client.get(path)
    with mock.patch.object(cache, "_today", return_value="2099-01-01"):
        assert queries(client, path) > 0


def test_staff_pages_are_never_kept(client: Client) -> None:
    first = client.get("/staff/here/")
    assert "no-store" in first["Cache-Control"]
    assert "ETag" not in first


def test_copies_are_bounded_by_their_size(client: Client, row: Roundtable) -> None:
    path = row.get_absolute_url()
    size = len(client.get(path).content)
    with mock.patch.object(cache, "MAX_BYTES", 3 * size):
        for number in range(6):
            client.get(f"{path}?n={number}")
        assert queries(client, f"{path}?n=5") == 0
        assert queries(client, f"{path}?n=0") > 0
