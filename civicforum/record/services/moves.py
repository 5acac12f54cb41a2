"""Moving entries between states."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civicforum.record.editions import editions
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, NotAllowed, RecordError
from civicforum.record.kinds import own_row
from civicforum.record.models import Entry, StateChange
from civicforum.record.policy import can_move
from civicforum.record.services.holding import held_entry, hold_entries
from civicforum.record.services.indexing import index_entry
from civicforum.record.states import ENTRY_MOVES, EntryState
from civicforum.record.version import record_write

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def move_entries(
    entries: Sequence[Entry],
    to: EntryState,
    *,
    actor: "User | None" = None,
    reason: str = "",
    read: Collection[str],
) -> None:
    """Move all of the entries, in the very `editions` in which they were read, or none.

    Raises ChangedMeanwhile when one has another edition by now, and what `move_entry` does.
    """
    hold_entries(*entries)
    require_read(entries, read)
    for entry in entries:
        move_entry(entry, to, actor=actor, reason=reason)


def require_read(entries: Sequence[Entry], read: Collection[str]) -> None:
    """Raise ChangedMeanwhile unless each of the entries, held, is in an edition that was read."""
    now = editions(entries)
    for entry in entries:
        if now[entry.pk] not in read:
            text = _("“%s” has changed since you opened it. Read it again, then decide.")
            raise ChangedMeanwhile(text % entry)


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
    hold_entries(entry)
    if actor is not None and to in (EntryState.SUBMITTED, EntryState.PUBLISHED):
        _require_ready(entry)
    whole = held_entry(entry.within_id)
    if not Entry.objects.filter(pk=entry.pk, state=old).update(state=to):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % entry)
    entry.state = to
    _show(entry, whole)
    change = StateChange.objects.create(
        entry_id=entry.pk, old=old, new=to, actor=actor, reason=reason
    )
    own = own_row(entry)
    if whole is not None and own.told_by_whole:
        index_entry(whole)
    if actor is not None:
        own.after_move(actor)
    return change


def _require_ready(entry: Entry) -> None:
    """Raise RecordError with everything that keeps the entry from being released."""
    hindrances = list(own_row(entry).hindrances())
    if hindrances:
        raise RecordError(" ".join(hindrances))


def _show(entry: Entry, whole: Entry | None) -> None:
    """Store whether the entry, and what is part of it, is public."""
    entry.is_public = becomes_public(entry, whole)
    Entry.objects.filter(pk=entry.pk).update(is_public=entry.is_public)
    for part in Entry.objects.filter(within=entry.pk):
        _show(part, entry)


def becomes_public(entry: Entry, whole: Entry | None) -> bool:
    """The rule: published, and so is what it is part of."""
    return entry.state == EntryState.PUBLISHED and (whole is None or whole.is_public)
