"""Keeping the searchable texts of entries."""

from django.db import transaction
from django.db.models import Model

from civicforum.people.models import City
from civicforum.record.kinds import model_of_kind, own_row
from civicforum.record.models import Entry
from civicforum.record.services.holding import entry_of, hold_entries
from civicforum.record.version import record_write, renew


def index_entry(row: Model) -> bool:
    """Keep the searchable text of the entry that the row belongs to; True if it changed."""
    entry = entry_of(row)
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
            index_entry(part)
    return True


def reindex() -> int:
    """Refresh every entry's searchable text; return how many had gone stale.

    A text may hold the name of another row, such as the department of a panel. Each entry is a
    transaction of its own, so that nobody waits for all of them.
    """
    stale = sum(
        _index_held(entry)
        for kind, model in model_of_kind().items()
        for entry in model.objects.filter(kind=kind).iterator()  # a panel is a body, too
    )
    transaction.on_commit(renew)
    return stale


@transaction.atomic
def _index_held(entry: Entry) -> bool:
    """Keep the text of an entry as it is now: who writes it meanwhile comes before or after."""
    hold_entries(entry)
    return index_entry(entry)


@record_write
def reindex_names(city: City) -> None:
    """Refresh the texts that hold names, which the city may have begun to mask."""
    for model in model_of_kind().values():
        if model.names_people:
            for entry in model.objects.filter(city=city).iterator():
                index_entry(entry)
