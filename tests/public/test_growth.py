"""What a page costs does not grow with the record."""

from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from operator import add
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.base import ModelState
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import version
from committees.models import Body, Plan, SharingEvent
from daulmadang.models import Duty, Outcome, Panel
from roundtables.models import Roundtable, Session
from tests import making

MOST_QUERIES = 12
MOST_BYTES = 120_000
LISTS = (
    "/", "/sources/", "/daulmadang/jeonju/calendar/2021/",
    "/roundtables/", "/daulmadang/", "/committees/",
    "/roundtables/jeonju/", "/daulmadang/jeonju/", "/committees/yeongdeungpo/",
    "/search/?q=전주",
)  # fmt: skip


def queries_of(client: Client, paths: Iterable[str]) -> dict[str, int]:
    """How many queries each page needs when nothing is cached."""
    counts = {}
    for path in paths:
        version.renew()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        counts[path] = len(queries)
    return counts


@pytest.mark.django_db
def test_queries_do_not_grow_with_rows(client: Client) -> None:
    city = making.city()
    programme = making.programme(city)
    making.programme(city, "roundtables")

    def grow(number: int, parts: int) -> None:
        making.roundtable(city, number, parts)
        making.meeting(making.panel(city, number), 1, parts)
        body = making.body(city, number)
        for meeting in range(1, parts + 1):
            making.meeting(body, meeting, parts)
        making.plan(city, number, parts)
        making.event(city, number)
        making.duty(city, number, programme)

    grow(1, 1)
    one = queries_of(client, _growing(1))
    grow(2, 3)
    grow(3, 3)
    three = queries_of(client, _growing(3))
    assert list(one.values()) == list(three.values()), (one, three)
    assert max(three.values()) <= MOST_QUERIES


def _growing(number: int) -> list[str]:
    return [
        "/", "/search/?q=제안", "/sources/",
        "/roundtables/", "/roundtables/jeonju/", f"/roundtables/jeonju/round-{number}/",
        "/daulmadang/", "/daulmadang/jeonju/", f"/daulmadang/jeonju/panel-{number}/",
        f"/daulmadang/jeonju/panel-{number}/1/", "/daulmadang/jeonju/calendar/2022/",
        "/committees/", f"/committees/jeonju/council-{number}/",
        f"/committees/jeonju/council-{number}/1/", f"/committees/jeonju/plans/plan-{number}/",
        f"/committees/jeonju/plans/plan-{number}/project-1/",
        f"/committees/jeonju/events/event-{number}/",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_hundred_times_the_record_costs_no_more(client: Client, settings: Any) -> None:
    settings.SIMPLE_HISTORY_ENABLED = False
    call_command("load_record", verbosity=0)
    before = queries_of(client, LISTS)
    _multiply(100)
    assert queries_of(client, LISTS) == before
    for path in LISTS:
        assert len(client.get(path).content) <= MOST_BYTES, path


def _multiply(times: int) -> None:
    """Copy everything that has a line in a list `times` times."""
    for row in list(Roundtable.objects.all()):
        for other in _copies(row, times):
            Session.objects.create(roundtable=other, number=1, date="2021-01-01")
    for row in [*Panel.objects.all(), *Plan.objects.all(), *SharingEvent.objects.all()]:
        _copies(row, times)
    for row in Body.objects.exclude(form=Body.Form.PANEL):
        _copies(row, times)
    for row in Outcome.objects.all():
        _copies(row, times, order=partial(add, 1000 * row.order))
    for row in Duty.objects.all():
        _copies(row, times)


def _copies(row: Any, times: int, **changed: Callable[[int], Any]) -> list[Any]:
    """Store copies of a row under identities of their own, and return them."""
    name = "address" if hasattr(row, "address") else "key"
    copies = []
    for number in range(times):
        fresh = copy(row)
        fresh.pk = fresh.id = None
        for link in filter(None, fresh._meta.parents.values()):
            setattr(fresh, link.attname, None)
        fresh._state = ModelState()
        setattr(fresh, name, f"{getattr(row, name)}-{number}")
        for field, value in changed.items():
            setattr(fresh, field, value(number))
        fresh.save()
        copies.append(fresh)
    return copies
