"""Template tags of how panels do: the light as a shape, a word and a colour."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daulmadang import health
from daulmadang.health import Figures, Light

register = template.Library()

#: A light is never told by its colour alone.
_SHAPES = {
    Light.RED: ("■", "danger"),
    Light.YELLOW: ("▲", "warning"),
    Light.GREEN: ("●", "success"),
    Light.GREY: ("○", "gray"),
}


@register.simple_tag
def light(value: str) -> SafeString:
    """Return a light as a badge."""
    shape, colour = _SHAPES[Light(value)]
    return format_html(
        '<span class="krds-badge bg-light-{} light"><span aria-hidden="true">{}</span> {}</span>',
        colour,
        shape,
        Light(value).label,
    )


@register.filter
def percent(share: float | None) -> str:
    """Return a share as whole per cent; a dash where it is not recorded."""
    return "–" if share is None else f"{health.percent(share):g}%"


@register.filter
def known(value: Any) -> Any:
    """Return a figure; a dash where it is not recorded. A half day stays one."""
    return "–" if value is None else f"{value:g}"


@register.filter
def recorded(figures: Figures, name: str) -> Any:
    """Return the figure of a name; a dash also where its 0 means that nothing is recorded."""
    return known(figures.recorded(name))
