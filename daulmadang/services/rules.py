"""Storing the rules by which a city judges its panels: those in force stay as they are."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from civicforum.record.errors import RecordError
from civicforum.record.services import delete_row, save_row
from civicforum.record.version import record_write
from daulmadang.models import InspectionRound, PanelRules

if TYPE_CHECKING:
    from civicforum.people.models import User


@record_write
def save_rules(rules: PanelRules, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store rules that are not in force yet.

    Raises RecordError for rules by which days have been judged, ValidationError for a first day
    as of which a round was inspected, and what `save_row` raises.
    """
    _require_to_come(rules)
    _require_uninspected(rules)
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


def _require_uninspected(rules: PanelRules) -> None:
    """Refuse to judge a round by other rules than those of its day."""
    if not rules.valid_from or not rules.city_id:
        return  # what is missing is told with the form
    inspected = InspectionRound.objects.filter(city=rules.city_id, as_of__gte=rules.valid_from)
    if last := inspected.aggregate(day=Max("as_of"))["day"]:
        text = _("Panels were inspected as of %(day)s already; choose a later first day.")
        day = format_date(last, weekday=False)
        raise ValidationError({"valid_from": text % {"day": day}})


def why_closed(rules: PanelRules) -> str:
    """Say why rules cannot be changed, and how to change what the city asks."""
    text = _(
        "These rules have judged panels since %(day)s, so they stay as they are. To change what "
        "the city asks, add rules with a later first day."
    )
    return text % {"day": format_date(rules.valid_from, weekday=False)}
