"""What stands on the page of one body."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.models import if_public
from committees.models import Body, Meeting, Seat


def meetings(body: Body) -> Any:
    """Return the public meetings of a body, the latest first."""
    rows = Meeting.public.filter(body=body).order_by("-number")
    return rows.defer(*Meeting.SEARCHED)  # all that was ever said


def shown_group(seat: str = "") -> Coalesce:
    """Whom a seat stands for, for a query: a body while it is public, a department, or ""."""
    body = if_public(f"{seat}stands_for", f"{seat}stands_for__title")
    return Coalesce(body, F(f"{seat}stands_for_department__name"), Value(""))


_SEATS = PreparedList(
    lambda body: Seat.public.filter(body=body).annotate(stands=shown_group()).order_by("order"),
    "role", "stands",
    size=60, keys=(int,),
)  # fmt: skip
_SEATS_ELSEWHERE = PreparedList(
    lambda body: Seat.public.filter(stands_for=body).order_by("body__address", "order"),
    "role", "body__title", "body__address",
    size=40, keys=(int,),
)  # fmt: skip
_BELOW = PreparedList(
    lambda body: Body.public.filter(parent=body).order_by("title", "address"),
    "title", "address",
    size=40, keys=(int,),
)  # fmt: skip


def seats(body: Body, turned: Turned) -> Page:
    """Return a page of the roles of a public body's seats, by whom they stand for; one query."""
    page = _SEATS.page(turned.asked("seats"), body.pk)
    groups = groupby(page, key=itemgetter("stands"))
    page.object_list = [(group, [row["role"] for row in own]) for group, own in groups]
    return page


def seats_elsewhere(body: Body, turned: Turned) -> Page:
    """Return a page of the seats that a public body has in other public bodies; one query."""
    return _SEATS_ELSEWHERE.page(turned.asked("elsewhere"), body.pk)


def below(body: Body, turned: Turned) -> Page:
    """Return a page of the public bodies that belong to a body; one query."""
    return _BELOW.page(turned.asked("below"), body.pk)
