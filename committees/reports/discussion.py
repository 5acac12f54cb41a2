"""Where something was discussed: agenda items and speeches, and the page they stand on."""

from typing import Any

from django.core.paginator import Page
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet

from civicforum.kit.pages import part_with
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.kit.rows import CountOf
from civicforum.record.reports import Discussion
from committees.models import AgendaItem, Reference, Speech
from committees.models.withholding import shown

#: How many speeches and items without any stand on one page of a meeting.
AGENDA_SIZE = 40
#: How many speeches that belong to no item stand beside them.
BESIDES_SIZE = 15


def agenda_rows() -> QuerySet[Any]:
    """Public agenda items joined with their speeches as `said`; a withheld item has none.

    Nor is a speech of another meeting shown, which no form gives to an item any more.
    """
    own = Q(withheld="", speeches__meeting=F("meeting"))
    said = FilteredRelation("speeches", condition=own)
    return AgendaItem.public.annotate(said=said)


def rows_before(item: str = "") -> CountOf:
    """How much of its meeting's agenda comes before an item, for a query; see `item_link`.

    `item` is the path that leads to the item, with `__` at its end.
    """
    earlier = agenda_rows().filter(
        meeting=OuterRef(f"{item}meeting"), number__lt=OuterRef(f"{item}number")
    )
    return CountOf(earlier.values("said__pk"))


def speech_place(rows: QuerySet[Speech]) -> QuerySet[Speech]:
    """Add to speeches what `speech_link` needs: how much stands before each, and on what list.

    `in_item` is empty for a speech that belongs to no item of the agenda.
    """
    earlier = Speech.public.order_by().filter(
        meeting=OuterRef("meeting"), order__lt=OuterRef("order")
    )
    return rows.annotate(
        before_item=rows_before("agenda_item__"),
        before_in_item=CountOf(earlier.filter(agenda_item=OuterRef("agenda_item")).values("pk")),
        before_besides=CountOf(earlier.filter(agenda_item=None).values("pk")),
        in_item=F("agenda_item"),
    )


#: The columns of `speech_place` that `speech_link` reads.
SPEECH_PLACE = (
    "meeting__address", "order", "in_item", "before_item", "before_in_item", "before_besides",
)  # fmt: skip


def speech_link(row: dict[str, Any]) -> str:
    """Return the path to a speech: its meeting, the page of the list it is on, and the place."""
    if row["in_item"]:
        part = part_with("agenda", row["before_item"] + row["before_in_item"], AGENDA_SIZE)
    else:
        part = part_with("besides", row["before_besides"], BESIDES_SIZE)
    return f"/{row['meeting__address']}/{part}#speech-{row['order']}"


def item_link(address: str, number: int, before: int) -> str:
    """Return the path to an agenda item: its meeting, the page of the agenda, and the place."""
    return f"/{address}/{part_with('agenda', before, AGENDA_SIZE)}#agenda-{number}"


_DISCUSSED = PreparedList(
    lambda entry: shown(Reference.public.filter(entry=entry))
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


_SPEECH_PLACE = Prepared(
    lambda address, order: speech_place(
        shown(Speech.public.filter(meeting__address=address, order=order), with_grounds=True)
    ),
    *SPEECH_PLACE,
    keys=(str, int),
)


def place_of_speech(address: str, order: int) -> str | None:
    """Return the path to the page on which a speech of a public meeting stands; one query.

    None where there is none, or what it stands in is withheld.
    """
    for row in _SPEECH_PLACE(address, order):
        return speech_link(row)
    return None
