"""Holding entries and rows while they are read, judged and written."""

from typing import Any

from django.db.models import F, Model

from civicforum.record.models import Entry


def hold_entries(*rows: Model) -> dict[int, Entry]:
    """Return the entries that the rows belong to, as they are stored, and what holds them.

    Nobody moves them or writes what shows with them until the transaction is over. Wholes
    come before their parts, and entries before other rows, so that nobody waits in a circle.
    """
    versions = filter(None, [*rows, *map(stored_row, rows)])
    entries = [entry for version in versions if (entry := entry_of(version))]
    keys = {key for entry in entries for key in (entry.pk, entry.within_id) if key}
    held = Entry.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return {entry.pk: entry for entry in held.order_by(F("within").asc(nulls_first=True), "pk")}


def held_row(row: Any) -> Any:
    """Return a row as it is stored now, and keep others from storing it until we are done."""
    if isinstance(row, Entry):
        held_entry(row.within_id)
    return type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)


def held_entry(pk: int | None) -> Entry | None:
    """Return an entry as it is stored, and keep others from moving it until we are done.

    Whoever needs an entry and its whole holds the whole first.
    """
    return Entry.objects.select_for_update(no_key=True).filter(pk=pk).first() if pk else None


def stored_row(row: Model) -> Model | None:
    """Return the row as it is stored now, None if it is new."""
    return type(row)._default_manager.filter(pk=row.pk).first()


def entry_of(row: Model) -> Entry | None:
    """Return the entry with which the row becomes public, if there is one."""
    found: object = row
    for step in filter(None, getattr(row, "published_through", "").split("__")):
        found = getattr(found, step)
    return found if isinstance(found, Entry) else None
