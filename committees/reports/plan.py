"""What stands on the pages of plans, their projects, and results-sharing events."""

from typing import Any

from django.core.paginator import Page
from django.utils import timezone

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.models import if_public
from committees.models import Plan, PlanStep, Presentation, ProgrammeItem, Project, SharingEvent

_STEPS = PreparedList(
    lambda plan: PlanStep.public.filter(plan=plan).order_by("order"),
    "title", "on", "note",
    size=40, keys=(int,),
)  # fmt: skip
_PROJECTS = PreparedList(
    lambda plan: Project.public.filter(plan=plan).order_by("number"),
    "title", "address",
    size=60, keys=(int,),
)  # fmt: skip


def steps(plan: int, turned: Turned) -> Page:
    """Return a page of the dated steps of a public plan, given by its key, and which are past."""
    today = timezone.localdate().isoformat()
    page = _STEPS.page(turned.asked("steps"), plan)
    page.object_list = [step | {"is_past": "" < step["on"] <= today} for step in page]
    return page


def plan_page(plan: Plan, turned: Turned) -> dict[str, Any]:
    """Read the dated steps and the projects of one public plan."""
    projects = _PROJECTS.page(turned.asked("projects"), plan.pk)
    return {"steps": steps(plan.pk, turned), "projects": projects}


_PROGRAMME = PreparedList(
    lambda event: ProgrammeItem.public.filter(event=event).order_by("order"),
    "order", "text",
    size=40, keys=(int,),
)  # fmt: skip
_PRESENTATIONS = PreparedList(
    lambda event: Presentation.public.filter(event=event)
    .annotate(body_title=if_public("body", "body__title"))
    .order_by("order"),
    "order", "title", "presenter", "body_title",
    size=40, keys=(int,),
)  # fmt: skip


def event_page(event: SharingEvent, turned: Turned) -> dict[str, Any]:
    """Read what stands on the page of one public event beside its own fields."""
    meeting = event.planned_at
    return {
        "programme": _PROGRAMME.page(turned.asked("programme"), event.pk),
        "presentations": _PRESENTATIONS.page(turned.asked("presentations"), event.pk),
        "planned_at": meeting if meeting and meeting.is_public else None,
    }
