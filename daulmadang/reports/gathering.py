"""What the figures of panels are made of, read of all panels at once.

What is not public counts as well, though nothing of it is told: a panel that met and published
nothing must not look as if it never met.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from civicforum.kit.rows import CountOf
from civicforum.record.models import Commitment, StateChange
from civicforum.record.states import EntryState
from committees.models import AgendaItem, Attendance, Meeting, Seat
from committees.reports.attendance import Counts, counted
from committees.reports.publication import public_since
from committees.reports.standing import called_off
from committees.states import MinutesState
from daulmadang.existing import existing_on
from daulmadang.models import Coverage, Member, Panel
from daulmadang.reports.rules import Terms

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

#: What a panel is owed or has left to be done; what the city asks of its department is neither.
_ANSWERS = (Commitment.Kind.ANSWER, Commitment.Kind.ACTION)


@dataclass(frozen=True)
class Met:
    """A meeting that was held, with what its minutes tell."""

    date: dt.date
    form: str
    #: Since when its minutes are public; None where on the day they are not, or not any more.
    public_on: dt.date | None
    #: Whether they are public now, whatever the day that is looked at.
    is_public: bool
    seats: Counts
    agenda: int
    decisions: int


@dataclass(frozen=True)
class Sitting:
    """A member's term in a panel's seat that is in force on the day."""

    kind: str
    sex: str
    age_band: str
    is_chair: bool
    term_ends: dt.date | None
    person: int | None
    #: On how many of the city's panels the person sits.
    panels: int


class InForce(TypedDict):
    """What a term that is in force carries besides its fields."""

    day: dt.date
    #: On how many of the city's panels the person sits.
    panels: int


class Standing(TypedDict):
    """What a panel of `standing` carries besides its fields."""

    last_held: dt.date | None
    #: Whether anybody's term in the panel was ever recorded.
    knows_members: bool
    own_seats: int
    owed: int


@dataclass(frozen=True)
class Read:
    """What was read of one panel."""

    panel: "WithAnnotations[Panel, Standing]"
    met: list[Met]
    sitting: list[Sitting]


def panels_on(day: dt.date) -> QuerySet[Panel]:
    """Return the panels that existed on a day, in an order that does not change."""
    found = Panel.objects.filter(existing_on(day.isoformat()))
    return found.select_related("city", "department", "field").order_by("address")


def standing(rows: QuerySet[Panel], on: dt.date) -> "QuerySet[WithAnnotations[Panel, Standing]]":
    """Add to panels what is told of each on a day beside its meetings and members."""
    last = held(on).filter(body=OuterRef("pk")).order_by("-date").values("date")
    return rows.annotate(
        knows_members=Exists(Member.objects.filter(seat__body=OuterRef("pk"))),
        own_seats=CountOf(Seat.objects.filter(body=OuterRef("pk"))),
        last_held=Subquery(last[:1]),
        owed=CountOf(_owed(on)),
    )


def gather(
    panels: "Collection[WithAnnotations[Panel, Standing]]",
    since: dt.date,
    on: dt.date,
    terms: Mapping[int, Terms],
) -> dict[int, Read]:
    """Read what is known of panels of `standing`; two queries.

    Meetings are read from `since` on, and before it those whose minutes were not public by then.
    """
    keys = [one.pk for one in panels]
    met = _meetings(keys, since, on)
    sitting = _sitting(keys, on, {pk: day_of(own, since, on) for pk, own in terms.items()})
    return {one.pk: Read(one, met.get(one.pk, []), sitting.get(one.pk, [])) for one in panels}


def day_of(terms: Terms, since: dt.date, on: dt.date) -> dt.date:
    """Return the day as of which a city's members are told."""
    return terms.window(Coverage.What.MEMBERS, since, on).on


