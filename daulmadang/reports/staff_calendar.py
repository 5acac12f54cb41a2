"""What staff see in a month: duties, meetings of panels, inspection rounds."""

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.kit.dates import format_time
from civicforum.kit.working_days import is_working_day
from civicforum.people.models import City, User
from civicforum.people.policy import Action, rows
from committees.models import Body, Meeting
from daulmadang.models import Duty, InspectionRound
from daulmadang.reports.duties import ALONE


@dataclass(frozen=True)
class Item:
    """Something on a day: what, a note beside it, where it leads, and whether it is over with."""

    title: str
    note: str = ""
    url: str = ""
    is_done: bool = False


@dataclass
class Day:
    """A day of the month with what is on it."""

    day: dt.date
    in_month: bool
    is_today: bool
    items: list[Item] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Whether public offices are closed."""
        return not is_working_day(self.day)


def month_of_staff(
    user: User, city: City, first: dt.date, today: dt.date, asked: dict[str, Any]
) -> list[list[Day]]:
    """Return the weeks of a month, Mondays first, with what is in the person's reach.

    `asked` narrows it to a department or a panel. Three queries. What many panels owe of one
    kind on one day is one item.
    """
    found: dict[dt.date, list[Item]] = defaultdict(list)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    within = (first, last)
    for items in (
        _rounds(user, city, within),
        _duties(user, city, within, asked),
        _meetings(user, city, within, asked),
    ):
        for day, item in items:
            found[day].append(item)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[_day(one, first, today, found) for one in week] for week in weeks]


def _day(day: dt.date, first: dt.date, today: dt.date, found: dict[dt.date, list[Item]]) -> Day:
    in_month = day.month == first.month
    return Day(day, in_month, day == today, found.get(day, []) if in_month else [])


def narrowed(found: QuerySet[Any], asked: dict[str, Any], department: str, panel: str) -> Any:
    """Return those of a department or a panel, by the lookup paths that lead there."""
    if one := asked.get("department"):
        found = found.filter(**{department: one.pk})
    if one := asked.get("panel"):
        found = found.filter(**{panel: one.pk})
    return found


def _duties(
    user: User, city: City, within: tuple[dt.date, dt.date], asked: dict[str, Any]
) -> list[tuple[dt.date, Item]]:
    found = rows(user, Action.VIEW, Duty).filter(city=city, due_on__range=within)
    found = narrowed(found, asked, "department", "panel")
    by_line = found.annotate(alone=ALONE).values("due_on", "year", "type", "half", "alone")
    lines = by_line.annotate(
        title=Max("title"),
        panel=Max("panel__title"),
        number=Count("pk"),
        finished=Count("pk", filter=~Q(done="")),
    )
    query = {name: one.pk for name, one in asked.items()} | {"city": city.slug}
    items = []
    for line in lines.order_by("due_on", "type", "half", "alone"):
        url = f"{reverse('daulmadang_staff:year', args=[line['year']])}?{urlencode(query)}"
        done = line["finished"] == line["number"]
        items.append((line["due_on"], Item(line["title"], _note(line), url, done)))
    return items


def _note(line: dict[str, Any]) -> str:
    if line["number"] == 1:
        return line["panel"] or ""
    text = ngettext("%(done)d of %(n)d panel done", "%(done)d of %(n)d panels done", line["number"])
    return text % {"done": line["finished"], "n": line["number"]}


def _meetings(
    user: User, city: City, within: tuple[dt.date, dt.date], asked: dict[str, Any]
) -> list[tuple[dt.date, Item]]:
    found = rows(user, Action.VIEW, Meeting).filter(
        city=city, body__form=Body.Form.PANEL, date__range=within
    )
    found = narrowed(found, asked, "body__department", "body")
    columns = ("pk", "date", "starts", "title", "body__title")
    return [
        (
            row["date"],
            Item(
                row["title"],
                " ".join(filter(None, (_clock(row["starts"]), row["body__title"]))),
                reverse("committees_staff:meeting", args=[row["pk"]]),
            ),
        )
        for row in found.order_by("date", "starts", "pk").values(*columns)
    ]


def _clock(value: dt.time | None) -> str:
    return format_time(value) if value else ""


def _rounds(user: User, city: City, within: tuple[dt.date, dt.date]) -> list[tuple[dt.date, Item]]:
    """The as-of day and the due day of each inspection round."""
    known = rows(user, Action.VIEW, InspectionRound).filter(city=city)
    found = known.filter(Q(as_of__range=within) | Q(due__range=within)).order_by("year", "half")
    items = []
    for row in found:
        days = ((row.as_of, _("as of")), (row.due, _("sheets due")))
        items += [
            (day, Item(str(row), note, is_done=row.closed_on is not None))
            for day, note in days
            if within[0] <= day <= within[1]
        ]
    return items
