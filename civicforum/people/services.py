"""Saving and deleting cities, departments, users and their roles."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from axes.helpers import get_cool_off
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from civicforum.kit.errors import NotAllowed, Refused
from civicforum.people.policy import Action, can, is_evidence

if TYPE_CHECKING:
    from collections.abc import Collection

    from civicforum.people.models import User


@transaction.atomic
def save_row(
    row: Model,
    *,
    actor: "User | None" = None,
    reason: str = "",
    unchecked: "Collection[str]" = (),
    allowed: bool = False,
) -> None:
    """Check and store a row, with who and why in its history.

    The actor must reach the row as it was and as it becomes, so that nobody moves a row
    into or out of another city. Raises ValidationError with one message per field, or
    NotAllowed. `unchecked` names fields that need no check; `allowed` says that the row is
    part of an act for which the actor's rights have been looked at.
    """
    action = Action.ADD if row._state.adding else Action.CHANGE
    asked = None if allowed else actor
    if action == Action.CHANGE:
        require(asked, action, row)
    row.full_clean(exclude=unchecked)
    _sign(row, actor, reason)
    row.save()
    require(asked, action, row)


@transaction.atomic
def account_for(email: str, name: str) -> "User":
    """Return the account with an e-mail address, or a new one that cannot sign in.

    A new one has neither a password nor a role: it is only where mail to the person goes.
    """
    accounts = get_user_model().objects
    found = accounts.filter(email=email.strip().lower()).first()
    return found or accounts.create_user(email.strip(), name=name)


@transaction.atomic
def delete_row(
    row: Model, *, actor: "User | None" = None, reason: str = "", allowed: bool = False
) -> None:
    """Delete a row on which nothing leans; `allowed`: the caller has asked whether the actor may.

    Raises Refused or NotAllowed.
    """
    if not allowed:
        require(actor, Action.DELETE, row)
    _sign(row, actor, reason)
    try:
        row.delete()
    except ProtectedError as error:
        raise Refused(_still_needed(row, error.protected_objects)) from error
    except RestrictedError as error:
        raise Refused(_still_needed(row, error.restricted_objects)) from error


def forget_sign_ins(now: dt.datetime) -> None:
    """Remove attempts to sign in that lock nobody out any more, and sessions that are over.

    The attempts hold addresses, programs and what was typed: personal data.
    """
    for kept in (AccessAttempt, AccessFailureLog, AccessLog):
        kept.objects.filter(attempt_time__lt=now - get_cool_off()).delete()
    call_command("clearsessions")


def _still_needed(row: Model, by: Iterable[Model]) -> str:
    """Say why the row cannot go; evidence cannot be deleted first."""
    if any(is_evidence(type(one)) for one in by):
        return _("What was done with “%s” is on record, so it cannot be deleted any more.") % row
    return _("Other rows still lean on “%s”. Delete those first.") % row


def require(actor: "User | None", action: Action, row: Model) -> None:
    """Raise NotAllowed unless the actor may do the action with the row; None may do all."""
    if actor is not None and not can(actor, action, type(row), row):
        raise NotAllowed(_("“%s” is outside your role.") % row)


def _sign(row: Model, actor: "User | None", reason: str) -> None:
    row._history_user = actor  # type: ignore[attr-defined]
    row._change_reason = reason[:100] or None  # type: ignore[attr-defined]
