"""Saving and deleting rows of the record, and moving entries between states."""

import secrets
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.translation import gettext as _

from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.working_days import due_day
from civicforum.people import services as people
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, NotAllowed, RecordError
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Entry,
    StateChange,
    StatedFigure,
    Statement,
)
from civicforum.record.policy import can_move, frozen_because, is_frozen
from civicforum.record.states import ENTRY_MOVES, EntryState
from civicforum.record.version import record_write

if TYPE_CHECKING:
    from civicforum.people.models import User

#: Rows that speak about an entry and are no part of its content.
_ABOUT_ENTRIES = (Commitment, Discrepancy, Statement, StatedFigure)


@record_write
def save_row(row: Model, *, actor: "User | None" = None, reason: str = "") -> None:
    """Check and store a row, with who and why in its history.

    Raises ValidationError with one message per field, NotAllowed when the row is outside
    the actor's reach, or RecordError when its entry may not be changed now.
    """
    _check_content(row, actor)
    if isinstance(row, Entry):
        _place(row)
    if isinstance(row, Commitment):
        row.key = row.key or f"{row.city.slug}/{row.kind}/{secrets.token_hex(6)}"
        row.due_on = due_day(PartialDate(row.due))
    people.save_row(row, actor=actor, reason=reason, unchecked=["text"])
    _index(row)


@record_write
def delete_row(row: Model, *, actor: "User | None" = None, reason: str = "") -> None:
    """Delete a row that was never public and that nothing leans on.

    Raises Refused for a published entry and for rows that others need, NotAllowed when
    the row is outside the actor's reach.
    """
    _check_content(row, actor)
    if isinstance(row, Entry) and row.pk and _has_been_public(row):
        raise RecordError(_("“%s” has been public. Withdraw it instead of deleting it.") % row)
    people.delete_row(row, actor=actor, reason=reason)
    _index(row)


@record_write
def move_entry(
    entry: Entry, to: EntryState, *, actor: "User | None" = None, reason: str = ""
) -> StateChange:
    """Move an entry to another state and return the evidence; the only door.

    Without an actor it is the portal itself that moves. Raises IllegalMove,
    NotAllowed, or ChangedMeanwhile when somebody else was faster.
    """
    old = EntryState(entry.state)
    if (old, to) not in ENTRY_MOVES:
        raise IllegalMove(_("“%s” cannot go from %s to %s.") % (entry, old.label, to.label))
    if actor is not None and not can_move(actor, entry, to):
        raise NotAllowed(_("You may not move “%s” to %s.") % (entry, to.label))
    if not Entry.objects.filter(pk=entry.pk, state=old).update(state=to):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % entry)
    entry.state = to
    refresh_visibility(entry)
    return StateChange.objects.create(
        entry_id=entry.pk, old=old, new=to, actor=actor, reason=reason
    )


def refresh_visibility(entry: Entry) -> None:
    """Set whether the entry, and what is part of it, is public."""
    container = entry.within
    entry.is_public = entry.state == EntryState.PUBLISHED and (
        container is None or container.is_public
    )
    Entry.objects.filter(pk=entry.pk).update(is_public=entry.is_public)
    for part in Entry.objects.filter(within=entry.pk):
        refresh_visibility(part)


def _place(entry: Entry) -> None:
    """Give the entry its place and, until it has been published, its address.

    The state is the stored one: a form that was open while somebody moved the entry
    must not move it back.
    """
    container = entry.container()
    entry.within_id = container.pk if container else None
    if container:
        entry.city = container.city
    stored = Entry.objects.select_for_update().filter(pk=entry.pk).values_list("state", flat=True)
    entry.state = stored.first() or EntryState.DRAFT
    if not entry.pk or not _has_been_public(entry):
        entry.address = entry.compose_address()
    entry.is_public = entry.state == EntryState.PUBLISHED and (
        container is None or container.is_public
    )


def _has_been_public(entry: Entry) -> bool:
    return entry.state_changes.filter(new=EntryState.PUBLISHED).exists()


def _check_content(row: Model, actor: "User | None") -> None:
    """Refuse to change, add to or take from an entry that is frozen for the actor."""
    if actor is None or isinstance(row, _ABOUT_ENTRIES):
        return
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    for version in filter(None, (stored, row)):
        entry = _entry_of(version)
        if entry is not None and is_frozen(actor, entry):
            raise RecordError(frozen_because(entry))


def _entry_of(row: Model) -> Entry | None:
    """The entry with which the row becomes public, if there is one."""
    found: object = row
    for step in filter(None, getattr(row, "published_through", "").split("__")):
        found = getattr(found, step)
    return found if isinstance(found, Entry) else None


def _index(row: Model) -> None:
    """Keep the searchable text of the entry that the row belongs to."""
    entry = _entry_of(row)
    if entry is None or not entry.KIND or not entry.pk:
        return
    text = entry.searchable_text()
    if text != entry.text:
        entry.text = text
        Entry.objects.filter(pk=entry.pk).update(text=text)
