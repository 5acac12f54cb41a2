"""What stands on the pages of plans and of their projects."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import Prepared, PreparedList
from committees.models import Matter, Plan, Presentation, Project, ProjectStep
from committees.reports.matters import named_stage, staged
from committees.reports.steps import plan_steps, project_way


def progressed(projects: QuerySet[Any]) -> QuerySet[Any]:
    """The projects, each with the kind, date and text of its latest own step; "" for none."""
    steps = ProjectStep.public.filter(project=OuterRef("pk")).order_by("-order")
    names = {"stage": "kind", "stage_on": "on", "stage_text": "text"}
    return projects.annotate(
        **{
            name: Coalesce(Subquery(steps.values(column)[:1]), Value(""))
            for name, column in names.items()
        }
    )


def _projects(plan: int) -> QuerySet[Any]:
    return progressed(Project.public.filter(plan=plan)).order_by("number")


#: Columns of a table of projects that are left out where nothing of them is recorded.
_OFTEN_UNKNOWN = ("budget", "department", "stage")
_COLUMNS = (
    "number", "title", "address", "department__name", "working_group", "budget", "stage",
    "stage_on", "stage_text", "result",
)  # fmt: skip
_PROJECTS = PreparedList(_projects, *_COLUMNS, size=40, keys=(int,))
_ALL_PROJECTS = Prepared(_projects, *_COLUMNS)
_TOTALS = Prepared(
    lambda plan: _projects(plan)
    .order_by()
    .values("plan")
    .annotate(
        projects=Count("pk"),
        with_budget=Count("budget"),
        with_department=Count("department"),
        with_stage=Count("pk", filter=~Q(stage="")),
        total=Sum("budget"),
        done=Count("pk", filter=Q(stage=ProjectStep.Kind.DONE)),
        stopped=Count("pk", filter=Q(stage=ProjectStep.Kind.STOPPED)),
    ),
    "projects", "with_budget", "with_department", "with_stage", "total", "done", "stopped",
)  # fmt: skip


def plan_page(plan: Plan, turned: Turned) -> dict[str, Any]:
    """Read the steps of one public plan, its projects, and what these add up to; three queries."""
    projects = _PROJECTS.page(turned.asked("projects"), plan.pk)
    projects.object_list = list(map(with_stage, projects))
    totals = _totals(plan.pk)
    return {
        "steps": plan_steps(plan.pk, plan.address, turned),
        "projects": projects,
        "totals": totals,
        "columns": {name: totals.get(f"with_{name}") for name in _OFTEN_UNKNOWN},
    }


def all_projects(plan: Plan) -> list[dict[str, Any]]:
    """Return every project of a public plan, as its table shows them; one query."""
    return list(map(with_stage, _ALL_PROJECTS(plan.pk)))


def columns_of(projects: Iterable[dict[str, Any]]) -> dict[str, bool]:
    """Which of the columns that are often unknown hold something of the projects."""
    shown = list(projects)
    names = dict(zip(_OFTEN_UNKNOWN, ("budget", "department__name", "stage"), strict=True))
    return {
        column: any(row[name] not in (None, "") for row in shown) for column, name in names.items()
    }


def _totals(plan: int) -> dict[str, Any]:
    """What the projects add up to; nothing for a plan without any."""
    for found in _TOTALS(plan):
        return found | {"without_budget": found["projects"] - found["with_budget"]}
    return {}


def with_stage(row: dict[str, Any]) -> dict[str, Any]:
    """A project with what its stage is called: the kind of its latest own step; "" without any."""
    kind = row["stage"]
    return row | {"stage_label": ProjectStep.Kind(kind).label if kind else ""}


_CAME_FROM = PreparedList(
    lambda project: staged(Matter.public.filter(became=project)).order_by(
        "year", "title", "address"
    ),
    "title", "address", "year", "stage", "stage_on",
    size=30, keys=(int,),
)  # fmt: skip
_PRESENTED = PreparedList(
    lambda project: Presentation.public.filter(project=project).order_by(
        "-event__date", "event__address", "order"
    ),
    "order", "title", "presenter", "event__title", "event__address", "event__date",
    size=30, keys=(int,),
)  # fmt: skip


def project_page(project: Project, turned: Turned) -> dict[str, Any]:
    """Read the whole way of one public project, what it came from and where it was presented.

    Three queries.
    """
    came_from = _CAME_FROM.page(turned.asked("matters"), project.pk)
    came_from.object_list = list(map(named_stage, came_from))
    return {
        "steps": project_way(project.plan_id, project.pk, turned),
        "matters": came_from,
        "presentations": _PRESENTED.page(turned.asked("presentations"), project.pk),
    }
