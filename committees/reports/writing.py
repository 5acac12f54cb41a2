"""What a page of the editor of minutes shows."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.paginator import Page
from django.db import transaction
from django.db.models import Count, Q

from civicforum.kit.pages import Turned, page_of, part_with
from civicforum.record.services import hold_entries
from committees.models import AgendaItem, Meeting, Speech
from committees.reports.written import in_order, mark_of
from committees.sections import Section
from committees.services.versions import keep_read

if TYPE_CHECKING:
    from civicforum.people.models import User

#: How many speeches a page of the editor holds.
SIZE = 200


@dataclass
class Group:
    """An agenda item, None for what comes before the agenda, with speeches of this page.

    `continued` says that the item began on the page before.
    """

    item: AgendaItem | None
    continued: bool = False
    speeches: list[Speech] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """What the page calls the place of the item."""
        return f"items-{self.item.pk if self.item else 0}"


def writing_page(meeting: Meeting, turned: Turned, reader: "User") -> tuple[Page, list[Group], str]:
    """Return a page of speeches, the same by agenda item, and a mark of what was read.

    An item without speeches stands where its number puts it. The mark is for `changes`. What
    the reader is shown of others stays among the versions.
    """
    with transaction.atomic():
        hold_entries(meeting)
        keep_read(meeting, reader)
        page = page_of(in_order(meeting), turned, SIZE, name="speeches")
        page.object_list = list(page.object_list)
        return page, _groups(meeting, page), mark_of(meeting)


def page_with(row: Section) -> str:
    """Return the query that leads to the page of the editor on which the section stands."""
    return part_with("speeches", _before(row), SIZE)


def _before(row: Section) -> int:
    """How many speeches stand before the section; none where it is deleted by now."""
    if isinstance(row, Speech):
        places = list(in_order(row.meeting).values_list("pk", flat=True))
        return places.index(row.pk) if row.pk in places else 0
    if isinstance(row, AgendaItem):
        before = Q(agenda_item__isnull=True) | Q(agenda_item__number__lt=row.number)
        return row.meeting.speeches.filter(before).count()
    return 0


def agenda_links(meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """Return the agenda items, each with the link to where it stands in the editor; two queries."""
    counted = meeting.speeches.order_by().values_list("agenda_item__number")
    speeches = {number or 0: n for number, n in counted.annotate(n=Count("pk"))}
    before, links = speeches.get(0, 0), []
    for item in meeting.agenda.order_by("number"):
        links.append((item, f"{part_with('speeches', before, SIZE) or '?'}#items-{item.pk}"))
        before += speeches.get(item.number, 0)
    return links


def _groups(meeting: Meeting, page: Page) -> list[Group]:
    items: list[AgendaItem | None] = list(meeting.agenda.order_by("number"))
    if not items or any(one.agenda_item_id is None for one in page):
        items.insert(0, None)
    first, end = _bounds(page)
    groups = [Group(item) for item in items if first <= _number(item) < end]
    for group in groups:
        group.speeches = [one for one in page if _number(one.agenda_item) == _number(group.item)]
    if groups:
        groups[0].continued = _begins_before(page)
    return groups


def _number(item: AgendaItem | None) -> int:
    return item.number if item else 0


def _bounds(page: Page) -> tuple[int, float]:
    """From which item's number, and up to which, items stand on the page."""
    first = _number(page[0].agenda_item) if page.has_previous() else 0
    if not page.has_next():
        return first, float("inf")
    following = page.paginator.object_list[page.end_index()]
    # An item that goes on on the next page begins on this one.
    return first, max(_number(following.agenda_item), _number(page[-1].agenda_item) + 1)


def _begins_before(page: Page) -> bool:
    if not page.has_previous():
        return False
    before = page.paginator.object_list[page.start_index() - 2]
    return bool(before.agenda_item_id == page[0].agenda_item_id)
