"""The thread of a matter or a project: where it was discussed, and what came out each time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.reports import Discussion, Point, points_discussed
from committees.models import Reference
from committees.models.withholding import shown
from committees.reports.discussion import item_link, rows_before


@dataclass(frozen=True)
class Talk(Discussion):
    """A discussion with what was decided and what came out of it, as far as that is public."""

    decision: str
    outcome: str


_TALKS = PreparedList(
    lambda entry: shown(Reference.public.filter(entry=entry))
    .annotate(before=rows_before("agenda_item__"))
    .order_by(
        "agenda_item__meeting__date", "agenda_item__meeting__address", "agenda_item__number"
    ),
    "agenda_item__meeting__title", "agenda_item__meeting__address",
    "agenda_item__meeting__date", "agenda_item__number", "agenda_item__title",
    "agenda_item__decision", "agenda_item__outcome", "before",
    size=20, keys=(int,),
)  # fmt: skip


def thread(entry: int, turned: Turned) -> Page:
    """Return a page of the talks about a public entry, given by its key, the first one first.

    One query.
    """
    page = _TALKS.page(turned.asked("discussed"), entry)
    page.object_list = list(map(_talk, page))
    return page


def points_of_thread(talks: Page) -> list[Point]:
    """Return the points of the record that a thread shows."""
    outcomes = [(one.address, f"agenda/{one.number}/outcome") for one in talks]
    return [*points_discussed(talks), *outcomes]


def _talk(row: dict[str, Any]) -> Talk:
    address, number = row["agenda_item__meeting__address"], row["agenda_item__number"]
    return Talk(
        meeting=row["agenda_item__meeting__title"],
        address=address,
        date=row["agenda_item__meeting__date"],
        number=number,
        title=row["agenda_item__title"],
        link=item_link(address, number, row["before"]),
        decision=row["agenda_item__decision"],
        outcome=row["agenda_item__outcome"],
    )
