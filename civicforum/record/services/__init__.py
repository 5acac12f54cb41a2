"""The only writers of the record; every one is one transaction and renews the version."""

from civicforum.record.services.decisions import decide, is_decided, is_disputed, undecide
from civicforum.record.services.entries import delete_row, require_never_public, save_row
from civicforum.record.services.holding import hold_entries
from civicforum.record.services.indexing import reindex, reindex_names
from civicforum.record.services.many import save_new_rows
from civicforum.record.services.messages import bounce_message, deliver_message, sweep_reminders
from civicforum.record.services.moves import move_entries, move_entry, require_read
from civicforum.record.services.statements import require_shown, require_true

__all__ = [
    "bounce_message",
    "decide",
    "delete_row",
    "deliver_message",
    "hold_entries",
    "is_decided",
    "is_disputed",
    "move_entries",
    "move_entry",
    "reindex",
    "reindex_names",
    "require_never_public",
    "require_read",
    "require_shown",
    "require_true",
    "save_new_rows",
    "save_row",
    "sweep_reminders",
    "undecide",
]
