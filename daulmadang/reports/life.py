"""Where panels stand on a day: computed from the record each time, and stored nowhere."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from civicforum.kit.partial_dates import PartialDate
from committees.models import Meeting
from committees.reports.standing import called_off
from daulmadang.coverage import Covered, Span, year_up_to
from daulmadang.life import Life, Quiet, Stage, quiet_days, stage_on
from daulmadang.models import Coverage, Panel, PanelRules
from daulmadang.reports.rules import Terms

#: What a row of panels has to tell for `stage_of_row`, besides `last_met`.
LIFE_COLUMNS = ("proposed", "founded", "ended", "end", "city")


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
    lists: list[Span] = [(day(one["since"]), day(one["until"])) for one in panel.covered]
    after = panel.dormant_days
    if after is None:
        after = PanelRules().dormant_after_days
    life = Life(panel.proposed, panel.founded, panel.ended, panel.end)
    covered = Covered.recorded(panel.city.live_since, lists)
    return _stage(life, panel.last_met, after, covered, on)


def stage_of_row(row: Mapping[str, Any], on: dt.date, terms: Terms) -> Stage:
    """Return the stage of a panel given as a row with `LIFE_COLUMNS` and `last_met`.

    `terms` are those of its city on the day.
    """
    return _stage(
        Life(row["proposed"], row["founded"], row["ended"], row["end"]),
        row["last_met"],
        terms.rules.dormant_after_days,
        terms.covered(Coverage.What.MEETINGS),
        on,
    )


def _stage(life: Life, last: dt.date | None, after: int, covered: Covered, on: dt.date) -> Stage:
    """What is quiet is told as of the last day known, as the figures tell it."""
    known = covered.window(year_up_to(on), on).on
    founded = PartialDate.stored(life.founded).last_day
    return stage_on(life, last, Quiet(after, quiet_days(covered, known, founded, last)), on)
