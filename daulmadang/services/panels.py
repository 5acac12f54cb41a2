"""Storing panels: what every one of them has in common is set here."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civicforum.record.services import save_row
from civicforum.record.version import record_write
from committees.models import Body
from daulmadang.models import Panel
from daulmadang.services.duties import follow_panel

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_panel(panel: Panel, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store a panel, a body of that form, and what follows for its duties.

    That it ended is taken back with a reason only. Raises ValidationError where there is none,
    and what `save_row` raises.
    """
    panel.form = Body.Form.PANEL
    if not (panel.ended or reason) and Panel.objects.filter(pk=panel.pk).exclude(ended="").exists():
        text = _("That the panel goes on after all is said on its staff page, with the reason.")
        raise ValidationError({"ended": text})
    save_row(panel, actor=actor, reason=reason)
    follow_panel(panel, actor=actor)
