"""Template tags and filters of the public pages: addresses, dates, badges, bars, nested lines."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.kit import addresses, dates
from civicforum.kit.lines import nest
from civicforum.kit.pages import Turned
from civicforum.kit.partial_dates import PartialDate

register = template.Library()

BADGES = {
    "done": ("success", gettext_lazy("Done")),
    "overdue": ("danger", gettext_lazy("Past due")),
    "planned": ("information", gettext_lazy("Planned")),
    "undated": ("gray", gettext_lazy("Undated")),
    "undecided": ("warning", gettext_lazy("Undecided")),
    "decided": ("success", gettext_lazy("Decided")),
    "deferred": ("warning", gettext_lazy("Deferred")),
    "agreed": ("success", gettext_lazy("Agreed")),
    "amended": ("success", gettext_lazy("Agreed with changes")),
    "rejected": ("danger", gettext_lazy("Rejected")),
    "referred": ("information", gettext_lazy("Referred")),
    "informed": ("gray", gettext_lazy("Informed")),
    "draft": ("gray", gettext_lazy("Draft")),
    "submitted": ("information", gettext_lazy("Submitted")),
    "published": ("success", gettext_lazy("Published")),
    "withdrawn": ("danger", gettext_lazy("Withdrawn")),
    "present": ("success", gettext_lazy("Present")),
    "delegated": ("information", gettext_lazy("Delegated")),
    "absent": ("gray", gettext_lazy("Absent")),
    "unknown": ("gray", gettext_lazy("Not recorded")),
    "pending": ("information", gettext_lazy("Waiting")),
    "claimed": ("information", gettext_lazy("Being sent")),
    "sent": ("success", gettext_lazy("Sent")),
    "dropped": ("gray", gettext_lazy("No longer needed")),
    "failed": ("danger", gettext_lazy("Failed")),
    "uncertain": ("danger", gettext_lazy("Uncertain")),
    "bounced": ("danger", gettext_lazy("Came back")),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar table: what is shown and how long the bar is, as a percentage."""

    label: str
    text: str
    width: str
    note: Any


@register.simple_tag
def root() -> str:
    """Return where this language's pages begin: `/` or `/en/`."""
    return addresses.localized("/")


@register.simple_tag(takes_context=True)
def menu_link(context: template.Context, path: str, label: str) -> SafeString:
    """Return a main-menu item for a path under `root`, marked when the page lies in it."""
    href = root() + path
    here = getattr(context.get("request"), "path", "")
    current: str = ""
    if here.startswith(href):
        current = format_html(' aria-current="{}"', "page" if here == href else "true")
    return format_html(
        '<li><a class="gnb-main-trigger" href="{}"{}>{}</a></li>', href, current, label
    )


@register.filter
def kdate(value: dt.date | str | None, weekday: str = "") -> str:
    """Return a date or partial date as the city writes it, "" when undated.

    `{{ day|kdate }}` is `2018. 9. 17.`; `{{ day|kdate:"weekday" }}` is `2018. 9. 17.(월)`.
    """
    if not value:
        return ""
    if isinstance(value, dt.datetime):
        return dates.format_datetime(value)
    if isinstance(value, dt.date):
        return dates.format_date(value, weekday=bool(weekday))
    return dates.format_partial(value, weekday=bool(weekday))


@register.filter
def ktime(value: dt.time | None) -> str:
    """Return a time as `14:00`, "" for None."""
    return dates.format_time(value) if value else ""


@register.simple_tag
def when(value: dt.date | str | None, weekday: str = "weekday") -> SafeString:
    """Return a `<time>` element for a date, datetime or partial date; "Undated" without one."""
    if not value:
        return format_html('<span class="undated">{}</span>', _("Undated"))
    machine = value if isinstance(value, str) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, kdate(value, weekday))


@register.simple_tag
def people(number: int, is_about: bool = False) -> str:
    """Return a number of people, "about 180" where the document says 180여."""
    if is_about:
        return _("about %(number)s people") % {"number": f"{number:,}"}
    return _("%(number)s people") % {"number": f"{number:,}"}


@register.simple_tag
def recorded_until(known_until: str | None) -> str:
    """Return "recorded until 2021. 12." for a document's known-until date, "" without one."""
    known = PartialDate.stored(known_until or "")
    return _("recorded until %(date)s") % {"date": kdate(known)} if known else ""


@register.simple_tag
def badge(state: str) -> SafeString:
    """Return the badge of a state named in BADGES. Raises KeyError for any other."""
    colour, label = BADGES[str(state)]
    return format_html('<span class="krds-badge bg-light-{}">{}</span>', colour, label)


@register.inclusion_tag("parts/bars.html")
def bars(
    title: str,
    figures: Iterable[Any],
    *,
    total: int | None = None,
    unit: str = "",
    as_of: str = "",
    note: Any = None,
    longest: int = 0,
    lang: str = "ko",
) -> dict[str, Any]:
    """Draw figures (rows with `label`, a whole number `value`, `note`) as one table of bars.

    `total` adds a total row, `unit` follows every number, `as_of` is the 기준일 and `note`
    the reference to the note on the figures. `longest` is the greatest value where the rows
    are a part of more, and `lang` the language of the title and the unit, "" for the page's own.
    """
    rows = list(figures)
    longest = longest or max((row.value for row in rows), default=0) or 1
    drawn = [
        Bar(str(row.label), f"{row.value:,}{unit}", f"{100 * row.value / longest:.1f}%", row.note)
        for row in rows
    ]
    stated = None if total is None else f"{total:,}{unit}"
    return {
        "title": title,
        "rows": drawn,
        "total": stated,
        "lang": lang,
        "as_of": as_of,
        "note": note,
    }


@register.inclusion_tag("parts/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page, name: str = "page", of: str = ""
) -> dict[str, Any]:
    """Draw the links to a Page's neighbours; nothing when there is one page only.

    Where a page shows several lists, `name` is what the address calls this one and the id of its
    section, and `of` tells a screen reader which it is.
    """
    if not page.has_other_pages():
        return {}
    turned = Turned(context["request"].GET)
    place = "" if name == "page" else f"#{name}"

    def link(number: int) -> tuple[int, str]:
        return number, f"{turned.to(name, number)}{place}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "of": of,
        "current": page.number,
        "links": [link(one) if isinstance(one, int) else (None, str(one)) for one in numbers],
        "previous": link(page.previous_page_number())[1] if page.has_previous() else "",
        "next": link(page.next_page_number())[1] if page.has_next() else "",
    }


register.filter(nest)
register.filter(addresses.absolute)
