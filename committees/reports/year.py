"""What stands on the page of a body's year: meetings, attendance, matters and what came of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import ExtractYear

from civicforum.kit.dates import format_date
from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.kit.rows import CountOf
from civicforum.record.models import if_public
from civicforum.record.reports import Point, titles
from committees.models import Attendance, Body, Matter, Meeting, Presentation, Project, Seat
from committees.models.meetings import title_shown
from committees.models.withholding import shown
from committees.reports.matters import named_stage, staged
from committees.reports.plan import columns_of, progressed, with_stage


def _years(**of: Any) -> Any:
    """The addresses of public bodies, other than panels, with the years that have something."""
    met = Meeting.public.annotate(in_year=ExtractYear("date"))
    presented = Presentation.public.annotate(in_year=ExtractYear("event__date"))
    found = [
        rows.filter(body__is_public=True, **of)
        .exclude(body__form=Body.Form.PANEL)
        .order_by()
        .values_list("body__address", year)
        for rows, year in ((met, "in_year"), (Matter.public, "year"), (presented, "in_year"))
    ]
    return found[0].union(*found[1:])


def years(body: Body) -> list[int]:
    """Return the years of which something of a public body is recorded, the latest first.

    One query.
    """
    return sorted({year for _address, year in _years(body=body)}, reverse=True)


def all_years() -> list[tuple[str, int]]:
    """Return the address of every public body with each of its years; one query."""
    return sorted(_years())


#: Roles of a body, with the number of seats of each.
_ROLES = PreparedList(
    lambda body: Seat.public.filter(body=body)
    .order_by()
    .values("role")
    .annotate(people=Count("pk"), first=Min("order"))
    .order_by("first"),
    "role", "people",
    size=60, keys=(int,),
)  # fmt: skip

#: A meeting withheld from the public tells nothing of who came.
_SEATS = shown(Attendance.public)
_UNKNOWN = Q(status=Attendance.Status.UNKNOWN)
_MEETINGS = PreparedList(
    lambda body, first, last: Meeting.public.filter(body=body, date__range=(first, last))
    .annotate(
        seats=CountOf(_SEATS.filter(meeting=OuterRef("pk"))),
        present=CountOf(_SEATS.filter(meeting=OuterRef("pk"), status=Attendance.Status.PRESENT)),
        unknown=CountOf(_SEATS.filter(_UNKNOWN, meeting=OuterRef("pk"))),
    )
    .order_by("date", "number"),
    "title", "number", "withheld", "address", "date", "stated_weekday", "seats", "present",
    "unknown",
    size=40, keys=(int, dt.date, dt.date),
)  # fmt: skip
_PARTLY = Attendance.public.filter(_UNKNOWN, meeting=OuterRef("meeting"))
#: Who came to the meetings of which every seat is recorded.
_ATTENDANCE = Prepared(
    lambda body, first, last: _SEATS.filter(
        ~Exists(_PARTLY), meeting__body=body, meeting__date__range=(first, last)
    )
    .order_by()
    .values("meeting__body")
    .annotate(
        meetings=Count("meeting", distinct=True),
        seats=Count("pk"),
        present=Count("pk", filter=Q(status=Attendance.Status.PRESENT)),
        delegated=Count("pk", filter=Q(status=Attendance.Status.DELEGATED)),
    ),
    "meetings", "seats", "present", "delegated",
    keys=(int, dt.date, dt.date),
)  # fmt: skip

_MATTERS = PreparedList(
    lambda body, year: staged(Matter.public.filter(body=body, year=year))
    .annotate(project_title=if_public("became", "became__title"))
    .order_by("title", "address"),
    "title", "address", "stage", "stage_on", "project_title",
    size=40, keys=(int, int),
)  # fmt: skip
_PROJECTS = PreparedList(
    lambda body, year: progressed(
        Project.public.filter(
            Exists(Matter.public.filter(became=OuterRef("pk"), body=body, year=year))
        )
    )
    .order_by("plan__address", "number"),
    "title", "address", "budget", "department__name", "stage", "stage_on", "stage_text",
    size=40, keys=(int, int),
)  # fmt: skip
_PRESENTED = PreparedList(
    lambda body, first, last: Presentation.public.filter(
        body=body, event__date__range=(first, last)
    )
    .annotate(
        project_title=if_public("project", "project__title"),
        project_address=if_public("project", "project__address"),
    )
    .order_by("event__date", "event__address", "order"),
    "order", "title", "presenter", "event__title", "event__address", "event__date",
    "project_title", "project_address",
    size=40, keys=(int, dt.date, dt.date),
)  # fmt: skip


def year_page(body: Body, year: int, turned: Turned) -> dict[str, Any]:
    """Read what is recorded of a public body's year; six queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    meetings = _MEETINGS.page(turned.asked("meetings"), body.pk, first, last)
    meetings.object_list = list(map(_met, meetings))
    matters = _MATTERS.page(turned.asked("matters"), body.pk, year)
    matters.object_list = list(map(named_stage, matters))
    projects = _PROJECTS.page(turned.asked("projects"), body.pk, year)
    projects.object_list = list(map(with_stage, projects))
    return {
        "roles": _ROLES.page(turned.asked("roles"), body.pk),
        "meetings": meetings,
        "attendance": _rate(_ATTENDANCE(body.pk, first, last)),
        "matters": matters,
        "projects": projects,
        "columns": columns_of(projects),
        "presentations": _PRESENTED.page(turned.asked("presentations"), body.pk, first, last),
    }


def _met(row: dict[str, Any]) -> dict[str, Any]:
    """A meeting as the public calls it, with its day as its document gives it."""
    return row | {
        "title": title_shown(row["title"], row["number"], row["withheld"]),
        "day": format_date(row["date"], stated=row["stated_weekday"]),
    }


def _rate(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The share of seats whose holders came, in per cent; nothing where none is recorded."""
    for row in found:
        return row | {"rate": round(100 * row["present"] / row["seats"])}
    return {}


def points_presented(presentations: Iterable[dict[str, Any]]) -> list[Point]:
    """Return the points of the record that a list of presentations of a body shows."""
    listed = [(row["event__address"], row["order"]) for row in presentations]
    return [
        *titles(event for event, _order in listed),
        *((event, f"presentations/{order}/title") for event, order in listed),
    ]
