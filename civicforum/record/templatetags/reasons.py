"""Why something was written, as its history says it to people."""

from django import template
from django.utils.translation import gettext as _

from civicforum.record.loader import REASON

register = template.Library()


@register.filter
def told_reason(reason: str | None) -> str:
    """Return the reason of a version; what the loader noted of itself, in words."""
    if reason and reason.split()[0] == REASON:
        return _("Loaded from a document")
    return reason or ""