def in_force(
    on: dt.date, days: Mapping[int, dt.date]
) -> "QuerySet[WithAnnotations[Member, InForce]]":
    """Return the terms in force on each city's day in panels that exist, one for each seat.

    Each carries `panels`: on how many of the city's panels the person sits on that day.
    """
    day = Case(*(When(seat__body__city=pk, then=Value(one)) for pk, one in days.items()),
               output_field=DateField())  # fmt: skip
    existing = Member.objects.filter(existing_on(on.isoformat(), "seat__body__panel__"))
    rows, same = (
        existing.filter(seat__body__city__in=days),
        existing.filter(person=OuterRef("person")),
    )
    same = same.filter(_lasting(OuterRef("day")), starts_on__lte=OuterRef("day"))
    rows = rows.annotate(day=day).filter(_lasting(F("day")), starts_on__lte=F("day"))
    elsewhere = same.order_by().values("seat__body").distinct()
    return (
        rows.annotate(panels=CountOf(elsewhere))
        .order_by("seat_id", "-starts_on")
        .distinct("seat_id")
    )


def _lasting(day: Any) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=day)


def held(on: dt.date | OuterRef) -> QuerySet[Meeting]:
    """Return the meetings up to a day, which a query may name, that were not called off.

    One of today was held once its start has passed, or somebody was there, or its minutes are
    written. One that was withdrawn was held: only a notice says that one was called off.
    """
    return Meeting.objects.filter(~Q(called_off()), _begun(), date__lte=on)


def _begun() -> Q:
    now = timezone.localtime()
    present = Attendance.objects.filter(meeting=OuterRef("pk"), status=Attendance.Status.PRESENT)
    moved = StateChange.objects.filter(entry=OuterRef("pk"))
    is_written = ~Q(minutes_state=MinutesState.DRAFT) | Q(Exists(moved))
    is_there = Q(starts__lte=now.time()) | Q(Exists(present)) | is_written
    return Q(date__lt=now.date()) | (Q(date=now.date()) & is_there)


def _owed(on: dt.date) -> QuerySet[Commitment]:
    """What was open and overdue on the day, of the panel itself and of its meetings."""
    rows = Commitment.objects.own().filter(Q(done="") | Q(done__gt=on.isoformat()), due_on__lt=on)
    of_it = Q(entry=OuterRef("pk")) | Q(entry__meeting__body=OuterRef("pk"))
    return rows.filter(of_it, kind__in=_ANSWERS)


def _meetings(panels: list[int], since: dt.date, on: dt.date) -> dict[int, list[Met]]:
    decisions = AgendaItem.objects.filter(meeting=OuterRef("pk")).values("decision")
    attendance = Attendance.objects.filter(meeting=OuterRef("pk")).values("status")
    moved = StateChange.objects.filter(entry=OuterRef("pk"), at__date__gte=since)
    is_settled = Q(date__lt=since, state=EntryState.PUBLISHED) & ~Exists(moved)
    rows = held(on).exclude(is_settled).filter(body__in=panels).order_by("date", "number")
    rows = rows.annotate(
        public_at=public_since(on),
        attended=ArraySubquery(attendance),
        decided=ArraySubquery(decisions),
    )
    found: dict[int, list[Met]] = {}
    columns = ("body", "date", "form", "is_public", "public_at", "attended", "decided")
    for body, day, form, is_public, public_at, attended, decided in rows.values_list(*columns):
        public_on = timezone.localdate(public_at) if public_at else None
        agreed = sum(map(bool, decided))
        met = Met(day, form, public_on, is_public, counted(attended), len(decided), agreed)
        found.setdefault(body, []).append(met)
    return found


def _sitting(
    panels: list[int], on: dt.date, days: Mapping[int, dt.date]
) -> dict[int, list[Sitting]]:
    columns = ("kind", "sex", "age_band", "is_chair", "term_ends", "person", "panels")
    rows = in_force(on, days).filter(seat__body__in=panels)
    found: dict[int, list[Sitting]] = {}
    for body, *told in rows.values_list("seat__body", *columns):
        found.setdefault(body, []).append(Sitting(*told))
    return found
