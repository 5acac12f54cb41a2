"""Who sits and sat on a panel: for staff by name, for the public as far as there is a basis."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.people.policy import Action, rows
from daulmadang.models import Member, Panel
from daulmadang.reports.sitting import in_office, seated, sitting

if TYPE_CHECKING:
    from civicforum.people.models import User


def members_now(panel: Panel, day: dt.date) -> QuerySet[Member]:
    """Return who sits on a panel on a day, the chair first, each with `elsewhere`.

    That is on how many other panels the person sits on that day.
    """
    others = sitting(day).filter(person=OuterRef("person")).exclude(seat__body=panel.pk)
    count = others.order_by().values("person").annotate(n=Count("seat__body", distinct=True))
    found = seated(day).filter(seat__body=panel.pk).select_related("seat", "account", "person")
    return found.annotate(elsewhere=Coalesce(Subquery(count.values("n")), 0)).order_by(
        "-is_chair", "seat__order"
    )


def members_before(panel: Panel, day: dt.date) -> QuerySet[Member]:
    """Return the terms on a panel that were over before a day, the latest first."""
    found = Member.objects.filter(seat__body=panel.pk, ends_on__lt=day)
    return found.select_related("seat").order_by("-ends_on", "seat__order")


def members_to_come(panel: Panel, day: dt.date) -> QuerySet[Member]:
    """Return who is appointed to a panel from a later day on."""
    found = Member.objects.filter(seat__body=panel.pk, starts_on__gt=day)
    return found.select_related("seat").order_by("starts_on", "seat__order")


def panels_with_members(reader: "User", day: dt.date) -> QuerySet[Panel]:
    """Return the panels in a person's reach, each with how many `sit` on it on a day."""
    count = seated(day).filter(seat__body=OuterRef("pk")).order_by().values("seat__body")
    sit = Subquery(count.annotate(n=Count("pk")).values("n"))
    ended = Subquery(
        seated(day)
        .filter(seat__body=OuterRef("pk"), term_ends__lt=day)
        .order_by()
        .values("seat__body")
        .annotate(n=Count("pk"))
        .values("n")
    )
    found = rows(reader, Action.VIEW, Panel).select_related("city", "department", "field")
    return found.annotate(sit=Coalesce(sit, 0), overdue=Coalesce(ended, 0)).order_by(
        "city__name", F("ended").asc(), "title"
    )


@dataclass(frozen=True)
class MembersInPublic:
    """How many sit on a panel, and by kind: [(kind, number)]."""

    count: int = 0
    kinds: tuple[tuple[str, int], ...] = ()


_NAMED = PreparedList(
    lambda panel, day: in_office(day)
    .filter(seat__body=panel)
    .exclude(public_name_basis="")
    .order_by("-is_chair", "name", "pk"),
    "name", "is_chair", "kind",
    size=40, keys=(int, dt.date),
)  # fmt: skip


def with_kinds(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Add to panels how many sit on each by kind of seat on a day; no further query."""
    own = in_office(day).filter(seat__body=OuterRef("pk")).order_by().values("kind")
    counted = own.annotate(n=Count("pk")).values(told=JSONObject(kind="kind", n="n"))
    return rows.annotate(kinds=ArraySubquery(counted))


def members_in_public(panel: Any) -> MembersInPublic:
    """Return who sits on a panel of `with_kinds`, by kind of seat. It names nobody."""
    counts = {row["kind"]: row["n"] for row in panel.kinds}
    kinds = tuple((str(one.label), counts[one]) for one in Member.Kind if one in counts)
    return MembersInPublic(sum(counts.values()), kinds)


def named_in_public(panel: Panel, day: dt.date, turned: Turned) -> Page:
    """Return a page of the members whose name is public, with the kind of seat; one query."""
    page = _NAMED.page(turned.asked("members"), panel.pk, day)
    for row in page:
        row["kind"] = str(Member.Kind(row["kind"]).label)
    return page
