"""Who may do what with the record's own rows, and who may move an entry."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.translation import gettext as _

from civicforum.people.policy import KEEP, RUN, VIEW_ONLY, Action, AppPolicy, can
from civicforum.people.roles import Role
from civicforum.record.kinds import model_of_kind, own_row
from civicforum.record.models import Commitment, Entry
from civicforum.record.states import EntryState

if TYPE_CHECKING:
    from civicforum.people.models import User

_APPROVE = VIEW_ONLY | {Action.PUBLISH}

POLICY: AppPolicy = {
    Role.CITY_CLERK: {"entry": VIEW_ONLY, "*": RUN},
    Role.APPROVER: {
        "commitment": KEEP,
        "document": VIEW_ONLY | {Action.CHANGE, Action.DELETE},
        "discrepancy": KEEP,
        "statement": KEEP,
        "statedfigure": KEEP,
        "*": _APPROVE,
    },
    **{
        role: {"commitment": VIEW_ONLY, "notice": VIEW_ONLY}
        for role in (Role.DEPARTMENT_OFFICER, Role.TEAM_LEAD, Role.DEPARTMENT_HEAD, Role.SUPPORTER)
    },
}

#: What can be said of a commitment whatever state its entry is in: that it was done.
_ALWAYS_OPEN = frozenset({"done"})


def can_move(user: "User", entry: Entry, to: EntryState) -> bool:
    """Whether the user may bring the entry into the state.

    Where the city wants approval (결재), only an approver releases, and only what was
    submitted; elsewhere whoever may publish does so directly.
    """
    kind = type(entry)
    if to == EntryState.PUBLISHED:
        if not can(user, Action.PUBLISH, kind, entry):
            return False
        if not entry.city.needs_approval or user.is_superuser:
            return True
        return entry.state == EntryState.SUBMITTED and is_approver(user, entry)
    if to == EntryState.SUBMITTED:
        return entry.city.needs_approval and can(user, Action.SUBMIT, kind, entry)
    if to == EntryState.WITHDRAWN:
        return can(user, Action.PUBLISH, kind, entry)
    return can(user, Action.SUBMIT, kind, entry) or can(user, Action.PUBLISH, kind, entry)


def is_frozen(user: "User", entry: Entry) -> bool:
    """Whether the entry's content is closed to the user in the state it is in.

    Where the city wants approval, what was submitted or approved stays as it was until
    somebody brings it back; what freezes when it is published does so everywhere, and may be
    closed before that.
    """
    under_approval = _needs_approver(entry) and not user.is_superuser
    return under_approval or stays_as_published(entry) or bool(_closed_because(entry))


def stays_as_published(entry: Entry) -> bool:
    """Whether the entry is public and of a kind that only a correction changes then."""
    return entry.state == EntryState.PUBLISHED and _freezes(entry)


def _freezes(entry: Entry) -> bool:
    kind = model_of_kind().get(entry.kind)
    return bool(kind and kind.freezes)


def _closed_because(entry: Entry) -> str:
    return str(own_row(entry).closed_because()) if _freezes(entry) else ""


def _needs_approver(entry: Entry) -> bool:
    """Whether what the entry says waits for an approval or has it."""
    closed = entry.state in (EntryState.SUBMITTED, EntryState.PUBLISHED)
    return closed and entry.city.needs_approval


def may_write(user: "User", row: Model, entry: Entry, changed: Collection[str]) -> bool:
    """Whether the state of its entry lets the user write these fields of a row.

    Of a frozen entry nobody writes the content, the approver writes what speaks about it,
    and whoever keeps a commitment says that it was done. A form also saves what it did not change.
    """
    if not is_frozen(user, entry) or not (changed or entry.city.needs_approval):
        return True
    if speaks_about(row) and (not _needs_approver(entry) or is_approver(user, entry)):
        return True
    return isinstance(row, Commitment) and _ALWAYS_OPEN.issuperset(changed)


def speaks_about(row: Model | None) -> bool:
    """Whether the row speaks about its entry rather than being what was approved of it.

    It shows with the entry at once, so what an approval freezes freezes it; yet it turns up
    later, so the approver writes it himself.
    """
    return bool(getattr(row, "speaks_about", False))


def frozen_because(entry: Entry, row: Model | None = None) -> str:
    """Say why a frozen entry, or a row that speaks about it, cannot be changed, and what to do."""
    if speaks_about(row):
        return _("“%s” is approved or waits for it. Bring it back first, or ask the approver.") % (
            entry
        )
    if entry.state == EntryState.SUBMITTED:
        return _("“%s” waits for approval. Return it to draft first, then change it.") % entry
    if stays_as_published(entry):
        text = _("“%s” is published and stays as it is. Correct it with a reason, or withdraw it.")
        return text % entry
    closed = _closed_because(entry)
    return closed or _("“%s” is public with approval. Withdraw it first, then change it.") % entry


def is_approver(user: "User", entry: Entry) -> bool:
    """Whether the user approves for the entry's city; a superuser does for all."""
    return user.is_superuser or any(
        grant.role == Role.APPROVER and grant.city_id == entry.city_id
        for grant in user.current_grants
    )
