"""Writing minutes section by section, so that nobody overwrites what he has not read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.services import hold_entries, save_row
from civicforum.record.services.holding import held_row
from civicforum.record.version import unseen
from committees.models import AgendaItem, Meeting
from committees.policy import closed_to_writing
from committees.sections import Section, meeting_of, revision_of
from committees.services.versions import fold_last, keep_read, written

if TYPE_CHECKING:
    from civicforum.people.models import User


class Overtaken(ChangedMeanwhile):
    """Somebody else wrote the section first; `row` is what he wrote."""

    def __init__(self, row: Section) -> None:
        super().__init__(_("Somebody else changed this section while you were writing it."))
        self.row = row


class Closed(RecordError):
    """The minutes are not to be written any more; the message says why and what to do."""


class Gone(ChangedMeanwhile):
    """Somebody else deleted the section."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else deleted this section."))


@contextmanager
def writing(meeting: Meeting, actor: "User") -> Iterator[None]:
    """Hold the meeting, so that its sections are written one after the other, until it is done.

    Raises Closed when it is not to be written now, NotAllowed when it is not the actor's to write.
    Minutes that are written are never public, so the pages that are kept stay good.
    """
    with unseen(), transaction.atomic():
        hold_entries(meeting)
        stored = Meeting.objects.get(pk=meeting.pk)
        require(actor, Action.CHANGE, stored)
        if why := closed_to_writing(actor, stored):
            raise Closed(why)
        yield


def held(row: Section) -> Any:
    """Return a section as it is stored, held until we are done. Raises Gone."""
    try:
        return held_row(row)
    except type(row).DoesNotExist as error:
        raise Gone from error


def save_section(
    row: Section, values: Mapping[str, Any], *, actor: "User", seen: str, reason: str = ""
) -> Section:
    """Store what was written in a section, unless it is another by now than the one `seen`.

    Returns it as stored. Raises Overtaken with what stands there; what stands there already is
    taken as stored, so that a save whose receipt was lost may be sent again. `reason` makes it
    a version that stays.
    """
    with writing(meeting_of(row), actor):
        stored = held(row)
        return write(stored, values, actor=actor, seen=seen, reason=reason)


def write(
    stored: Any, values: Mapping[str, Any], *, actor: "User", seen: str, reason: str = ""
) -> Any:
    """Store the values in a section that is held. Returns and raises what `save_section` does."""
    before = revision_of(stored)
    for name, value in values.items():
        setattr(stored, name, value)
    if revision_of(stored) == before:
        return stored
    if seen != before:
        raise Overtaken(type(stored)._default_manager.get(pk=stored.pk))
    store(stored, actor, reason)
    return stored


def store(row: Any, actor: "User", reason: str = "") -> None:
    """Store a section through the record's one door, with as few versions as nobody misses."""
    save_row(row, actor=actor, reason=reason or written())
    fold_last(row, actor)


def keep_overtaken(row: Section) -> None:
    """Keep the version that a writer was shown because it overtook his own."""
    with transaction.atomic():
        hold_entries(meeting_of(row))
        keep_read(meeting_of(row))


def add_item(meeting: Meeting, title: str, *, actor: "User") -> AgendaItem:
    """Add an item at the end of the agenda and return it."""
    with writing(meeting, actor):
        last = meeting.agenda.order_by("number").last()
        item = AgendaItem(meeting=meeting, number=last.number + 1 if last else 1, title=title)
        store(item, actor)
    return item
