"""What a page costs does not grow with the record."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import version
from tests import making

MOST_QUERIES = 12


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
        event = making.event(city, number)
        for project in making.plan(city, number, parts).projects.all():
            matter = making.matter(body, 10 * number + project.number, parts, became=project)
            making.presentation(event, body, project.number, project=project)
            making.refer(body.meetings.earliest("number").agenda.get(number=1), matter)
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
        f"/committees/jeonju/events/event-{number}/", "/committees/jeonju/matters/",
        f"/committees/jeonju/matters/matter-{number}1/",
        f"/committees/jeonju/council-{number}/years/2018/",
    ]  # fmt: skip
