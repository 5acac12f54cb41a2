"""Storing duties: made, adjusted, done, called off when their panel ends."""

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.people.models import City
from civicforum.people.policy import Action, can
from civicforum.record.errors import NotAllowed
from civicforum.record.models import Commitment, Programme
from civicforum.record.services import save_row
from civicforum.record.services.entries import store
from civicforum.record.version import record_write
from daulmadang.existing import has_ended
from daulmadang.models import Duty, Panel

if TYPE_CHECKING:
    from civicforum.people.models import User


def hold_duties(city: City) -> City:
    """Return the city as it is stored; until we are done nobody else makes duties of it."""
    return City.objects.select_for_update(no_key=True).get(pk=city.pk)


@record_write
def save_duty(duty: Duty, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a yearly duty: it belongs to its panel, otherwise to the city's programme.

    A panel's duty is owed by the panel's department. A new duty's identifier says when and
    what, and its number if there is one like it; it stays when those are corrected. Raises what
    `save_row` raises.
    """
    if not duty.key:
        hold_duties(duty.city)
    complete(duty)
    save_row(duty, actor=actor, reason=reason)


def complete(duty: Duty) -> None:
    """Set what follows from whose duty it is; of a new one, its identifier as well."""
    duty.kind = Duty.KIND
    if duty.panel:
        duty.entry, duty.department = duty.panel, duty.panel.department
    elif duty.entry is None or duty.entry.kind == Panel.KIND:
        if duty.entry:  # it was a panel's
            duty.department = None
        job = Programme.Job.DAULMADANG
        duty.entry = Programme.objects.filter(city=duty.city_id, job=job).first()
    if not duty.key:
        duty.key = _free_key(duty)


@record_write
def mark_done(duty: Duty, done: str, *, actor: "User") -> None:
    """Store when a duty was done, or that it is open again (""), whatever state its entry is in.

    Raises ValidationError, or NotAllowed for whoever neither keeps the duty nor owes it.
    """
    if not can(actor, Action.SUBMIT, Duty, duty) and not can(actor, Action.CHANGE, Duty, duty):
        raise NotAllowed(_("“%s” is outside your role.") % duty)
    duty.done = done
    store(duty, actor=actor, reason=_("Done") if done else _("Open again"), allowed=True)


@record_write
def follow_panel(panel: Panel, *, actor: "User | None" = None, on: dt.date | None = None) -> int:
    """Bring the open duties of a panel up to its department and its end; return how many changed.

    What falls due after a panel's last day is called off, once that day is over all that is
    open. What is called off has no due day any more: it reminds nobody, and its history says
    when it was due and why it is not.
    """
    on = on or timezone.localdate()
    changed = 0
    for duty in Duty.objects.filter(panel=panel, done="").select_related("city", "entry"):
        if reason := _follow(duty, panel, on):
            store(duty, actor=actor, reason=reason, allowed=True, index=False)
            changed += 1
    return changed


def _follow(duty: Duty, panel: Panel, on: dt.date) -> str:
    """Change an open duty to what its panel is now; say why, "" where nothing is to change."""
    reason = ""
    if duty.department_id != panel.department_id:
        duty.department = panel.department
        reason = _("The panel has another department")
    if duty.due_on and has_ended(panel.ended, max(on, duty.due_on)):
        duty.due = ""
        reason = _("Called off: the panel has ended")
    return reason


def _free_key(duty: Duty) -> str:
    taken = Commitment.objects.filter(key__startswith=duty.compose_key())
    keys = set(taken.values_list("key", flat=True))
    return next(key for nth in count(1) if (key := duty.compose_key(nth)) not in keys)
