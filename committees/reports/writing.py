"""What the editor of minutes reads: a page of sections, and what others changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db import transaction
from django.db.models import Count, F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.pages import Turned, page_of, part_with
from civicforum.record.services import hold_entries
from committees.forms.writing import shown_values
from committees.models import AgendaItem, Meeting, Seat, Speech
from committees.sections import KINDS, Section, kind_of, ref_of, revision_of
from committees.services.versions import keep_read

if TYPE_CHECKING:
    from civicforum.people.models import User

#: How many speeches a page of the editor holds.
SIZE = 200
#: Of how many sections the editor is told what changed; of more it reads the page again.
MOST = 60


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
        page = page_of(_in_order(meeting), turned, SIZE, name="speeches")
        page.object_list = list(page.object_list)
        return page, _groups(meeting, page), _mark(meeting)


def page_with(speech: Speech) -> str:
    """Return the query that leads to the page of the editor on which the speech stands."""
    places = list(_in_order(speech.meeting).values_list("pk", flat=True))
    return part_with("speeches", places.index(speech.pk), SIZE)


def agenda_links(meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """Return the agenda items, each with the link to where it stands in the editor; two queries."""
    counted = meeting.speeches.order_by().values_list("agenda_item__number")
    speeches = {number or 0: n for number, n in counted.annotate(n=Count("pk"))}
    before, links = speeches.get(0, 0), []
    for item in meeting.agenda.order_by("number"):
        links.append((item, f"{part_with('speeches', before, SIZE) or '?'}#items-{item.pk}"))
        before += speeches.get(item.number, 0)
    return links


def _in_order(meeting: Meeting) -> QuerySet[Speech]:
    """The speeches as the editor shows them: by agenda item, those before the agenda first."""
    return meeting.speeches.select_related("agenda_item").order_by(
        F("agenda_item__number").asc(nulls_first=True), "order"
    )


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


def _history(kind: str, meeting: Meeting) -> Any:
    model: Any = KINDS[kind]
    of_meeting = "entry_ptr" if model is Meeting else "meeting"
    return model.history.filter(**{of_meeting: meeting.pk})


def _mark(meeting: Meeting) -> str:
    """The newest version of each kind; whoever writes holds the meeting, so they only grow."""
    newest = (
        _history(kind, meeting).aggregate(newest=Max("history_id"))["newest"] for kind in KINDS
    )
    return ".".join(str(number or 0) for number in newest)


def changes(
    meeting: Meeting, mark: str, reader: "User", seats: Mapping[str, Seat]
) -> dict[str, Any]:
    """Return the sections stored since the mark, as the editor shows them, and the next mark.

    `reload` says that there are too many to tell, or that the mark is none.
    """
    known = [int(part) for part in mark.split(".") if part.isdecimal() and len(part) < 19]
    if len(known) != len(KINDS):
        return {"reload": True, "mark": _mark(meeting)}
    if _mark(meeting) == mark:
        return {"mark": mark, "sections": []}
    with transaction.atomic():
        hold_entries(meeting)
        keep_read(meeting, reader)
        touched = [
            version
            for kind, since in zip(KINDS, known, strict=True)
            for version in _newest(_history(kind, meeting).filter(history_id__gt=since))
        ]
        told = {"mark": _mark(meeting), "reload": len(touched) > MOST}
        if not told["reload"]:
            told["sections"] = list(_told(meeting, touched, seats))
        return told


def _newest(versions: Any) -> list[Any]:
    """The newest version of each row."""
    found = versions.select_related("history_user").order_by("history_id")[: 10 * MOST]
    return list({version.instance.pk: version for version in found}.values())


def _told(
    meeting: Meeting, versions: Iterable[Any], seats: Mapping[str, Seat]
) -> Iterable[dict[str, Any]]:
    before = _neighbours(meeting)
    for version in versions:
        model = version.instance_type
        row = model._default_manager.filter(pk=version.instance.pk).first()
        by = {"by": who(version), "at": when(version)}
        if row is None:
            gone = version.instance
            yield {"kind": kind_of(gone), "ref": ref_of(gone), "gone": True, **by}
        else:
            placed = before.get(row.pk, {}) if isinstance(row, Speech) else {}
            yield {**section(row, seats), **placed, **by}


def _neighbours(meeting: Meeting) -> dict[int, dict[str, str]]:
    """Under which item each speech stands and after which other one, by its number."""
    rows = list(_in_order(meeting).values_list("pk", "key", "agenda_item_id"))
    found = {}
    for before, (pk, _key, item) in pairwise([(0, None, None), *rows]):
        beside = before[0] and before[2] == item
        after = str(before[1] or before[0]) if beside else ""
        found[pk] = {"item": str(item or ""), "after": after}
    return found


def section(row: Section, seats: Mapping[str, Seat]) -> dict[str, Any]:
    """Return a section as the editor's scripts read it."""
    return {
        "kind": kind_of(row),
        "ref": ref_of(row),
        "revision": revision_of(row),
        "values": shown_values(row, seats),
    }


def placed_section(speech: Speech, seats: Mapping[str, Seat]) -> dict[str, Any]:
    """Return a speech as the editor's scripts read it, with its place."""
    return section(speech, seats) | _neighbours(speech.meeting)[speech.pk]


def last_version(row: Any) -> Any:
    """Return the newest version of a section, None where nobody stored it through the portal."""
    return row.history.select_related("history_user").order_by("-history_id").first()


def versions(row: Any) -> Any:
    """Return the versions of a section, the newest first."""
    return row.history.select_related("history_user").order_by("-history_id")


def deletions(meeting: Meeting) -> Any:
    """Return the versions that say which speeches were deleted, the newest first."""
    gone = _history("speeches", meeting).filter(history_type="-")
    return gone.select_related("history_user").order_by("-history_id")


def deleted_speeches(meeting: Meeting) -> Any:
    """Return those of the `deletions` after which the speech did not come back."""
    return deletions(meeting).exclude(id__in=Speech.objects.filter(meeting=meeting).values("pk"))


def who(version: Any) -> str:
    """Return who stored a version."""
    return version.history_user.name if version and version.history_user else _("The portal")


def when(version: Any) -> str:
    """Return the time of day at which a version was stored."""
    moment = version.history_date if version else timezone.now()
    return f"{timezone.localtime(moment):%H:%M}"
