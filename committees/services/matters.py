"""Writing the dated steps of matters."""

from typing import TYPE_CHECKING

from django.db.models import Max

from civicforum.record.services import hold_entries, save_row
from civicforum.record.version import record_write
from committees.models import Matter, MatterStep

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def add_matter(matter: Matter, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a new matter in the city of the body it was brought up in. Raises as `save_row`."""
    matter.city = matter.body.city
    save_row(matter, actor=actor, reason=reason)


@record_write
def add_step(step: MatterStep, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a step of a matter; a new one comes after those there are.

    Of two people at once the second waits, so that both steps stand. Raises what `save_row` raises.
    """
    if step._state.adding:
        hold_entries(step)
        last = MatterStep.objects.filter(matter=step.matter_id).aggregate(last=Max("order"))["last"]
        step.order = (last or 0) + 1
    save_row(step, actor=actor, reason=reason)
