"""The page of a body says what it belongs to and what belongs to it, as far as that is public."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Body, Matter, Seat
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Body:
    row: Body = making.body(making.city())
    return row


@pytest.fixture
def subcommittees(council: Body) -> list[Body]:
    return [
        making.published(
            Body(
                city=council.city,
                form="subcommittee",
                slug=f"s-{n}",
                title=f"{n}분과",
                parent=council,
            )
        )
        for n in (1, 2)
    ]


def page(client: Client, body: Body) -> str:
    version.renew()
    return client.get(body.get_absolute_url()).content.decode()


def test_both_pages_lead_to_each_other(
    client: Client, council: Body, subcommittees: list[Body]
) -> None:
    above = page(client, council)
    for below in subcommittees:
        assert above.count(f'href="/{below.address}/"') == 1
        assert page(client, below).count(f'href="/{council.address}/"') == 1
    assert "2분과" not in page(client, subcommittees[0])


def test_what_is_not_public_is_not_named(
    client: Client, council: Body, subcommittees: list[Body]
) -> None:
    services.move_entry(subcommittees[0], EntryState.WITHDRAWN)
    assert "1분과" not in page(client, council)
    services.move_entry(council, EntryState.WITHDRAWN)
    assert council.title not in page(client, subcommittees[1])


def test_a_body_does_not_belong_to_itself(council: Body) -> None:
    council.parent = council
    with pytest.raises(ValidationError, match="parent"):
        services.save_row(council)


def test_a_body_lists_the_matters_it_brought_up_in_as_many_queries(
    client: Client, subcommittees: list[Body]
) -> None:
    body, counted = subcommittees[0], []
    for n in range(1, 4):
        making.published(
            Matter(city=body.city, body=body, slug=f"m-{n}", title=f"{n}호 의제", year=2025)
        )
        with CaptureQueriesContext(connection) as queries:
            text = page(client, body)
        counted.append(len(queries))
        assert text.count('id="matters"') == 1
        assert text.count("호 의제</a>") == n
    assert counted[0] == counted[2]
    assert "호 의제" not in page(client, subcommittees[1])


def test_seats_that_nothing_tells_apart_are_numbered(client: Client, council: Body) -> None:
    for order in (11, 12):
        making.saved(Seat(body=council, order=order, role="부분과장"))
    assert "부분과장 (1), 부분과장 (2)" in page(client, council)
