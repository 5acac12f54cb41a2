"""What stands on the page of one body."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber

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


def told_apart(seats: QuerySet[Any], seat: str = "") -> QuerySet[Any]:
    """Annotate whom each seat `stands` for and its role as `called`, numbered among those alike.

    It says in a query what `committees.seats.told_apart` says of rows.
    """
    alike = (F("stands"), F(f"{seat}role"))
    number = Window(RowNumber(), partition_by=alike, order_by=F(f"{seat}order").asc())
    numbered = Concat(f"{seat}role", Value(" ("), Cast("number_alike", CharField()), Value(")"))
    return seats.annotate(
        stands=shown_group(seat),
        number_alike=number,
        all_alike=Window(Count("pk"), partition_by=alike),
        called=Case(When(all_alike__gt=1, then=numbered), default=F(f"{seat}role")),
    )


_SEATS = PreparedList(
    lambda body: told_apart(Seat.public.filter(body=body)).order_by("order"),
    "called", "stands", "made_with",
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
    """Return a page of the roles of a public body's seats, by whom they stand for; one query.

    `of_minutes` of the page names those that no document of the body tells, but its minutes.
    """
    page: Any = _SEATS.page(turned.asked("seats"), body.pk)
    rows = list(page)
    groups = groupby(rows, key=itemgetter("stands"))
    page.object_list = [(group, [row["called"] for row in own]) for group, own in groups]
    page.of_minutes = [
        f"{row['stands']} {row['called']}".strip() for row in rows if row["made_with"]
    ]
    return page


def seats_elsewhere(body: Body, turned: Turned) -> Page:
    """Return a page of the seats that a public body has in other public bodies; one query."""
    return _SEATS_ELSEWHERE.page(turned.asked("elsewhere"), body.pk)


def below(body: Body, turned: Turned) -> Page:
    """Return a page of the public bodies that belong to a body; one query."""
    return _BELOW.page(turned.asked("below"), body.pk)
