"""Saving many new rows at once, such as the speeches of a long meeting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import ForeignKey
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from civicforum.people.policy import Action, rows
from civicforum.record.errors import NotAllowed
from civicforum.record.models import RecordModel
from civicforum.record.services.entries import check_content
from civicforum.record.services.holding import entry_of
from civicforum.record.services.indexing import index_entry
from civicforum.record.version import record_write

if TYPE_CHECKING:
    from civicforum.people.models import User

_BATCH = 1000


@record_write
def save_new_rows(
    new: Sequence[RecordModel],
    *,
    actor: "User | None" = None,
    reason: str = "",
    allowed: bool = False,
    index: bool = True,
) -> None:
    """Check and store new rows of one kind and one entry, with who and why in their history.

    What they point at is stored already. It is for rows that say what an entry is, not for points
    in dispute or commitments, which `save_row` looks at one by one. `allowed` says that they are
    part of an act for which the actor's rights have been looked at. Raises what `save_row` does.
    """
    if not new:
        return
    check_content(new[0], actor)
    for row in new:
        _check(row)
    bulk_create_with_history(
        list(new), type(new[0]), _BATCH, default_user=actor, default_change_reason=reason[:100]
    )
    _require(new, None if allowed else actor)
    if index:
        index_entry(new[0])


def _check(row: RecordModel) -> None:
    """Look at the fields; the database itself looks at places that may be taken."""
    links = [field.name for field in row._meta.fields if isinstance(field, ForeignKey)]
    row.clean_fields(exclude=links)
    row.check_links()
    row.clean()


def _require(new: Sequence[RecordModel], actor: "User | None") -> None:
    """Raise NotAllowed unless the actor may add each of them, and all are of one entry."""
    if len({entry.pk for row in new if (entry := entry_of(row))}) != 1:
        raise ValueError("The rows are not of one entry.")
    if actor is None:
        return
    reach = rows(actor, Action.ADD, type(new[0])).filter(pk__in=[row.pk for row in new])
    if reach.count() != len(new):
        raise NotAllowed(_("“%s” is outside your role.") % new[0])
