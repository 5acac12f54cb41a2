"""A winner's name that the city masks stands in no footnote, search or export either."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from civicforum.record import services, version
from civicforum.record.models import Discrepancy, Entry, Statement
from roundtables.models import Award, Proposal, Roundtable
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Roundtable:
    """A winner of whose name and decision the sources, and a proposal's, tell."""
    row: Roundtable = making.roundtable(making.city())
    winner = {"kind": "best_citizen", "order": 9, "person_name": "송미나", "name_basis": "보도"}
    making.saved(Award(roundtable=row, **winner))
    for entry in (row, Proposal.objects.get()):
        point = making.saved(
            Discrepancy(city=row.city, entry=entry, subject="names", title="송미나의 이름이 다름")
        )
        for order, value in enumerate(("송미라", "송미나 시민"), start=1):
            making.saved(Statement(discrepancy=point, order=order, value=value, shown=order == 1))
        services.decide(point, point.statements.get(order=2), reason="송미나 본인 확인")
        services.undecide(point, point.statements.get(order=1), reason="송미나 다시")
        services.decide(point, point.statements.get(order=2), reason="송미나 본인 확인")
        making.saved(Statement(discrepancy=point, order=3, value="송미나 님"))
    return row


def mask(table: Roundtable, masks: bool) -> None:
    table.city.masks_winner_names = masks
    services.save_row(table.city)
    version.renew()


def told(client: Client, table: Roundtable) -> dict[str, str]:
    """Everything that tells the public of the roundtable."""
    out = io.StringIO()
    call_command("export_record", "--json", stdout=out)
    paths = {entry.address: f"/{entry.address}/" for entry in Entry.public.all()}
    pages: dict[str, Any] = {**paths, "sources": "/sources/", "search": "/search/?q=원탁회의"}
    texts = Entry.objects.values_list("title", "text", "other_text")
    return {
        **{name: client.get(path).content.decode() for name, path in pages.items()},
        "export": json.dumps(json.loads(out.getvalue()), ensure_ascii=False),
        "texts": str([*texts]),
    }


def test_a_masked_name_is_masked_wherever_sources_are_quoted(
    client: Client, table: Roundtable
) -> None:
    version.renew()
    proposal = Proposal.objects.get()
    whole = {table.address, proposal.address, "sources", "export", "texts"}
    assert {name for name, text in told(client, table).items() if "송미나" in text} >= whole
    mask(table, True)
    masked = told(client, table)
    assert {name for name, text in masked.items() if "송미나" in text} == set()
    assert {name for name, text in masked.items() if "송○○ 시민" in text} >= whole - {"texts"}
    assert "송○○ 님" in masked["texts"]
    assert not client.get("/search/?q=송미나").context["page"].object_list
    mask(table, False)
    assert {name for name, text in told(client, table).items() if "송미나" in text} >= whole


def test_a_name_without_a_ground_is_masked_at_once(client: Client, table: Roundtable) -> None:
    award = Award.objects.get(person_name="송미나")
    award.name_basis = ""
    services.save_row(award)
    version.renew()
    assert {name for name, text in told(client, table).items() if "송미나" in text} == set()
