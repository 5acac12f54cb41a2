"""Saving and deleting rows of the record, and moving entries between states."""

import secrets
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model
from django.utils.translation import gettext as _

from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.working_days import due_day
from civicforum.people import services as people
from civicforum.people.models import City
from civicforum.record.editions import editions
from civicforum.record.errors import ChangedMeanwhile, IllegalMove, NotAllowed, RecordError
from civicforum.record.kinds import model_of_kind, own_row
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Entry,
    RecordModel,
    StateChange,
    Statement,
)
from civicforum.record.policy import can_move, frozen_because, may_write
from civicforum.record.services.statements import check_decided, check_point
from civicforum.record.states import ENTRY_MOVES, EntryState
from civicforum.record.subjects import naming, row_of
from civicforum.record.version import record_write

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_row(
    row: Model, *, actor: "User | None" = None, reason: str = "", index: bool = True
) -> None:
    """Check and store a row, with who and why in its history.

    Who saves many rows may do without the `index` of each and call `reindex` in the end.
    Raises ValidationError with one message per field, NotAllowed when the row is outside
    the actor's reach, or RecordError when its entry may not be changed now.
    """
    check_content(row, actor)
    check_point(row)
    store(row, actor=actor, reason=reason, index=index)
    entry = _entry_of(row)
    if actor is not None and entry is not None:
        check_decided(row, entry)


def store(
    row: Model,
    *,
    actor: "User | None" = None,
    reason: str = "",
    allowed: bool = False,
    index: bool = True,
) -> None:
    """Store a row as a part of a service that has looked at the state of its entry.

    `allowed` says that it has looked at the actor's rights as well.
    """
    stored = None if row._state.adding else type(row)._default_manager.get(pk=row.pk)
    named = _named_by_dispute(stored) if stored else []
    if isinstance(row, Entry):
        _place(row)
    if isinstance(row, Commitment):
        row.key = row.key or f"{row.city.slug}/{row.kind}/{secrets.token_hex(6)}"
        row.due_on = due_day(PartialDate(row.due)) if PartialDate.is_valid(row.due) else None
    if isinstance(row, Statement) and row.shown:
        _hide_others(row, actor, reason)
    people.save_row(row, actor=actor, reason=reason, unchecked=Entry.SEARCHED, allowed=allowed)
    _keep_named(row, named)
    if index:
        _index(row)
    if stored:
        if index:
            _index(stored)  # it may have belonged to another entry
        if isinstance(row, RecordModel):
            _carry_along(row, stored, actor, reason, index=index)


@record_write
def delete_row(row: Model, *, actor: "User | None" = None, reason: str = "") -> None:
    """Delete a row that was never public and that nothing leans on.

    Raises Refused for a published entry and for rows that others need, NotAllowed when
    the row is outside the actor's reach.
    """
    check_content(row, actor, going=True)
    check_point(row, going=True)
    if isinstance(row, Entry) and row.pk and _has_been_public(row):
        raise RecordError(_("“%s” has been public. Withdraw it instead of deleting it.") % row)
    for dispute in _named_by_dispute(row):
        raise _is_named(row, dispute)
    people.delete_row(row, actor=actor, reason=reason)
    _index(row)


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
    now = editions(entries)
    for entry in entries:
        if now[entry.pk] not in read:
            text = _("“%s” has changed since you opened it. Read it again, then decide.")
            raise ChangedMeanwhile(text % entry)
    for entry in entries:
        move_entry(entry, to, actor=actor, reason=reason)


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
    whole = _held(entry.within_id)
    if not Entry.objects.filter(pk=entry.pk, state=old).update(state=to):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % entry)
    entry.state = to
    _show(entry, whole)
    return StateChange.objects.create(
        entry_id=entry.pk, old=old, new=to, actor=actor, reason=reason
    )


def _show(entry: Entry, whole: Entry | None) -> None:
    """Store whether the entry, and what is part of it, is public."""
    entry.is_public = _is_public(entry, whole)
    Entry.objects.filter(pk=entry.pk).update(is_public=entry.is_public)
    for part in Entry.objects.filter(within=entry.pk):
        _show(part, entry)


def _is_public(entry: Entry, whole: Entry | None) -> bool:
    """The rule: published, and so is what it is part of."""
    return entry.state == EntryState.PUBLISHED and (whole is None or whole.is_public)


def _held(pk: int | None) -> Entry | None:
    """Return an entry as it is stored, and keep others from moving it until we are done.

    Whoever needs an entry and its whole holds the whole first.
    """
    return Entry.objects.select_for_update(no_key=True).filter(pk=pk).first() if pk else None


def _place(entry: Entry) -> None:
    """Give the entry its place and, until it has been published, its address.

    Its state and its whole are taken as they are stored: a form that was open while
    somebody moved either must not bring back what was.
    """
    container = entry.container()
    entry.within_id = container.pk if container else None
    if container:
        entry.city = container.city
    whole, stored = _held(entry.within_id), _held(entry.pk)
    entry.state = stored.state if stored else EntryState.DRAFT
    address = entry.compose_address()
    if not stored or not _has_been_public(entry):
        entry.address = address
    elif address != entry.address:
        raise RecordError(_("“%s” has been public at its address, which stays as it is.") % entry)
    entry.is_public = _is_public(entry, whole)


