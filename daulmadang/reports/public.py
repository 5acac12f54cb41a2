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
from civicforum.kit.partial_dates import as_last_day
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.kit.rows import CountOf
from civicforum.people.models import City
from civicforum.record.models import of_city
from committees.models import Body, Meeting, Presentation
from daulmadang.existing import existing_on, lasting_on
from daulmadang.models import Member, Outcome, Panel, TermOfOffice
from daulmadang.reports.fields import field_then
from daulmadang.reports.health import lights_on
from daulmadang.reports.life import LIFE_COLUMNS, last_met, stage_of_row
from daulmadang.reports.rules import terms_of


@dataclass(frozen=True)
class Totals:
    """How many panels, members and fields there are on a day.

    `then_…` are as many as the documents knew, from the `oldest` to the `latest` day on which
    they know of a panel. Where panels ended or came to be since, both are told.
    """

    day: dt.date
    panels: int = 0
    members: int | None = None
    fields: int = 0
    then_panels: int = 0
    then_members: int | None = None
    oldest: str | None = ""
    latest: str | None = ""

    @property
    def is_changed(self) -> bool:
        """Whether the documents knew of other panels than there are on the day."""
        then = (self.then_panels, self.then_members)
        return bool(self.then_panels) and then != (self.panels, self.members)

    @property
    def known(self) -> str:
        """The day as of which documents know; a span where they know panels of different days."""
        first, last = format_partial(self.oldest or ""), format_partial(self.latest or "")
        return last if first == last else f"{first} – {last}"

    @property
    def as_of(self) -> str:
        """The day of the numbers."""
        return format_partial(self.day.isoformat()) if self.is_changed else self.known


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


_TERM = ("pk", "name", "starts_on", "ends_on")
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
#: What counts panels as their own documents knew them.
_KNOWN = ~Q(as_of="") & existing_on(as_last_day("as_of"))
#: One row, or none: all public panels together, on a day and as documents knew them.
_TOTALS = Prepared(
    lambda city, day: Panel.public.filter(of_city(city))
    .values("is_public")
    .annotate(
        panels=Count("pk", filter=existing_on(day)),
        members=Sum("size", filter=existing_on(day)),
        fields=Count("field", distinct=True, filter=existing_on(day)),
        then_panels=Count("pk", filter=_KNOWN),
        then_members=Sum("size", filter=_KNOWN),
        oldest=Min("as_of", filter=_KNOWN),
        latest=Max("as_of", filter=_KNOWN),
    ),
    "panels", "members", "fields", "then_panels", "then_members", "oldest", "latest",
    keys=(str, str),
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """The days between which panels existed that a list shows; all of them as it stands."""

    first: str = "0000"
    last: str = "9999"


def panels(city: str, turned: Turned, on: dt.date, span: Span) -> tuple[Page, Page]:
    """Return a page of the public panels of a city or of all, and one of those that ended.

    The first are by field and department, each with its stage and light on a day; those after
    their last day come the latest first. Six queries.
    """
    key = (city, span.first, span.last, on, on.isoformat())
    page = _CURRENT.page(turned.asked(), *key)
    former = _FORMER.page(turned.asked("former"), *key)
    listed = [*page, *former]
    terms = terms_of({row["city"] for row in listed}, on)
    lights = lights_on([row["address"] for row in page], on, terms)
    for row in listed:
        row["stage"] = stage_of_row(row, on, terms[row["city"]])
        row["light"] = lights.get(row["address"], "")
        row["end_label"] = str(Panel.End(row["end"]).label) if row["end"] else ""
    return page, former


#: A city with its terms of office, the latest first; one row without a term where it has none.
_TERMS = Prepared(
    lambda city: City.objects.filter(slug=city).order_by("-terms_of_office__starts_on"),
    "pk", "slug", "name", *(f"terms_of_office__{name}" for name in _TERM),
    keys=(str,),
)  # fmt: skip


def city_and_terms(slug: str) -> tuple[City | None, list[TermOfOffice]]:
    """Return a city, if there is one, and its terms of office, the latest first; one query."""
    rows = _TERMS(slug)
    city = City(**{name: rows[0][name] for name in ("pk", "slug", "name")}) if rows else None
    told = ({name: row[f"terms_of_office__{name}"] for name in _TERM} for row in rows)
    return city, [TermOfOffice(city=city, **one) for one in told if one["pk"]]


def span_of(term: TermOfOffice) -> Span:
    """Return the days of a term of office; one without an end goes on."""
    last = term.ends_on.isoformat() if term.ends_on else Span.last
    return Span(term.starts_on.isoformat(), last)


def totals(on: dt.date, city: str = "") -> Totals:
    """Count the public panels that exist on a day, their members and fields; one query."""
    rows = _TOTALS(city, on.isoformat())
    return Totals(on, *rows[0].values()) if rows else Totals(on)


def with_counts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add to panels how many public meetings and presentations each has; no further query."""
    return rows.annotate(
        meetings_in_all=CountOf(Meeting.public.filter(body=OuterRef("pk"))),
        presented_in_all=CountOf(Presentation.public.filter(body=OuterRef("pk"))),
    )


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
