"""Dated steps: of plans, of matters, and the whole way of a project from proposal to result."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, F, Max, Q, Value, When, Window
from django.db.models.functions import Coalesce
from django.utils import timezone

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.models import Entry
from civicforum.record.reports import Point, titles
from committees.models import MatterStep, PlanStep, ProjectStep

_OF_PLAN = PreparedList(
    lambda plan: PlanStep.public.filter(plan=plan).order_by("order"),
    "order", "title", "on", "note",
    size=40, keys=(int,),
)  # fmt: skip
_OF_MATTER = PreparedList(
    lambda matter: MatterStep.public.filter(matter=matter).order_by("order"),
    "order", "kind", "on", "votes", "place", "note",
    size=40, keys=(int,),
)  # fmt: skip


_WAYS = ("as_plan__steps", "as_matter__steps", "project__steps")


def _either(name: str) -> Coalesce:
    """A column that the steps of every kind have: an entry has steps of its own kind only."""
    return Coalesce(*(F(f"{way}__{name}") for way in _WAYS))


#: The steps of a project's plan, of the matters it came from, and its own, in order of their
#: dates; a step without one stays behind those before it.
_WAY = PreparedList(
    lambda plan, project: Entry.public.annotate(number=_either("order"), day=_either("on"))
    .filter(
        Q(pk=plan) | Q(as_matter__became=project) | Q(pk=project),
        number__isnull=False,
    )
    .annotate(
        so_far=Window(Max("day"), partition_by=F("pk"), order_by=F("number").asc()),
        since=Case(When(day="", then=F("so_far")), default=F("day")),
        rank=Case(When(as_plan__isnull=False, then=1), When(pk=project, then=2), default=0),
        note=Coalesce("as_plan__steps__note", "as_matter__steps__note", Value("")),
    )
    .order_by("since", "rank", "address", "number"),
    "title", "address", "number", "day", "note", "rank", "as_plan__steps__title",
    "as_matter__steps__kind", "as_matter__steps__votes", "as_matter__steps__place",
    "project__steps__kind", "project__steps__text",
    size=40, keys=(int, int),
)  # fmt: skip


def plan_steps(plan: int, address: str, turned: Turned) -> Page:
    """Return a page of the dated steps of a public plan, given by its key; one query."""
    page = _OF_PLAN.page(turned.asked("steps"), plan)
    page.object_list = [_dated(row | {"address": address}) for row in page]
    return page


def matter_steps(matter: int, address: str, turned: Turned) -> Page:
    """Return a page of the dated steps of a public matter, given by its key; one query."""
    page = _OF_MATTER.page(turned.asked("steps"), matter)
    own = {"address": address}
    page.object_list = [_dated(row | own | _named(MatterStep, row["kind"])) for row in page]
    return page


def project_way(plan: int, project: int, turned: Turned) -> Page:
    """Return a page of all that happened on a public project's way, by date; one query.

    Each step says in `of` which entry it belongs to, unless that is the project itself.
    """
    page = _WAY.page(turned.asked("steps"), plan, project)
    page.object_list = list(map(_on_the_way, page))
    return page


def points_of_steps(steps: Iterable[dict[str, Any]]) -> list[Point]:
    """Return the points of the record that a list of steps shows."""
    shown = list(steps)
    fields = ("title", "on", "note", "votes", "place", "text")
    own = [(one["address"], f"steps/{one['order']}/{name}") for one in shown for name in fields]
    return own + titles(one["address"] for one in shown)


def _on_the_way(row: dict[str, Any]) -> dict[str, Any]:
    own = row["project__steps__kind"]
    kind = row["as_matter__steps__kind"]
    named = _named(MatterStep, kind) if kind else _named(ProjectStep, own) if own else {}
    return _dated(
        {
            "of": "" if own else row["title"],
            "address": row["address"],
            "order": row["number"],
            "on": row["day"],
            "title": row["as_plan__steps__title"] or "",
            "text": row["project__steps__text"] or "",
            "note": row["note"],
            "votes": row["as_matter__steps__votes"],
            "place": row["as_matter__steps__place"],
            **named,
        }
    )


def _named(model: type[MatterStep] | type[ProjectStep], kind: str) -> dict[str, str]:
    """The kind of a step in the language in use, as its label."""
    return {"kind": kind, "label": str(model.Kind(kind).label)}


def _dated(step: dict[str, Any]) -> dict[str, Any]:
    """A step that knows whether it is past."""
    today = timezone.localdate().isoformat()
    return step | {"is_past": "" < step["on"] <= today}