def held_row(row: Any) -> Any:
    """Return a row as it is stored now, and keep others from storing it until we are done."""
    if isinstance(row, Entry):
        _held(row.within_id)
    return type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)


def is_decided(row: Model) -> bool:
    """Whether the city stands by what the row says, though it may have changed nothing in it."""
    if isinstance(row, Discrepancy):
        return row.decided
    entry = _entry_of(row)
    return entry is not None and any(point.decided for point in naming(row, entry))


def _named_by_dispute(row: Model) -> list[Discrepancy]:
    """The points in dispute that name a row of an entry by its number."""
    entry = _entry_of(row)
    return naming(row, entry) if entry is not None and entry != row else []


def _keep_named(row: Model, named: list[Discrepancy]) -> None:
    """Refuse to leave a point in dispute with another row than the one it was recorded for."""
    for dispute in named:
        if row_of(dispute) != row:
            raise _is_named(row, dispute)


def _is_named(row: Model, dispute: Discrepancy) -> RecordError:
    text = _(
        "“%(row)s” is what “%(point)s” is about and names as %(subject)s. "
        "Change the subject of that discrepancy first."
    )
    return RecordError(text % {"row": row, "point": dispute, "subject": dispute.subject})


def _carry_along(row: Any, stored: Any, actor: "User | None", reason: str, *, index: bool) -> None:
    """Bring up to the row the entries whose addresses or texts are made of it."""
    if all(getattr(stored, name) == getattr(row, name) for name in row.carried):
        return
    for entry in map(own_row, row.carries()):
        if entry.compose_address() != entry.address:
            entry.is_trading = row.is_trading
            store(entry, actor=actor, reason=reason, allowed=True, index=index)
        elif index:
            _index(entry)


def _has_been_public(entry: Entry) -> bool:
    return entry.state_changes.filter(new=EntryState.PUBLISHED).exists()


def check_content(row: Model, actor: "User | None", *, going: bool = False) -> None:
    """Refuse to change, add to or take from an entry that is frozen for the actor.

    It is judged as it is stored and held: what was a draft a moment ago may be under approval.
    """
    if actor is None:
        return
    held = hold_entries(row)
    stored = _stored(row)
    changed = _changed(None if going else stored, row)
    for version in filter(None, (stored, row)):
        known = _entry_of(version)
        if known is None or known.pk is None:
            continue
        entry = held.get(known.pk)
        if entry is None:  # the row came to another entry while we waited
            raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % row)
        if not may_write(actor, row, entry, changed):
            raise RecordError(frozen_because(entry, row))


def hold_entries(*rows: Model) -> dict[int, Entry]:
    """Return the entries that the rows belong to, as they are stored, and what holds them.

    Nobody moves them or writes what shows with them until the transaction is over. Wholes
    come before their parts, and entries before other rows, so that nobody waits in a circle.
    """
    versions = filter(None, [*rows, *map(_stored, rows)])
    entries = [entry for version in versions if (entry := _entry_of(version))]
    keys = {key for entry in entries for key in (entry.pk, entry.within_id) if key}
    held = Entry.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return {entry.pk: entry for entry in held.order_by(F("within").asc(nulls_first=True), "pk")}


def _stored(row: Model) -> Model | None:
    return type(row)._default_manager.filter(pk=row.pk).first()


def _changed(stored: Model | None, row: Model) -> set[str]:
    """The fields in which the row differs from what is stored; all if nothing stays of it."""
    names = {field.attname for field in row._meta.concrete_fields}
    if stored is None:
        return names
    return {name for name in names if getattr(stored, name) != getattr(row, name)}


def _entry_of(row: Model) -> Entry | None:
    """The entry with which the row becomes public, if there is one."""
    found: object = row
    for step in filter(None, getattr(row, "published_through", "").split("__")):
        found = getattr(found, step)
    return found if isinstance(found, Entry) else None


def _hide_others(shown: Statement, actor: "User | None", reason: str) -> None:
    """One statement of a discrepancy is shown: choosing one lets go of the other."""
    for other in shown.discrepancy.statements.filter(shown=True).exclude(pk=shown.pk):
        other.shown = False
        people.save_row(other, actor=actor, reason=reason, allowed=True)


def _index(row: Model) -> bool:
    """Keep the searchable text of the entry that the row belongs to; True if it changed."""
    entry = _entry_of(row)
    if entry is None or not entry.pk:
        return False
    entry = own_row(entry)  # its own table knows what to say
    names = entry.masked_names
    if not entry.refresh_search():
        return False
    Entry.objects.filter(pk=entry.pk).update(
        **{name: getattr(entry, name) for name in Entry.SEARCHED}
    )
    if entry.masked_names != names:  # what other sources say of its parts may hold them
        for part in entry.parts.filter(other_text__gt=""):
            _index(part)
    return True


@record_write
def reindex() -> int:
    """Refresh every entry's searchable text; return how many had gone stale.

    A text may hold the name of another row, such as the department of a panel.
    """
    return sum(
        _index(entry)
        for kind, model in model_of_kind().items()
        for entry in model.objects.filter(kind=kind).iterator()  # a panel is a body, too
    )


@record_write
def reindex_names(city: City) -> None:
    """Refresh the texts that hold names, which the city may have begun to mask."""
    for model in model_of_kind().values():
        if model.names_people:
            for entry in model.objects.filter(city=city).iterator():
                _index(entry)
