"""How panels do on a day: their figures, judged by the rules of that day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from civicforum.record.states import EntryState
from daulmadang.health import Figures, Judgement, Light
from daulmadang.judging import judge
from daulmadang.models import Panel, PanelRules
from daulmadang.reports.figures import figures_of
from daulmadang.reports.gathering import current_on
from daulmadang.reports.rules import terms_of


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


def year_up_to(on: dt.date) -> dt.date:
    """Return the first of the twelve months that end on a day."""
    next_day = on + dt.timedelta(days=1)
    try:
        return next_day.replace(year=next_day.year - 1)
    except ValueError:  # 29 February
        return next_day.replace(year=next_day.year - 1, day=28)


def health_of(panels: Iterable[Panel], on: dt.date) -> list[Health]:
    """Return how each panel did in the twelve months up to a day; four queries for all."""
    asked = list(panels)
    if not asked:
        return []
    terms = terms_of({one.city_id for one in asked}, on)
    figures = figures_of(asked, year_up_to(on), on, terms)
    found = []
    for one in asked:
        rules = terms[one.city_id].rules
        judgement = judge(figures[one.pk], rules, one)
        found.append(Health(one, rules, figures[one.pk], judgement))
    return found


def panels_on(day: dt.date) -> QuerySet[Panel]:
    """Return the panels that existed on a day, in an order that does not change."""
    found = Panel.objects.filter(current_on(day)).exclude(state=EntryState.WITHDRAWN)
    return found.select_related("city", "department", "field").order_by("address")


def health_in(on: dt.date, city: str = "") -> list[Health]:
    """Return how each panel of a city, or of all, did in the year up to a day; five queries."""
    found = panels_on(on)
    return health_of(found.filter(city__slug=city) if city else found, on)


def lights_on(addresses: Iterable[str], day: dt.date) -> dict[str, Light]:
    """Return the light of each panel that exists on the day, by its address; five queries."""
    found = health_of(panels_on(day).filter(address__in=list(addresses)), day)
    return {one.panel.address: one.light for one in found}
