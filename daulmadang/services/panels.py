"""Storing panels and duties: what every one of them has in common is set here."""

from itertools import count
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civicforum.record.models import Commitment, Programme
from civicforum.record.services import save_row
from committees.models import Body
from daulmadang.models import Duty, Panel

if TYPE_CHECKING:
    from civicforum.people.models import User


def save_panel(panel: Panel, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a panel: a body of that form.

    That it ended is taken back with a reason only. Raises ValidationError where there is none,
    and what `save_row` raises.
    """
    panel.form = Body.Form.PANEL
    if not (panel.ended or reason) and Panel.objects.filter(pk=panel.pk).exclude(ended="").exists():
        text = _("That the panel goes on after all is said on its staff page, with the reason.")
        raise ValidationError({"ended": text})
    save_row(panel, actor=actor, reason=reason)


def save_duty(duty: Duty, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a yearly duty: it belongs to the city's Daul-madang programme.

    A new duty's identifier says when and what, and its number if there is one like it;
    it stays when those are corrected. Raises what `save_row` raises.
    """
    duty.kind = Duty.KIND
    if duty.entry is None:
        job = Programme.Job.DAULMADANG
        duty.entry = Programme.objects.filter(city=duty.city_id, job=job).first()
    if not duty.key:
        duty.key = _free_key(duty)
    save_row(duty, actor=actor, reason=reason)


def _free_key(duty: Duty) -> str:
    taken = Commitment.objects.filter(key__startswith=duty.compose_key())
    keys = set(taken.values_list("key", flat=True))
    return next(key for nth in count(1) if (key := duty.compose_key(nth)) not in keys)
