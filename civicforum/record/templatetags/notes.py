"""Template tags of footnotes: the marks beside the points on which sources differ."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from civicforum.record.reports import Mark, Notes

register = template.Library()


@register.simple_tag
def noteref(mark: Mark | None) -> str:
    """Return the footnote mark that leads to a note of `parts/notes.html`; "" for none."""
    if not mark:
        return ""
    return format_html(
        '&NoBreak;<sup class="noteref"><a href="{}" aria-label="{}">[{}]</a></sup>',
        mark.href,
        _("Note %(number)s: the sources differ") % {"number": mark.number},
        mark.number,
    )


@register.simple_tag(name="mark")
def mark_on(notes: Notes | None, *point: object) -> str:
    """Return the mark of the page's footnote on a point: `{% mark notes row.address "title" %}`."""
    return noteref(notes.at(*point)) if notes else ""


@register.simple_tag
def mark_line(notes: Notes, point: str, line: str) -> str:
    """Return the mark of the footnote on one line of a point: `{% mark_line notes "…" line %}`."""
    return noteref(notes.on_line(point, line))


@register.simple_tag
def marks(notes: Notes, address: str) -> SafeString:
    """Return the marks of the footnotes on a part of an entry's text."""
    return format_html_join("", "{}", ((noteref(one),) for one in notes.beside_title(address)))
