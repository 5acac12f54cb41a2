"""A row that were called like a word of the portal's own addresses would lose its pages."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from civicforum.kit.addresses import reserved_words
from civicforum.record import services
from committees.models import Body
from daulmadang.models import Panel
from roundtables.models import Roundtable
from tests import making
from tests.admin.forms import admin_url, as_sent
from tests.admin.rows import everything
from tests.personas import browser, town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", ["plans", "events", "matters"])
def test_a_body_is_not_called_like_a_part_of_an_address(word: str) -> None:
    places = town()
    clerk = browser("jeonju_clerk", places)
    sent = as_sent(clerk, admin_url(Body, "add"))
    sent |= {"form": Body.Form.SUBCOMMITTEE, "title": "계획분과", "slug": word}
    refused = clerk.post(admin_url(Body, "add"), sent)
    assert "slug" in refused.context["adminform"].form.errors
    assert word in str(refused.context["errors"])
    assert clerk.post(admin_url(Body, "add"), sent | {"slug": f"{word}-1"}).status_code == 302


@pytest.mark.parametrize("model", [Body, Panel, Roundtable])
def test_each_kind_of_address_is_looked_at(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that an address may reserve one day hold for every kind of row."""
    monkeypatch.setattr(
        "civicforum.record.models.entries.reserved_words",
        lambda name: {"word"} if name == model.KIND else frozenset(),
    )
    city = making.city()
    row = everything(city, making.department(city))[model]
    row.slug = "word"
    with pytest.raises(ValidationError, match="slug"):
        services.save_row(row)


def test_without_the_rule_the_meetings_of_a_body_would_have_no_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "civicforum.record.models.entries.reserved_words", lambda _name: frozenset()
    )
    body = making.published(
        Body(city=making.city(), form=Body.Form.SUBCOMMITTEE, slug="plans", title="계획분과")
    )
    meeting = making.meeting(body)
    assert client.get(f"/{body.address}/").status_code == 200
    assert client.get(f"/{meeting.address}/").status_code == 404


def test_words_come_from_the_addresses_themselves() -> None:
    assert reserved_words("body") == {"plans", "events", "matters"}
    assert reserved_words("panel") == {"calendar"}
    for free in ("city", "roundtable", "plan", "project", "event", "matter", "idea"):
        assert reserved_words(free) == frozenset()
