"""Storing the rules by which a city judges its panels: those in force stay as they are."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from civicforum.record.errors import RecordError
from civicforum.record.services import delete_row, save_row
from civicforum.record.version import record_write
from daulmadang.models import PanelRules

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_rules(rules: PanelRules, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store rules that are not in force yet.

    Raises RecordError for rules by which days have been judged, and what `save_row` raises.
    """
    _require_to_come(rules)
    save_row(rules, actor=actor, reason=reason)


@record_write
def delete_rules(rules: PanelRules, *, actor: "User | None" = None, reason: str = "") -> None:
    """Delete rules that are not in force yet. Raises as `save_rules`."""
    _require_to_come(rules)
    delete_row(rules, actor=actor, reason=reason)


def _require_to_come(rules: PanelRules) -> None:
    """Refuse to touch rules by which days have been judged, as they are stored."""
    stored = PanelRules.objects.select_for_update().filter(pk=rules.pk).first()
    if stored and stored.have_judged(timezone.localdate()):
        raise RecordError(why_closed(stored))


def why_closed(rules: PanelRules) -> str:
    """Say why rules cannot be changed, and how to change what the city asks."""
    text = _(
        "These rules have judged panels since %(day)s, so they stay as they are. To change what "
        "the city asks, add rules with a later first day."
    )
    return text % {"day": format_date(rules.valid_from, weekday=False)}
