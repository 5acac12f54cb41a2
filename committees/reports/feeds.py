"""What feeds tell of published minutes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Max, OuterRef, Subquery, Value, When

from civicforum.kit.prepared import Prepared
from civicforum.record.models import StateChange
from civicforum.record.states import EntryState
from committees.models import Body, Correction, Meeting
from committees.models.meetings import title_shown
from committees.models.withholding import shown

#: How many of the latest minutes a feed tells of.
FEED_SIZE = 30

_RELEASED = (
    StateChange.objects.filter(entry=OuterRef("pk"), new=EntryState.PUBLISHED)
    .order_by()
    .values("entry")
    .annotate(last=Max("at"))
    .values("last")
)
_CORRECTED = (
    shown(Correction.objects.filter(meeting=OuterRef("pk")))
    .order_by()
    .values("meeting")
    .annotate(last=Max("corrected_at"))
    .values("last")
)


def _latest(rows: Any) -> Any:
    points = Case(
        When(withheld="", then=F("main_points")), default=Value(""), output_field=CharField()
    )
    return (
        rows.annotate(released=Subquery(_RELEASED), corrected=Subquery(_CORRECTED), points=points)
        .filter(released__isnull=False)
        .order_by("-released", "address")[:FEED_SIZE]
    )


_COLUMNS = (
    "title", "number", "address", "withheld", "body__title", "date", "released", "corrected",
    "points",
)  # fmt: skip
_OF_BODY = Prepared(lambda address: _latest(Meeting.public.filter(body__address=address)),
                    *_COLUMNS, keys=(str,))  # fmt: skip
_OF_CITY = Prepared(
    lambda city: _latest(
        Meeting.public.filter(city__slug=city).exclude(body__form=Body.Form.PANEL)
    ),
    *_COLUMNS,
    keys=(str,),
)


@dataclass(frozen=True)
class Told:
    """What a feed tells of one meeting's minutes."""

    title: str
    body: str
    address: str
    date: dt.date
    released: dt.datetime
    updated: dt.datetime
    summary: str


def minutes_of_body(address: str) -> list[Told]:
    """Return the latest published minutes of a public body; one query."""
    return list(map(_told, _OF_BODY(address)))


def minutes_of_city(slug: str) -> list[Told]:
    """Return the latest published minutes of a city's bodies other than panels; one query."""
    return list(map(_told, _OF_CITY(slug)))


def _told(row: dict[str, Any]) -> Told:
    return Told(
        title=title_shown(row["title"], row["number"], row["withheld"]),
        body=row["body__title"],
        address=row["address"],
        date=row["date"],
        released=row["released"],
        updated=max(filter(None, (row["released"], row["corrected"]))),
        summary=row["points"],
    )
