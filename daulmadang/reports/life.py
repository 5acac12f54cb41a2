"""Where panels stand on a day: computed from the record each time, and stored nowhere."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from committees.models import Meeting
from committees.reports.standing import called_off
from daulmadang.life import Life, Quiet, Stage, known_since, stage_on
from daulmadang.models import Coverage, Panel, PanelRules

#: What a row of panels has to tell for `stage_of_row`, besides `last_met`.
LIFE_COLUMNS = ("proposed", "founded", "ended", "end", "city", "city__live_since")

Span = tuple[dt.date, dt.date | None]


def with_life(rows: QuerySet[Panel], on: dt.date) -> QuerySet[Panel]:
    """Add to panels what their stage on a day is computed from; no further query."""
    rules = PanelRules.objects.filter(city=OuterRef("city"), valid_from__lte=on)
    spans = Coverage.objects.filter(city=OuterRef("city"), what=Coverage.What.MEETINGS)
    return rows.select_related("city").annotate(
        last_met=Subquery(last_met(OuterRef("pk"), on)),
        dormant_days=Subquery(rules.order_by("-valid_from").values("dormant_after_days")[:1]),
        covered=ArraySubquery(
            spans.order_by().values(span=JSONObject(since="since", until="until"))
        ),
    )


def last_met(panel: Any, on: Any) -> QuerySet[Any]:
    """Return a query for the day of a panel's last meeting up to a day; not one called off."""
    held = Meeting.objects.filter(~Q(called_off()), body=panel, date__lte=on)
    return held.order_by().values("body").annotate(last=Max("date")).values("last")


def stage(panel: Any, on: dt.date) -> Stage:
    """Return at which stage a panel of `with_life` stands on the day; no query."""
    day = dt.date.fromisoformat
    spans: list[Span] = [(day(one["since"]), day(one["until"])) for one in panel.covered]
    after = panel.dormant_days or PanelRules().dormant_after_days
    quiet = _quiet(after, spans, panel.city.live_since, on)
    life = Life(panel.proposed, panel.founded, panel.ended, panel.end)
    return stage_on(life, panel.last_met, quiet, on)


def stages_of_rows(rows: Iterable[Mapping[str, Any]], on: dt.date) -> list[Stage]:
    """Return the stages of panels given as rows with `LIFE_COLUMNS` and `last_met`; two queries."""
    listed = list(rows)
    cities = {row["city"] for row in listed}
    spans: dict[int, list[Span]] = {city: [] for city in cities}
    covered = Coverage.objects.filter(city__in=cities, what=Coverage.What.MEETINGS)
    for city, since, until in covered.values_list("city", "since", "until"):
        spans[city].append((since, until))
    rules = PanelRules.objects.filter(city__in=cities, valid_from__lte=on).order_by("valid_from")
    after = dict(rules.values_list("city", "dormant_after_days"))  # the latest of each city
    usual = PanelRules().dormant_after_days
    return [
        stage_on(
            Life(row["proposed"], row["founded"], row["ended"], row["end"]),
            row["last_met"],
            _quiet(after.get(row["city"], usual), spans[row["city"]], row["city__live_since"], on),
            on,
        )
        for row in listed
    ]


def _quiet(after: int, spans: list[Span], live: dt.date | None, on: dt.date) -> Quiet:
    """From the day a city is live the portal itself is the record."""
    return Quiet(after, known_since([*spans, *([(live, None)] if live else [])], on))
