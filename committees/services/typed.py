"""What a form has fields for is written; all else stays as others have stored it meanwhile."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from civicforum.record.errors import ChangedMeanwhile
from civicforum.record.services.holding import held_row


def keep_typed(row: Any, fields: Collection[str]) -> None:
    """Bring a row up to what is stored, but for the fields that were typed, and hold it.

    A new row stays as it is. A part of services that hold the entry first: whoever waited for it
    has an old row in hand by then. Raises ChangedMeanwhile when it was deleted.
    """
    if row._state.adding:
        return
    typed = {name: getattr(row, name) for name in fields}
    try:
        held_row(row)
        row.refresh_from_db()
    except type(row).DoesNotExist as gone:
        text = _("“%s” was changed meanwhile. Reload and try again.")
        raise ChangedMeanwhile(text % row) from gone
    for name, value in typed.items():
        setattr(row, name, value)
