"""The ideas of a roundtable and the votes they got."""

from typing import Any

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from roundtables.models import Idea, Tally

_IDEAS = Prepared(
    lambda roundtable: Idea.public.filter(roundtable=roundtable).order_by(
        "order", "pk", "tallies__session__number"
    ),
    "pk", "address", "title", "group", "became", "tallies__place", "tallies__votes",
    "tallies__session__label", "tallies__session__number",
)  # fmt: skip


def ideas(roundtable: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the ideas of a public roundtable, given by its key, under the titles of their groups.

    Both follow the order of the ideas. Every idea has its `tallies`; the first of them stands in
    the idea itself, too. One query.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for idea, tallies in gather(_IDEAS(roundtable), "pk", _tally):
        groups.setdefault(idea["group"], []).append({**idea, "tallies": tallies})
    return list(groups.items())


def _tally(row: dict[str, Any]) -> dict[str, Any] | None:
    return None if row["tallies__votes"] is None else row


def idea_tallies(idea: Idea) -> Any:
    """Return the votes that a public idea got, by sitting."""
    return Tally.public.filter(idea=idea).select_related("session").order_by("session__number")
