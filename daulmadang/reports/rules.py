"""What a city asked of its panels on a day, and what its record covers."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from civicforum.people.models import City
from committees.models import Body
from daulmadang.coverage import Covered, Span, Window
from daulmadang.health import days_allowed
from daulmadang.models import Coverage, Panel, PanelRules

#: What a row of rules says, besides whose it is.
THRESHOLDS = (
    "meetings_per_half", "dormant_after_days", "attendance_percent", "publication_days",
    "women_percent", "young_percent", "panels_per_person", "reappointments",
)  # fmt: skip
What = Coverage.What


@dataclass(frozen=True)
class Terms:
    """By what the panels of a city are judged: its rules of a day, and the days it recorded."""

    rules: PanelRules
    live_since: dt.date | None
    coverage: Mapping[str, Covered]

    def covered(self, what: What) -> Covered:
        """Return the days for which the record tells everything of a kind."""
        return self.coverage[what]

    def window(self, what: What, since: dt.date, on: dt.date) -> Window:
        """Return the days of which figures of a kind are told, as far as they are known."""
        return self.covered(what).window(since, on)


def rules_on(city: City, day: dt.date) -> PanelRules:
    """Return the city's rules of a day; unsaved defaults before its first. One query."""
    found = PanelRules.objects.filter(city=city, valid_from__lte=day).order_by("-valid_from")
    return found.first() or PanelRules(city=city, valid_from=day)


def terms_of(cities: Collection[int], day: dt.date) -> dict[int, Terms]:
    """Return by what the panels of each city are judged on a day; one query for all of them."""
    rules = PanelRules.objects.filter(city=OuterRef("pk"), valid_from__lte=day)
    said = JSONObject(valid_from="valid_from", **{name: F(name) for name in THRESHOLDS})
    covered = Coverage.objects.filter(city=OuterRef("pk")).order_by("since")
    rows = City.objects.filter(pk__in=cities).annotate(
        rules_then=ArraySubquery(rules.order_by("-valid_from")[:1].values_list(said)),
        covered=ArraySubquery(
            covered.values_list(JSONObject(what="what", since="since", until="until"))
        ),
    )
    return {
        city: Terms(_rules(city, then, day), live, _coverage(live, told))
        for city, live, then, told in rows.values_list("pk", "live_since", "rules_then", "covered")
    }


def publication_days(bodies: Collection[Body], on: dt.date) -> dict[int, int]:
    """Map those bodies that are panels to within how many days their minutes must be public."""
    panels = [one for one in bodies if one.kind == Panel.KIND]
    terms = terms_of({one.city_id for one in panels}, on) if panels else {}
    return {one.pk: days_allowed(one, terms[one.city_id].rules.publication_days) for one in panels}


def _rules(city: int, found: list[dict[str, int]], day: dt.date) -> PanelRules:
    said = found[0] if found else {}
    numbers = {name: said[name] for name in THRESHOLDS if name in said}
    return PanelRules(city_id=city, valid_from=day, **numbers)


def _coverage(live: dt.date | None, told: list[dict[str, str]]) -> dict[str, Covered]:
    lists = {
        what: [_span(row) for row in told if row["what"] == what]
        for what in What.values
    }  # fmt: skip
    return {what: Covered.recorded(live, spans) for what, spans in lists.items()}


def _span(row: dict[str, str]) -> Span:
    return dt.date.fromisoformat(row["since"]), dt.date.fromisoformat(row["until"])
