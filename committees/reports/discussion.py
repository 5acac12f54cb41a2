"""Where something was discussed: agenda items, and the page of the agenda they stand on."""

from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef

from civicforum.kit.pages import part_with
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import CountOf
from civicforum.record.reports import Discussion
from committees.models import AgendaItem, Reference

#: How many speeches and items without any stand on one page of a meeting.
AGENDA_SIZE = 40


def rows_before(item: str = "") -> CountOf:
    """How much of its meeting's agenda comes before an item, for a query; see `item_link`.

    `item` is the path that leads to the item, with `__` at its end.
    """
    earlier = AgendaItem.public.filter(
        meeting=OuterRef(f"{item}meeting"), number__lt=OuterRef(f"{item}number")
    )
    return CountOf(earlier.values("speeches"))


def item_link(address: str, number: int, before: int) -> str:
    """Return the path to an agenda item: its meeting, the page of the agenda, and the place."""
    return f"/{address}/{part_with('agenda', before, AGENDA_SIZE)}#agenda-{number}"


_DISCUSSED = PreparedList(
    lambda entry: Reference.public.filter(entry=entry)
    .annotate(before=rows_before("agenda_item__"))
    .order_by(
        "-agenda_item__meeting__date", "agenda_item__meeting__address", "agenda_item__number"
    ),
    "agenda_item__meeting__title", "agenda_item__meeting__address",
    "agenda_item__meeting__date", "agenda_item__number", "agenda_item__title", "before",
    size=20, keys=(int,),
)  # fmt: skip


def discussions(entry: int, number: int) -> Page:
    """Return a page of the agenda items of public meetings that were about an entry; one query."""
    page = _DISCUSSED.page(number, entry)
    page.object_list = list(map(_discussion, page))
    return page


def _discussion(row: dict[str, Any]) -> Discussion:
    address, number = row["agenda_item__meeting__address"], row["agenda_item__number"]
    return Discussion(
        meeting=row["agenda_item__meeting__title"],
        address=address,
        date=row["agenda_item__meeting__date"],
        number=number,
        title=row["agenda_item__title"],
        link=item_link(address, number, row["before"]),
    )
