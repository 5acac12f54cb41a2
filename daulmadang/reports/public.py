"""What the public pages of Daul-madang panels read."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import (
    Case,
    CharField,
    Count,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from civicforum.kit.dates import format_partial
from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.record.models import of_city
from committees.models import Body
from daulmadang.existing import existing_on, lasting_on
from daulmadang.models import Member, Outcome, Panel, TermOfOffice
from daulmadang.reports.fields import field_then
from daulmadang.reports.life import LIFE_COLUMNS, last_met, stages_of_rows


@dataclass(frozen=True)
class Totals:
    """How many panels, members and fields there are, and the days for which that is known."""

    panels: int = 0
    members: int | None = None
    fields: int = 0
    oldest: str | None = ""
    latest: str | None = ""

    @property
    def as_of(self) -> str:
        """The day of the numbers; a span where panels are known for different days."""
        first, last = format_partial(self.oldest or ""), format_partial(self.latest or "")
        return last if first == last else f"{first} – {last}"


_COLUMNS = (
    "title", "address", "purpose", "size", "city__name", "field", "field_name",
    "department__name", "last_met", "end_reason", "purpose_reached", *LIFE_COLUMNS,
)  # fmt: skip


def _existing(city: str, first: str, last: str, today: dt.date) -> QuerySet[Any]:
    """Public panels that existed between two days, as far as their days are known."""
    began = Coalesce(
        NullIf("founded", Value("")), NullIf("proposed", Value("")), "as_of",
        output_field=CharField(),
    )  # fmt: skip
    found = Panel.public.filter(of_city(city)).annotate(
        began=began,
        field_name=field_then(),
        last_met=Subquery(last_met(OuterRef("pk"), today)),
    )
    return found.filter(lasting_on(first), began__lte=last)


_KEYS = (str, str, str, dt.date, str)
_CURRENT = PreparedList(
    lambda city, first, last, today, written: (
        _existing(city, first, last, today)
        .filter(lasting_on(written))
        .order_by(
            "city__name",
            "field__order",
            "field__name",
            "field",
            "department__name",
            "title",
            "address",
        )
    ),
    *_COLUMNS,
    size=40,
    keys=_KEYS,
)
_FORMER = PreparedList(
    lambda city, first, last, today, written: (
        _existing(city, first, last, today)
        .exclude(lasting_on(written))
        .order_by("city__name", "-ended", "title", "address")
    ),
    *_COLUMNS,
    size=40,
    keys=_KEYS,
)
#: One row, or none: all public panels that exist on a day together.
_TOTALS = Prepared(
    lambda city, day: Panel.public.filter(of_city(city), existing_on(day))
    .values("is_public")
    .annotate(
        panels=Count("pk"),
        members=Sum("size"),
        fields=Count("field", distinct=True),
        oldest=Min("as_of", filter=~Q(as_of="")),
        latest=Max("as_of"),
    ),
    "panels", "members", "fields", "oldest", "latest",
    keys=(str, str),
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """The days between which panels existed that a list shows; all of them as it stands."""

    first: str = "0000"
    last: str = "9999"


def panels(
    city: str, turned: Turned, on: dt.date, span: Span | None = None, *, former: bool = False
) -> Page:
    """Return a page of the public panels of a city or of all, each with its stage on a day.

    They are by field and department; those that are `former`, after their last day, the latest
    first.
    """
    rows, span = _FORMER if former else _CURRENT, span or Span()
    asked = turned.asked("former" if former else "page")
    page = rows.page(asked, city, span.first, span.last, on, on.isoformat())
    for row, stage in zip(page, stages_of_rows(page, on), strict=True):
        row["stage"] = stage
        row["end_label"] = str(Panel.End(row["end"]).label) if row["end"] else ""
    return page


def terms_of_office(city: str) -> QuerySet[TermOfOffice]:
    """Return a city's terms of office, the latest first."""
    return TermOfOffice.objects.filter(city__slug=city).order_by("-starts_on")


def span_of(term: TermOfOffice) -> Span:
    """Return the days of a term of office; one without an end goes on."""
    last = term.ends_on.isoformat() if term.ends_on else Span.last
    return Span(term.starts_on.isoformat(), last)


def totals(on: dt.date, city: str = "") -> Totals:
    """Count the public panels that exist on a day, their members and fields; one query."""
    rows = _TOTALS(city, on.isoformat())
    return Totals(*rows[0].values()) if rows else Totals()


_HEADINGS = list(Outcome.Heading)
_HEADING_ORDER = Case(*(When(heading=one, then=n) for n, one in enumerate(_HEADINGS)))
_OUTCOME_COLUMNS = ("heading", "title", "address", "panel__title", "panel__address")
_OUTCOMES = PreparedList(
    lambda city: Outcome.public.filter(of_city(city)).order_by(_HEADING_ORDER, "order", "address"),
    *_OUTCOME_COLUMNS,
    size=40,
)
_OUTCOMES_OF_PANEL = PreparedList(
    lambda panel: Outcome.public.filter(panel=panel).order_by(_HEADING_ORDER, "order"),
    *_OUTCOME_COLUMNS,
    size=40,
    keys=(int,),
)


def outcomes(city: str, turned: Turned) -> Page:
    """Return a page of the public outcomes of a city or of all, by heading; one query."""
    return _with_headings(_OUTCOMES.page(turned.asked("outcomes"), city))


def outcomes_of(panel: Panel, turned: Turned) -> Page:
    """Return a page of a panel's public outcomes, by heading; one query."""
    return _with_headings(_OUTCOMES_OF_PANEL.page(turned.asked("outcomes"), panel.pk))


def _with_headings(page: Page) -> Page:
    page.object_list = [
        (str(Outcome.Heading(heading).label), list(own))
        for heading, own in groupby(page, key=itemgetter("heading"))
    ]
    return page


def names_of_members(body: Body) -> list[str]:
    """The names of all who belong or belonged to a panel; for no public page."""
    return list(Member.objects.filter(seat__body=body.pk).values_list("name", flat=True))
