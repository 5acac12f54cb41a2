"""Calling a meeting into being, and keeping its facts and agenda current."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from civicforum.people.places import naming, trading_places
from civicforum.record.errors import RecordError
from civicforum.record.models import Entry
from civicforum.record.services import delete_row, hold_entries, save_row
from civicforum.record.version import record_write
from committees.models import AgendaItem, Body, Meeting, Reference
from committees.services.attendance import require_day
from committees.services.notice import drop_deadline, keep_deadline
from committees.services.papers import forget_file
from committees.services.speeches import follow_agenda
from committees.services.typed import keep_typed

if TYPE_CHECKING:
    from civicforum.people.models import User


def next_meeting(body: Body) -> Meeting:
    """Return a new meeting of a body, unsaved: the next number, times and place as last time.

    The link of those who attend online is not taken over: each meeting has its own.
    """
    last = body.meetings.order_by("-number").first()
    meeting = Meeting(body=body, city=body.city, number=1)
    if last:
        meeting.number = last.number + 1
        for name in ("starts", "ends", "form", "place", "recorder"):
            setattr(meeting, name, getattr(last, name))
    return meeting


@record_write
def add_meeting(meeting: Meeting, agenda: Sequence[str], *, actor: "User | None" = None) -> None:
    """Store a new meeting with its agenda, and promise its notice.

    Raises what `save_row` does, and RecordError for a number that another meeting has by now.
    """
    require_free_number(meeting)
    meeting.title = meeting.title or title_of(meeting)
    save_row(meeting, actor=actor)
    for number, title in enumerate(agenda, start=1):
        save_row(AgendaItem(meeting=meeting, number=number, title=title), actor=actor)
    keep_deadline(meeting, timezone.now())


def require_free_number(meeting: Meeting) -> None:
    """Hold the body, so that of two at once one is first; refuse a number that is taken.

    It is a part of a service's transaction.
    """
    hold_entries(meeting.body)
    others = Meeting.objects.filter(body=meeting.body_id, number=meeting.number)
    if others.exclude(pk=meeting.pk).exists():
        raise RecordError(number_taken(meeting.number))


def number_taken(number: int) -> str:
    """Say that the body has a meeting of that number."""
    return _("There is a meeting number %(number)d of this body already.") % {"number": number}


def title_of(meeting: Meeting) -> str:
    """Return what a meeting is called as the city writes it: 분과실무협의회 14차 회의."""
    with override("ko"):
        return f"{meeting.body.title} {meeting.number}차 회의"


@record_write
def change_meeting(
    meeting: Meeting,
    *,
    actor: "User | None" = None,
    reason: str = "",
    fields: Collection[str] | None = None,
) -> None:
    """Store the facts of a meeting; its title follows its number.

    `fields` are those that were typed: all else, such as what is written of it, stays as stored.
    Raises what `save_row` raises, and RecordError for a day to come of a meeting that was held.
    """
    hold_entries(meeting)
    if fields is not None:
        keep_typed(meeting, fields)
    require_free_number(meeting)
    stored = Meeting.objects.select_related("body").get(pk=meeting.pk)
    if meeting.title == title_of(stored):
        meeting.title = title_of(meeting)
    save_row(meeting, actor=actor, reason=reason)
    require_day(meeting)
    keep_deadline(meeting, timezone.now())


@record_write
def remove_meeting(meeting: Meeting, *, actor: "User | None" = None) -> None:
    """Delete a meeting that was made by mistake, with its files. Raises what `delete_row` raises.

    The file that its minutes were read from stays, and may be read again.
    """
    drop_deadline(meeting)
    for paper in meeting.papers.all():
        forget_file(paper)
    delete_row(meeting, actor=actor)


@record_write
def save_agenda(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    gone: Sequence[AgendaItem] = (),
    *,
    actor: "User | None" = None,
    reason: str = "",
    fields: Collection[str] | None = None,
) -> None:
    """Store the items of an agenda, which may trade their numbers, and let go of others.

    The speeches go along with their items. `fields` are those that were typed, as for
    `change_meeting`. Raises what `save_row` and `delete_row` raise.
    """
    with speeches_following(meeting):
        for item in gone:
            delete_row(item, actor=actor)
        for item in items:
            if fields is not None:
                keep_typed(item, fields)
        with trading_places(items):
            for item in items:
                item.meeting = meeting
                _keep_with_speeches(item)
                with naming(item):
                    save_row(item, actor=actor, reason=reason)


@contextmanager
def speeches_following(meeting: Meeting) -> Iterator[None]:
    """Let the speeches of a meeting go along with the items whose order the block changes.

    Every door by which items trade places opens here. It is a part of a service's transaction.
    """
    hold_entries(meeting)  # nobody adds a speech meanwhile
    before = _in_order(meeting)
    yield
    after = _in_order(meeting)
    if [pk for pk in before if pk in after] != [pk for pk in after if pk in before]:
        follow_agenda(meeting)


def _keep_with_speeches(item: AgendaItem) -> None:
    """Refuse to take an item to another meeting from under what belongs to it in its own."""
    stored = AgendaItem.objects.filter(pk=item.pk).exclude(meeting=item.meeting_id).first()
    if stored and (stored.speeches.exists() or stored.papers.exists()):
        text = _("“%s” has speeches or papers of its own meeting, so it stays there.")
        raise RecordError(text % stored)


def _in_order(meeting: Meeting) -> list[int]:
    return list(meeting.agenda.order_by("number").values_list("pk", flat=True))


@record_write
def add_reference(item: AgendaItem, entry: Entry, *, actor: "User | None" = None) -> None:
    """Say that an item is about something of the record, once. Raises what `save_row` raises."""
    if not item.references.filter(entry=entry.pk).exists():
        save_row(Reference(agenda_item=item, entry=entry), actor=actor)


@record_write
def remove_reference(reference: Reference, *, actor: "User | None" = None) -> None:
    """Say no more that an item is about something. Raises what `delete_row` raises."""
    delete_row(reference, actor=actor)
