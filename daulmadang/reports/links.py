"""What came of what, and what panels presented: read from either end, public rows only."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from civicforum.kit.pages import Turned, page_of
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.record.models import Entry
from civicforum.record.reports import Result
from committees.models import Presentation
from daulmadang.models import CaseMark, Outcome, OutcomeLink

_CAME_OF = PreparedList(
    lambda entry: OutcomeLink.public.filter(entry=entry).order_by("outcome__address"),
    "outcome__title", "outcome__address", "outcome__panel__title", "outcome__panel__address",
    size=20, keys=(int,),
)  # fmt: skip
_CAME_FROM = PreparedList(
    lambda outcome: OutcomeLink.public.filter(outcome=outcome, entry__is_public=True).order_by(
        "entry__address"
    ),
    "entry__title", "entry__address", "entry__kind",
    size=20, keys=(int,),
)  # fmt: skip
_MARKS = Prepared(
    lambda event: CaseMark.public.filter(presentation__event=event).order_by(
        "presentation__order", "pk"
    ),
    "presentation__order", "criterion", "value",
)  # fmt: skip


def came_of(entry: int, number: int) -> Page:
    """Return a page of the public outcomes that came of an entry; one query."""
    page = _CAME_OF.page(number, entry)
    page.object_list = [Result(*row) for row in (list(one.values())[:4] for one in page)]
    return page


def came_from(outcome: Outcome, turned: Turned) -> Page:
    """Return a page of the public entries that an outcome is linked to; one query."""
    page = _CAME_FROM.page(turned.asked("links"), outcome.pk)
    for row in page:
        row["kind"] = Entry.Kind(row["entry__kind"]).label
    return page


def marks_of(event: int) -> dict[int, list[tuple[str, Any]]]:
    """Return the marks given at a public event, by the presentation's number; one query."""
    found: dict[int, list[tuple[str, Any]]] = {}
    for row in _MARKS(event):
        marks = found.setdefault(row["presentation__order"], [])
        marks.append((row["criterion"], row["value"]))
    return {order: _in_order(marks) for order, marks in found.items()}


def _in_order(marks: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    given = dict(marks)
    criteria = CaseMark.Criterion
    return [(str(one.label), _plain(given[one])) for one in criteria if one in given]


def _plain(value: Any) -> str:
    """A mark without decimals where it has none: votes are whole."""
    return f"{float(value):g}"


def presented(panel: Any, turned: Turned) -> Page:
    """Return a page of what a panel presented at public events, with the marks; one query.

    The panel comes with its counts.
    """
    marks = CaseMark.public.filter(presentation=OuterRef("pk")).order_by()
    rows = Presentation.public.filter(body=panel.pk).annotate(
        given=ArraySubquery(marks.values(mark=JSONObject(criterion="criterion", value="value")))
    )
    rows = rows.order_by("-event__date", "event__address", "order").values(
        "order", "title", "event__title", "event__address", "event__date", "given"
    )
    page = page_of(rows, turned, 20, name="presentations", count=panel.presented_in_all)
    page.object_list = list(page)
    for row in page:
        row["marks"] = _in_order([(one["criterion"], one["value"]) for one in row["given"]])
    return page
