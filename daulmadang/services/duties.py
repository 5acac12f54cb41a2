"""Storing duties: made, adjusted, done, called off when their panel ends."""

import datetime as dt
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from civicforum.kit.languages import in_every_language
from civicforum.kit.partial_dates import PartialDate
from civicforum.kit.working_days import due_day
from civicforum.people.models import City
from civicforum.people.policy import Action, can
from civicforum.record.errors import NotAllowed
from civicforum.record.models import Commitment, Programme
from civicforum.record.services import save_row
from civicforum.record.services.entries import store
from civicforum.record.services.holding import held_row, hold_entries
from civicforum.record.version import record_write
from daulmadang.existing import has_ended
from daulmadang.models import Duty, Panel

if TYPE_CHECKING:
    from civicforum.people.models import User


#: Why a duty was called off, in whatever language its history says it.
_ENDED = gettext_noop("Called off: the panel has ended")


def hold_duties(city: City) -> City:
    """Return the city as it is stored; until we are done nobody else makes duties of it."""
    return City.objects.select_for_update(no_key=True).get(pk=city.pk)


@record_write
def save_duty(duty: Duty, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a yearly duty: it belongs to its panel, otherwise to the city's programme.

    A panel's duty is owed by the panel's department. A new duty's identifier says when and
    what, and its number if there is one like it; it stays when those are corrected. Raises
    ValidationError where a person says done what its sheet tells or what is still to come, and
    what `save_row` raises.
    """
    if actor:
        if duty.pk:
            _held(duty)  # whoever opens an inspection may give it a sheet at this moment
        _leave_to_sheet(duty)
        _refuse_to_come(duty)
    if not duty.key:
        hold_duties(duty.city)
    complete(duty)
    save_row(duty, actor=actor, reason=reason)


def complete(duty: Duty) -> None:
    """Set what follows from whose duty it is; of a new one, its identifier as well."""
    duty.kind = Duty.KIND
    if duty.panel:
        duty.entry = duty.panel
        if not _was_done(duty):
            duty.department = duty.panel.department
    elif duty.entry is None or duty.entry.kind == Panel.KIND:
        if duty.entry:  # it was a panel's
            duty.department = None
        job = Programme.Job.DAULMADANG
        duty.entry = Programme.objects.filter(city=duty.city_id, job=job).first()
    if not duty.key:
        duty.key = _free_key(duty)


def _was_done(duty: Duty) -> bool:
    """Whether it is stored as done for its panel: then it stays with the department that did it."""
    return Duty.objects.filter(pk=duty.pk, panel=duty.panel).exclude(done="").exists()


def _held(duty: Duty) -> Duty:
    """Return the duty as it is stored now, held until we are done; its entry before it."""
    hold_entries(duty)
    held: Duty = held_row(duty)
    return held


@record_write
def mark_done(duty: Duty, done: str, *, actor: "User") -> None:
    """Store when a duty was done, or that it is open again (""), whatever state its entry is in.

    Raises ValidationError, also for a day that is still to come and where its sheet tells whether
    it is done, or NotAllowed for whoever neither keeps the duty nor owes it.
    """
    held = _held(duty)
    if not can(actor, Action.SUBMIT, Duty, held) and not can(actor, Action.CHANGE, Duty, held):
        raise NotAllowed(_("“%s” is outside your role.") % held)
    held.done = done
    _leave_to_sheet(held)
    _refuse_to_come(held)
    store(held, actor=actor, reason=_("Done") if done else _("Open again"), allowed=True)


def _leave_to_sheet(duty: Duty) -> None:
    """Refuse to say done, or open again, an inspection whose sheet is on its way."""
    with_sheet = Duty.objects.filter(pk=duty.pk, sheet__isnull=False)
    if with_sheet.exclude(done=duty.done).exists():
        text = _("The inspection has a sheet: it is done when the sheet is submitted.")
        raise ValidationError({"done": text})


def _refuse_to_come(duty: Duty) -> None:
    """Refuse a day, month or year of which not even the first day has come."""
    if duty.done > timezone.localdate().isoformat():
        text = _("That is still to come. Say when the duty was done, today at the latest.")
        raise ValidationError({"done": text})


@record_write
def follow_panel(panel: Panel, *, actor: "User | None" = None) -> int:
    """Bring the open duties of a panel up to its department and its end; return how many changed.

    What falls due after a panel's last day is called off; what was due by then is still owed.
    What is called off has no due day any more: it reminds nobody, and its history says when it
    was due and why it is not. Where the panel goes on after all it is due again then.
    """
    changed = 0
    panel = held_row(panel)
    duties = _held_open(panel)
    was_due = _due_before_end(duties)
    for duty in duties:
        if reason := _follow(duty, panel, was_due.get(duty.pk, "")):
            store(duty, actor=actor, reason=reason, allowed=True, index=False)
            changed += 1
    return changed


def _held_open(panel: Panel) -> list[Duty]:
    """The open duties of a panel as they are stored now, held until we are done."""
    found = Duty.objects.filter(panel=panel, done="").select_related("city", "entry")
    held = found.select_for_update(of=("self", "commitment_ptr"), no_key=True)
    return list(held.order_by("pk"))


def _follow(duty: Duty, panel: Panel, was_due: str) -> str:
    """Change an open duty to what its panel is now; say why, "" where nothing is to change.

    `was_due` is when it was due before the end of the panel called it off.
    """
    reason = ""
    if duty.department_id != panel.department_id:
        duty.department = panel.department
        reason = _("The panel has another department")
    if duty.due_on and not _is_owed(panel, duty.due_on):
        duty.due = ""
        reason = _(_ENDED)
    elif was_due and _is_owed(panel, due_day(PartialDate.stored(was_due))):
        duty.due = was_due
        reason = _("Due again: the panel goes on")
    return reason


def _is_owed(panel: Panel, due_on: dt.date | None) -> bool:
    """Whether a panel, as far as its end goes, owes what falls due on a day."""
    return due_on is not None and not has_ended(panel.ended, due_on)


def _due_before_end(duties: Iterable[Duty]) -> dict[int, str]:
    """When those duties were due that the end of their panel called off, and nobody else."""
    off = [duty.pk for duty in duties if not duty.due]
    if not off:
        return {}
    reasons = in_every_language(_ENDED)
    versions = Duty.history.filter(id__in=off).order_by("history_date", "history_id")
    due, found = dict[int, str](), dict[int, str]()
    for pk, day, reason in versions.values_list("id", "due", "history_change_reason"):
        if day:
            due[pk] = day
            found.pop(pk, None)
        elif pk in due:  # the version that called it off
            was = due.pop(pk)
            if reason in reasons:
                found[pk] = was
    return found


def _free_key(duty: Duty) -> str:
    taken = Commitment.objects.filter(key__startswith=duty.compose_key())
    keys = set(taken.values_list("key", flat=True))
    return next(key for nth in count(1) if (key := duty.compose_key(nth)) not in keys)
