"""What stands on the list of matters and on the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from civicforum.record.models import if_public, of_city
from committees.models import Matter, MatterStep

#: More subcommittees than any city has; the filter of the list names no more.
MOST_BODIES = 100


def staged(matters: QuerySet[Any]) -> QuerySet[Any]:
    """The matters, each with its `stage`, the kind of its latest step, and since when; "" for none.

    The stage is never stored: it is what the steps say.
    """
    steps = MatterStep.public.filter(matter=OuterRef("pk")).order_by("-order")
    return matters.annotate(
        stage=Coalesce(Subquery(steps.values("kind")[:1]), Value("")),
        stage_on=Coalesce(Subquery(steps.values("on")[:1]), Value("")),
    )


@dataclass(frozen=True)
class Wanted:
    """Of which year, body (by its address name) and stage matters are wanted; 0 and "" for any."""

    year: int = 0
    body: str = ""
    stage: str = ""


def _any_or(column: str, value: Any, none: Any) -> Q:
    return Q(**{column: value}) | Q(Exact(Value(value), Value(none)))


_MATTERS = PreparedList(
    lambda city, year, body, stage: staged(Matter.public.all())
    .annotate(
        body_title=if_public("body", "body__title"),
        body_slug=if_public("body", "body__slug"),
        project_title=if_public("became", "became__title"),
    )
    .filter(
        of_city(city),
        _any_or("year", year, 0),
        _any_or("body_slug", body, ""),
        _any_or("stage", stage, ""),
    )
    .order_by("-year", "title", "address"),
    "title", "address", "year", "city__name", "stage", "stage_on", "body_title", "project_title",
    size=30, keys=(str, int, str, str),
)  # fmt: skip
_YEARS = Prepared(
    lambda city: Matter.public.filter(city__slug=city).order_by("-year").distinct(),
    "year",
    keys=(str,),
)
_BODIES = Prepared(
    lambda city: Matter.public.filter(city__slug=city, body__is_public=True)
    .order_by("body__title", "body__slug")
    .distinct()[:MOST_BODIES],
    "body__slug", "body__title",
    keys=(str,),
)  # fmt: skip


def matters(city: str, turned: Turned, wanted: Wanted | None = None) -> Page:
    """Return a page of the public matters of a city or of all, the latest year first; one query."""
    wanted = wanted or Wanted()
    number = turned.asked("matters")
    page = _MATTERS.page(number, city, wanted.year, wanted.body, wanted.stage)
    page.object_list = list(map(named_stage, page))
    return page


def stage_label(kind: str) -> str:
    """What a stage of a matter is called; "" for a matter without steps."""
    return str(MatterStep.Kind(kind).label) if kind else ""


def named_stage(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a list of matters with what its stage is called."""
    return row | {"stage_label": stage_label(row["stage"])}


def matter_years(city: str) -> list[int]:
    """Return the years of a city's public matters, the latest first; one query."""
    return [row["year"] for row in _YEARS(city)]


def matter_bodies(city: str) -> list[tuple[str, str]]:
    """Return the public bodies that brought matters up, by address name and title; one query."""
    return [(row["body__slug"], row["body__title"]) for row in _BODIES(city)]


def matters_in_reach(person: User, asked: Mapping[str, Any]) -> QuerySet[Matter]:
    """Return the matters that a person may see, drafts as well, each with its stage.

    `asked` may name a year, a stage, and words (`q`) of the title.
    """
    found = staged(rows(person, Action.VIEW, Matter)).select_related("city", "body", "became")
    conditions = {"year": "year", "stage": "stage", "q": "title__icontains"}
    wanted = {conditions[name]: value for name, value in asked.items()}
    return found.filter(**wanted).order_by("-year", "title", "address")
