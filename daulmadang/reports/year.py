"""What a city's year consists of: what its template asks for beside the duties there are."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils import timezone

from civicforum.people.models import City
from civicforum.record.reminders import is_overdue
from daulmadang.models import Duty, DutyTemplate, Panel
from daulmadang.year import asked_of

#: Kind, half-year and panel: what tells a duty of a year apart.
Identity: TypeAlias = tuple[str, int | None, int | None]


@dataclass
class Planned:
    """A line of the year's plan: what the template asks for, the duty there is, or both."""

    type: str
    half: int | None
    panel: Panel | None
    title: str
    due: str
    due_on: dt.date | None
    asked: str = ""
    duty: Duty | None = None
    deleted_on: dt.date | None = None
    is_overdue: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the template asks for it and it would be made."""
        return self.duty is None and self.deleted_on is None

    def type_label(self) -> str:
        """The kind of duty, with its half-year."""
        half = f" · {Duty.Half(self.half).label}" if self.half else ""
        return f"{Duty.Type(self.type).label}{half}"

    @property
    def is_adjusted(self) -> bool:
        """Whether it is due at another time than the template asks."""
        return bool(self.duty and self.asked and self.asked != self.duty.due)


def plan_of(
    city: City,
    year: int,
    *,
    panels: QuerySet[Panel] | None = None,
    duties: QuerySet[Duty] | None = None,
    of_city: bool = True,
) -> list[Planned]:
    """Return the plan of a city's year in the order of due days; four queries.

    `panels` and `duties` narrow it to those; without `of_city` what the city itself owes is left
    out. A duty that somebody deleted is told as deleted.
    """
    panels = Panel.objects.all() if panels is None else panels
    duties = Duty.objects.all() if duties is None else duties
    lines = DutyTemplate.objects.filter(city=city)
    if not of_city:
        lines = lines.filter(for_each_panel=True)
        duties = duties.filter(panel__isnull=False)
    panels = panels.filter(city=city).select_related("city", "department").order_by("title", "pk")
    asked = asked_of(lines, panels, year, city.live_since)
    duties = duties.filter(city=city, year=year).select_related(
        "city", "panel__department", "sheet"
    )
    there: dict[Identity, list[Duty]] = {}
    for duty in duties.order_by("pk"):
        there.setdefault((duty.type, duty.half, duty.panel_id), []).append(duty)
    gone = _deleted(city, year)
    plan = []
    for one in asked:
        found = there.get(one.identity)
        if found:
            plan.append(_existing(found.pop(0), one.due))
            continue
        plan.append(
            Planned(
                type=one.line.type,
                half=one.line.half,
                panel=one.panel,
                title=one.title,
                due=one.due,
                due_on=one.due_on,
                asked=one.due,
                deleted_on=gone.get(one.identity),
            )
        )
    plan += [_existing(duty) for left in there.values() for duty in left]
    return sorted(plan, key=_place)


def _existing(duty: Duty, asked: str = "") -> Planned:
    return Planned(
        type=duty.type,
        half=duty.half,
        panel=duty.panel,
        title=duty.title,
        due=duty.due,
        due_on=duty.due_on,
        asked=asked,
        duty=duty,
        is_overdue=is_overdue(duty, timezone.localdate()),
    )


def _place(one: Planned) -> tuple[Any, ...]:
    panel = one.panel.title if one.panel else ""
    return one.due_on is None, one.due_on or dt.date.max, one.type, one.half or 0, panel, one.title


def _deleted(city: City, year: int) -> dict[Identity, dt.date]:
    """The duties of a year that somebody deleted, and when."""
    gone = Duty.history.filter(history_type="-", city=city.pk, year=year).order_by("history_date")
    rows = gone.values_list("type", "half", "panel_id", "history_date")
    return {(kind, half, panel): timezone.localdate(at) for kind, half, panel, at in rows}
