"""The meeting itself, as the head of its page needs it: one query, whatever it holds."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from civicforum.kit.prepared import Prepared
from civicforum.people.models import City
from civicforum.record.models import Document, StatedFigure
from committees.minutes.document import TOTALS
from committees.models import (
    AttachedList,
    Attendance,
    Body,
    Correction,
    Meeting,
    Observer,
    Paper,
    SharingEvent,
    Speech,
)

#: What most meetings do not have: each is asked for only where it is there.
RARE = ("besides", "papers", "lists", "corrections")

_OWN = (
    "pk", "title", "address", "number", "date", "stated_weekday", "starts", "ends", "form", "place",
    "recorder", "main_points", "next_meeting", "notes", "remarks", "withheld", "as_of", "locator",
)  # fmt: skip
_BODY = ("pk", "title", "address", "form")
_CITY = ("pk", "name", "slug")
_DOCUMENT = ("pk", "title", "known_until")


def _numbers(of: str, order: str) -> Subquery:
    """The number of the nearest meeting of the body in one direction."""
    others = Meeting.public.filter(body=OuterRef("body"), **{f"number__{of}": OuterRef("number")})
    return Subquery(others.order_by(order).values("number")[:1])


def _collected(rows: QuerySet[Any], group: str, collected: Any) -> Subquery:
    """What is collected of the rows as one JSON value."""
    return Subquery(rows.order_by().values(group).annotate(json=collected).values("json"))


def _came(status: str, **more: Any) -> Count:
    return Count("pk", filter=Q(status=status, **more))


def _head(address: str) -> QuerySet[Meeting]:
    meeting = OuterRef("pk")
    attended = JSONObject(
        present=_came("present"),
        delegated=_came("delegated"),
        absent=_came("absent"),
        excused=_came("absent", is_excused=True),
        unknown=_came("unknown"),
    )
    figures = StatedFigure.public.filter(entry=meeting, code__in=tuple(TOTALS))
    figure = JSONObject(code="code", value="value")
    observer = JSONObject(role="role", people="people")
    event = JSONObject(title="title", address="address", date="date")
    return Meeting.public.filter(address=address).annotate(
        previous=_numbers("lt", "-number"),
        following=_numbers("gt", "number"),
        attended=_collected(Attendance.public.filter(meeting=meeting), "meeting", attended),
        stated=_collected(figures, "entry", JSONBAgg(figure)),
        guests=_collected(
            Observer.public.filter(meeting=meeting),
            "meeting",
            JSONBAgg(observer, order_by="order"),
        ),
        planned=_collected(
            SharingEvent.public.filter(planned_at=meeting),
            "planned_at",
            JSONBAgg(event, order_by=("date", "address")),
        ),
        has_besides=Exists(Speech.public.filter(meeting=meeting, agenda_item=None)),
        has_papers=Exists(Paper.public.filter(meeting=meeting)),
        has_lists=Exists(AttachedList.public.filter(meeting=meeting)),
        has_corrections=Exists(Correction.objects.filter(meeting=meeting)),
    )


_HEAD = Prepared(
    _head,
    *_OWN,
    *(f"body__{name}" for name in _BODY),
    *(f"city__{name}" for name in _CITY),
    *(f"document__{name}" for name in _DOCUMENT),
    "previous", "following", "attended", "stated", "guests", "planned",
    *(f"has_{name}" for name in RARE),
    keys=(str,),
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """A public meeting and what surrounds it; `has` says what of the `RARE` it has."""

    meeting: Meeting
    previous: str
    following: str
    attended: dict[str, int]
    stated: dict[str, int]
    observers: list[dict[str, Any]]
    #: The results-sharing events that were planned at it.
    events: list[dict[str, Any]]
    has: frozenset[str]

    @property
    def came(self) -> dict[str, int]:
        """Who came, in numbers: as the minutes state it, else as the rows add up."""
        return self.stated or self.attended


def head(address: str) -> Head | None:
    """Return the public meeting at an address, None where there is none; one query."""
    for row in _HEAD(address):
        meeting = _meeting(row)
        return Head(
            meeting=meeting,
            previous=_neighbour(meeting, row["previous"]),
            following=_neighbour(meeting, row["following"]),
            attended=json.loads(row["attended"] or "{}"),
            stated={one["code"]: one["value"] for one in json.loads(row["stated"] or "[]")},
            observers=json.loads(row["guests"] or "[]"),
            events=[_event(one) for one in json.loads(row["planned"] or "[]")],
            has=frozenset(name for name in RARE if row[f"has_{name}"]),
        )
    return None


def _neighbour(meeting: Meeting, number: int | None) -> str:
    return f"/{meeting.body.address}/{number}/" if number else ""


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"date": dt.date.fromisoformat(row["date"])}


def _meeting(row: dict[str, Any]) -> Meeting:
    """The row as templates know it; the searchable texts, which may be long, are not read."""
    return Meeting(
        **{name: row[name] for name in _OWN},
        body=Body(**{name: row[f"body__{name}"] for name in _BODY}),
        city=City(**{name: row[f"city__{name}"] for name in _CITY}),
        document=Document(**{name: row[f"document__{name}"] for name in _DOCUMENT})
        if row["document__pk"]
        else None,
    )
