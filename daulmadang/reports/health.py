"""How panels do on a day: their figures, judged by the rules of that day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from committees.models import Meeting
from daulmadang.coverage import year_up_to
from daulmadang.health import Figures, Judgement, Light
from daulmadang.judging import judge, told_in_public
from daulmadang.models import Panel, PanelRules
from daulmadang.reports.figures import figures_of
from daulmadang.reports.gathering import Standing, held, panels_on, standing
from daulmadang.reports.rules import Terms, terms_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True)
class Health:
    """A panel's figures of a day, and what they call for."""

    panel: Panel
    rules: PanelRules
    figures: Figures
    judgement: Judgement

    @property
    def light(self) -> Light:
        """The light, with its name."""
        return Light(self.judgement.light)


def health_of(
    panels: "Iterable[WithAnnotations[Panel, Standing]]",
    on: dt.date,
    terms: Mapping[int, Terms] | None = None,
) -> list[Health]:
    """Return how each panel of `standing` did in the twelve months up to a day.

    Three queries for all, one less where the caller has the `terms` of their cities already.
    """
    asked = list(panels)
    if not asked:
        return []
    if terms is None:
        terms = terms_of({one.city_id for one in asked}, on)
    figures = figures_of(asked, year_up_to(on), on, terms)
    found = []
    for one in asked:
        rules = terms[one.city_id].rules
        judgement = judge(figures[one.pk], rules, one)
        found.append(Health(one, rules, figures[one.pk], judgement))
    return found


def health_in(on: dt.date, city: str = "") -> list[Health]:
    """Return how each panel of a city, or of all, did in the year up to a day; four queries."""
    found = panels_on(on)
    return health_of(standing(found.filter(city__slug=city) if city else found, on), on)


def lights_on(
    addresses: Iterable[str], day: dt.date, terms: Mapping[int, Terms]
) -> dict[str, Light]:
    """Return the light of each panel that exists on the day, by its address; three queries.

    `terms` are those of the panels' cities.
    """
    found = panels_on(day).filter(address__in=list(addresses))
    return {one.panel.address: one.light for one in health_of(standing(found, day), day, terms)}


def with_public_days(rows: QuerySet[Panel], on: dt.date) -> QuerySet[Panel]:
    """Add to panels which days of their meetings up to a day `in_public` may tell."""
    public = Meeting.public.filter(body=OuterRef("pk"), date__lte=on)
    return rows.annotate(
        last_public=Subquery(public.order_by("-date").values("date")[:1]),
        keeps_days=Exists(held(on).filter(body=OuterRef("pk"), is_public=False)),
    )


def in_public(health: Health, panel: Any) -> Health:
    """Return how a panel of `with_public_days` does, telling days and attendance of public minutes.

    The lights stay: a panel that met and published nothing has met.
    """
    told, found = told_in_public(
        health.figures,
        health.judgement,
        health.rules,
        panel,
        keeps_last=health.figures.last_meeting != panel.last_public,
        keeps_any=panel.keeps_days,
    )
    return replace(health, figures=told, judgement=found)
