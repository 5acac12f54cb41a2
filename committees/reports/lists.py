"""The lists of bodies, plans and results-sharing events."""

from django.core.paginator import Page
from django.db.models import F, OuterRef, Subquery

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import CountOf
from civicforum.record.models import of_city
from committees.models import Body, Meeting, Plan, Project, Seat, SharingEvent

_MEETINGS = Meeting.public.filter(body=OuterRef("pk"))
_BODIES = PreparedList(
    lambda city: Body.public.filter(of_city(city))
    .exclude(form=Body.Form.PANEL)
    .annotate(
        last_meeting=Subquery(_MEETINGS.order_by("-date").values("date")[:1]),
        seat_count=CountOf(Seat.public.filter(body=OuterRef("pk"))),
    )
    .order_by("city__name", F("last_meeting").desc(nulls_last=True), "address"),
    "title", "address", "as_of", "city__name", "department__name", "last_meeting", "seat_count",
    size=30,
)  # fmt: skip
_PLANS = PreparedList(
    lambda city: Plan.public.filter(of_city(city))
    .annotate(project_count=CountOf(Project.public.filter(plan=OuterRef("pk"))))
    .order_by("-as_of", "address"),
    "title", "address", "as_of", "city__name", "project_count",
    size=30,
)  # fmt: skip
_EVENTS = PreparedList(
    lambda city: SharingEvent.public.filter(of_city(city)).order_by("-date", "address"),
    "title", "address", "city__name", "date", "place",
    size=30,
)  # fmt: skip


def bodies(city: str, turned: Turned) -> Page:
    """Return a page of the public bodies, other than panels, of a city or of all; one query."""
    return _BODIES.page(turned.asked(), city)


def plans(city: str, turned: Turned) -> Page:
    """Return a page of the public plans of a city or of all, the latest first; one query."""
    return _PLANS.page(turned.asked("plans"), city)


def events(city: str, turned: Turned) -> Page:
    """Return a page of the public results-sharing events, the latest first; one query."""
    return _EVENTS.page(turned.asked("events"), city)
