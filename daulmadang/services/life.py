"""The end of a panel, and that it goes on after all. Nothing of it is deleted."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_partial
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.services.holding import hold_entries
from civicforum.record.version import record_write
from daulmadang.models import Panel
from daulmadang.services.panels import save_panel

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def end_panel(
    panel: Panel,
    *,
    how: str,
    on: str,
    reason: str,
    merged_into: Panel | None = None,
    purpose_reached: bool | None = None,
    actor: "User | None" = None,
) -> None:
    """End a panel: it is merged into another one or closed, on a day, a month or a year.

    Its pages stay. Raises ValidationError with one message per field, RecordError where it has
    ended already or may not be changed now, NotAllowed out of the actor's reach.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the panel ends.")})
    hold_entries(panel, *filter(None, [merged_into]))
    held = Panel.objects.get(pk=panel.pk)
    require(actor, Action.ADD, held)  # which panels there are is the city's decision
    if held.ended:
        text = _("“%(panel)s” ended %(day)s already.")
        raise RecordError(text % {"panel": held, "day": format_partial(held.ended)})
    held.ended, held.end, held.end_reason = on, how, reason
    held.merged_into = merged_into if how == Panel.End.MERGED else None
    held.purpose_reached = purpose_reached
    save_panel(held, actor=actor, reason=reason)


@record_write
def reopen_panel(panel: Panel, *, reason: str, actor: "User | None" = None) -> None:
    """Take the end of a panel back: it goes on as if it had not ended; the history tells why.

    Raises ValidationError without a reason, RecordError where it has not ended.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the panel goes on.")})
    hold_entries(panel)
    held = Panel.objects.get(pk=panel.pk)
    require(actor, Action.ADD, held)
    if not held.ended:
        raise RecordError(_("“%s” has not ended.") % held)
    held.ended = held.end = held.end_reason = ""
    held.merged_into = held.purpose_reached = None
    save_panel(held, actor=actor, reason=reason)
