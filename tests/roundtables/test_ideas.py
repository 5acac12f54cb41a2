"""Ideas stand under their groups, each once, with the votes of every sitting."""

import pytest
from django.test import Client

from roundtables import export
from roundtables.models import Idea, Roundtable, Session, Tally
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Roundtable:
    """Two groups of ideas; the last idea, in the first group, was added later."""
    row = making.roundtable(making.city(), parts=0)
    evening = making.saved(Session(roundtable=row, number=2, date="2021-06-02", label="야간"))
    for order, group in ((1, "일상"), (2, "경제"), (3, "일상")):
        making.published(
            Idea(roundtable=row, slug=f"i-{order}", order=order, group=group, title=f"생각 {order}")
        )
    first, _, last = Idea.objects.order_by("order")
    for idea, session, place, votes in (
        (first, row.sessions.get(number=1), 2, 5),
        (first, evening, 1, 9),
        (last, evening, 2, 3),
    ):
        making.saved(Tally(idea=idea, session=session, place=place, votes=votes))
    return row


def test_every_group_and_idea_stands_once(client: Client, table: Roundtable) -> None:
    response = client.get(table.get_absolute_url())
    groups = response.context["ideas"]
    listed = [(group, [idea["title"] for idea in ideas]) for group, ideas in groups]
    assert listed == [("일상", ["생각 1", "생각 3"]), ("경제", ["생각 2"])]
    page = response.content.decode()
    assert page.count(">일상</h3>") == 1
    assert page.count(">생각 2</a>") == 1


def test_an_idea_keeps_its_votes_of_every_sitting(client: Client, table: Roundtable) -> None:
    context = client.get(table.get_absolute_url()).context
    votes = context["report"].votes
    bars = [(label, [(bar.label, bar.value) for bar in own]) for label, own in votes]
    assert bars == [("", [("생각 1", 5)]), ("야간", [("생각 1", 9), ("생각 3", 3)])]
    first = context["ideas"][0][1][0]
    assert [row["tallies__votes"] for row in first["tallies"]] == [5, 9]
    exported = [(row["id"], row["votes"]) for row in export.export()["tallies"]]
    address = f"{table.address}/ideas/i-"
    assert exported == [
        (f"{address}1/session-1", 5),
        (f"{address}1/session-2", 9),
        (f"{address}3/session-2", 3),
    ]
