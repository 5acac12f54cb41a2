"""The ideas of a roundtable and the votes they got."""

from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from roundtables.models import Idea, Tally

#: Ideas with their votes; one row for an idea without any.
_IDEAS = PreparedList(
    lambda roundtable: Idea.public.filter(roundtable=roundtable).order_by(
        "order", "pk", "tallies__session__number"
    ),
    "pk", "address", "title", "group", "became", "tallies__place", "tallies__votes",
    "tallies__session__label", "tallies__session__number",
    size=40, keys=(int,),
)  # fmt: skip
_TALLIES = PreparedList(
    lambda idea: Tally.public.filter(idea=idea).order_by("session__number"),
    "place", "votes", "session__label", "session__date",
    size=40, keys=(int,),
)  # fmt: skip


def ideas(roundtable: int, turned: Turned) -> Page:
    """Return a page of the ideas of a public roundtable, given by its key; one query.

    They stand under the titles of their groups, each with its `tallies`; the first of them
    stands in the idea itself, too.
    """
    page = _IDEAS.page(turned.asked("ideas"), roundtable)
    groups: dict[str, list[dict[str, Any]]] = {}
    for idea, tallies in gather(page, "pk", _tally):
        groups.setdefault(idea["group"], []).append({**idea, "tallies": tallies})
    page.object_list = list(groups.items())
    return page


def _tally(row: dict[str, Any]) -> dict[str, Any] | None:
    return None if row["tallies__votes"] is None else row


def idea_tallies(idea: Idea, turned: Turned) -> Page:
    """Return a page of the votes that a public idea got, by sitting; one query."""
    return _TALLIES.page(turned.asked("votes"), idea.pk)
