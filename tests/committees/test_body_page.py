"""The page of a body says what it belongs to and what belongs to it, as far as that is public."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from civicforum.record import services, version
from civicforum.record.states import EntryState
from committees.models import Body
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
