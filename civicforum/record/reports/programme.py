"""The programmes that head the list of a job."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import OuterRef

from civicforum.kit.prepared import PreparedList
from civicforum.record.models import Programme, ProgrammePoint, of_city


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its points under their kinds."""

    address: str
    title: str
    city: str
    locator: str
    document: dict[str, str] | None
    kinds: list[tuple[str, list[tuple[str, int, str]]]]


def _points(column: str) -> ArraySubquery:
    points = ProgrammePoint.public.filter(programme=OuterRef("pk")).order_by("order")
    return ArraySubquery(points.values(column))


_PROGRAMMES = PreparedList(
    lambda job, city: Programme.public.filter(of_city(city), job=job)
    .annotate(kinds=_points("kind"), orders=_points("order"), texts=_points("text"))
    .order_by("address"),
    "address", "title", "city__name", "locator", "document__title", "document__known_until",
    "kinds", "orders", "texts",
    size=3, keys=(str, str),
)  # fmt: skip


def programmes(job: str, city: str, number: int) -> Page:
    """Return a page of the public programmes of a job, of one city or of all; one query."""
    page = _PROGRAMMES.page(number, job, city)
    page.object_list = [_programme(row) for row in page]
    return page


def _programme(row: dict[str, Any]) -> ProgrammeView:
    points = zip(row["kinds"], row["orders"], row["texts"], strict=True)
    kinds = [
        (str(ProgrammePoint.Kind(kind).label), list(own))
        for kind, own in groupby(points, key=itemgetter(0))
    ]
    title, known_until = row["document__title"], row["document__known_until"]
    source = {"title": title, "known_until": known_until} if title else None
    return ProgrammeView(
        row["address"], row["title"], row["city__name"], row["locator"], source, kinds
    )
