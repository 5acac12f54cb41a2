"""The programmes that head the list of a job."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from civicforum.record.models import Programme, ProgrammePoint, of_city


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its points under their kinds, and which of these are summaries."""

    address: str
    title: str
    city: str
    locator: str
    document: dict[str, str] | None
    kinds: list[tuple[str, list[tuple[str, int, str]]]]
    summaries: str


#: Programmes with their points; one row for a programme without any.
_PROGRAMMES = PreparedList(
    lambda job, city: Programme.public.filter(of_city(city), job=job).order_by(
        "address", "points__order"
    ),
    "pk", "address", "title", "city__name", "locator", "document__title", "document__known_until",
    "points__kind", "points__order", "points__text",
    size=40, keys=(str, str),
)  # fmt: skip


def programmes(job: str, city: str, turned: Turned) -> Page:
    """Return a page of the public programmes of a job, of one city or of all; one query."""
    page = _PROGRAMMES.page(turned.asked("programmes"), job, city)
    page.object_list = [_programme(*one) for one in gather(page, "pk", _point)]
    return page


def _point(row: dict[str, Any]) -> tuple[str, int, str] | None:
    if row["points__kind"] is None:
        return None
    return row["points__kind"], row["points__order"], row["points__text"]


def _programme(row: dict[str, Any], points: list[tuple[str, int, str]]) -> ProgrammeView:
    kinds = [
        (ProgrammePoint.Kind(kind), list(own)) for kind, own in groupby(points, key=itemgetter(0))
    ]
    summaries = [str(kind.label) for kind, _ in kinds if kind in ProgrammePoint.SUMMARIES]
    title, known_until = row["document__title"], row["document__known_until"]
    source = {"title": title, "known_until": known_until} if title else None
    return ProgrammeView(
        address=row["address"],
        title=row["title"],
        city=row["city__name"],
        locator=row["locator"],
        document=source,
        kinds=[(str(kind.label), own) for kind, own in kinds],
        summaries=", ".join(summaries),
    )
