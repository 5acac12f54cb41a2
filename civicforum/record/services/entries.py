"""Saving and deleting rows of the record."""

import secrets
from copy import copy
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.working_days import due_day
from civicforum.people import services as people
from civicforum.people.policy import Action
from civicforum.record.errors import ChangedMeanwhile, RecordError
from civicforum.record.kinds import model_of_kind, own_row
from civicforum.record.lookouts import look_at
from civicforum.record.models import (
    Commitment,
    Discrepancy,
    Entry,
    RecordModel,
    Statement,
)
from civicforum.record.policy import frozen_because, may_write
from civicforum.record.services.holding import entry_of, held_entry, hold_entries, stored_row
from civicforum.record.services.indexing import index_entry
from civicforum.record.services.moves import becomes_public
from civicforum.record.services.statements import check_point, check_shown
from civicforum.record.states import EntryState
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
    before = stored_row(row) if actor else None
    store(row, actor=actor, reason=reason, index=index)
    entry = entry_of(row)
    if actor is not None and entry is not None:
        check_shown(row, entry, before)


def store(
    row: Model,
    *,
    actor: "User | None" = None,
    reason: str = "",
    allowed: bool = False,
    index: bool = True,
) -> None:
    """Store a row as a part of a service that has looked at the state of its entry.

    `allowed` says that it has looked at the actor's rights as well. Raises RecordError where an
    app refuses what the row says.
    """
    stored = None if row._state.adding else type(row)._default_manager.get(pk=row.pk)
    if actor is not None:
        look_at(row, stored)
    named = _named_by_dispute(stored) if stored else []
    if isinstance(row, Entry):
        _place(row, stored)
    if isinstance(row, Commitment):
        row.key = row.key or f"{row.city.slug}/{row.kind}/{secrets.token_hex(6)}"
        _date(row, stored)
    if isinstance(row, Statement) and row.shown:
        _hide_others(row, actor, reason)
    people.save_row(row, actor=actor, reason=reason, unchecked=Entry.SEARCHED, allowed=allowed)
    _keep_named(row, named)
    if index:
        index_entry(row)
    if stored:
        if index:
            index_entry(stored)  # it may have belonged to another entry
        if isinstance(row, RecordModel):
            _carry_along(row, stored, actor, reason, index=index)


@record_write
def delete_row(
    row: Model, *, actor: "User | None" = None, reason: str = "", allowed: bool = False
) -> None:
    """Delete a row that was never public and that nothing leans on.

    `allowed` says that the caller has asked already whether the actor may.
    Raises Refused for a published entry, for a point in dispute on one and for rows that
    others need, NotAllowed when the row is outside the actor's reach.
    """
    check_content(row, actor, going=True)
    check_point(row, going=True)
    if isinstance(row, Entry) and row.pk:
        require_never_public(row)
    for dispute in _named_by_dispute(row):
        raise _is_named(row, dispute)
    people.delete_row(row, actor=actor, reason=reason, allowed=allowed)
    index_entry(row)


def require_never_public(entry: Entry) -> None:
    """Raise RecordError if the entry has been public, for then it is only ever withdrawn."""
    if entry.has_been_public():
        raise RecordError(_("“%s” has been public. Withdraw it instead of deleting it.") % entry)


def _place(entry: Entry, as_stored: Any) -> None:
    """Give the entry its place and, until it has been published, its address.

    Its state and its whole are taken as they are stored: a form that was open while
    somebody moved either must not bring back what was.
    """
    container = entry.container()
    entry.within_id = container.pk if container else None
    if container:
        entry.city = container.city
    whole, stored = held_entry(entry.within_id), held_entry(entry.pk)
    entry.state = stored.state if stored else EntryState.DRAFT
    for name in entry.moved if as_stored else ():
        setattr(entry, name, getattr(as_stored, name))
    address = entry.compose_address()
    if not stored or not entry.has_been_public():
        entry.address = address
    elif address != entry.address:
        raise RecordError(_address_stays(entry, as_stored))
    entry.is_public = becomes_public(entry, whole)


def _date(row: Commitment, stored: Any) -> None:
    """Set the day a commitment falls due, since when it does, and by which rule it reminds.

    What was done and is open again falls due since then.
    """
    row.due_on = due_day(PartialDate(row.due)) if PartialDate.is_valid(row.due) else None
    if stored is None or stored.due_on != row.due_on or (stored.done and not row.done):
        row.due_since = timezone.localdate() if row.due_on else None
    is_own = type(row) is model_of_kind(Commitment).get(row.kind, Commitment)
    if is_own or not row.topic:
        row.topic = row.compose_topic()


def _address_stays(entry: Entry, as_stored: Any) -> str:
    """Say which fields would change the address, or that of what the entry is part of would."""
    changed = [field for field in entry._meta.concrete_fields if _moves(entry, as_stored, field)]
    if not changed:
        text = _("“%s” has been public. Leave the number or address name in its address as it was.")
        return text % entry
    text = _("“%(entry)s” has been public. Its address is made of %(what)s: leave it as it was.")
    return text % {"entry": entry, "what": ", ".join(f"“{one.verbose_name}”" for one in changed)}


def _moves(entry: Entry, as_stored: Any, field: Any) -> bool:
    """Whether the address would be another with the field as it was."""
    before = copy(entry)
    setattr(before, field.attname, getattr(as_stored, field.attname))
    return before.compose_address() != entry.compose_address()


def _named_by_dispute(row: Model) -> list[Discrepancy]:
    """The points in dispute that name a row of an entry by its number."""
    entry = entry_of(row)
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
            index_entry(entry)


def check_content(row: Model, actor: "User | None", *, going: bool = False) -> None:
    """Refuse to change, add to or take from an entry that is frozen for the actor.

    It is judged as it is stored and held: what was a draft a moment ago may be under approval.
    """
    if actor is None:
        return
    held = hold_entries(row)
    stored = stored_row(row)
    _require_own_kind(stored, actor, Action.DELETE if going else Action.CHANGE)
    changed = _changed(None if going else stored, row)
    for version in filter(None, (stored, row)):
        known = entry_of(version)
        if known is None or known.pk is None:
            continue
        entry = held.get(known.pk)
        if entry is None:  # the row came to another entry while we waited
            raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % row)
        if not may_write(actor, row, entry, changed):
            raise RecordError(frozen_because(entry, row))


def _require_own_kind(stored: Model | None, actor: "User", action: Action) -> None:
    """Refuse what the table of the row's kind refuses, such as evidence, under its base."""
    own = own_row(stored)
    if type(own) is not type(stored):
        people.require(actor, action, own)


def _changed(stored: Model | None, row: Model) -> set[str]:
    """The fields in which the row differs from what is stored; all if nothing stays of it."""
    names = {field.attname for field in row._meta.concrete_fields}
    if stored is None:
        return names
    return {name for name in names if getattr(stored, name) != getattr(row, name)}


def _hide_others(shown: Statement, actor: "User | None", reason: str) -> None:
    """One statement of a discrepancy is shown: choosing one lets go of the other."""
    for other in shown.discrepancy.statements.filter(shown=True).exclude(pk=shown.pk):
        other.shown = False
        people.save_row(other, actor=actor, reason=reason, allowed=True)
