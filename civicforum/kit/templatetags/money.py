"""Template tag of amounts of money."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from civicforum.kit.money import exact_won, short_won

register = template.Library()


@register.simple_tag
def won(amount: int) -> SafeString:
    """Return an amount as the city writes it, with the exact number beside; English has but that.

    `8억 5,000만원 (850,000,000원)`, `850,000,000 won`.
    """
    if (get_language() or "ko").startswith("en"):
        exact = _("%(amount)s won") % {"amount": f"{amount:,}"}
        return format_html('<span class="nowrap">{}</span>', exact)
    short, exact = short_won(amount), exact_won(amount)
    if short == exact:
        return format_html('<span class="nowrap">{}</span>', exact)
    shown = '<span class="nowrap">{}</span> <span class="small soft nowrap">({})</span>'
    return format_html(shown, short, exact)
