"""What stands on the page of a results-sharing event."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.record.models import if_public
from committees.models import Presentation, ProgrammeItem, SharingEvent

_PROGRAMME = PreparedList(
    lambda event: ProgrammeItem.public.filter(event=event).order_by("order"),
    "order", "text",
    size=40, keys=(int,),
)  # fmt: skip
_PRESENTATIONS = PreparedList(
    lambda event: Presentation.public.filter(event=event)
    .annotate(
        body_title=if_public("body", "body__title"),
        body_address=if_public("body", "body__address"),
        project_title=if_public("project", "project__title"),
        project_address=if_public("project", "project__address"),
    )
    .order_by("order"),
    "order", "title", "presenter", "body_title", "body_address", "project_title",
    "project_address",
    size=40, keys=(int,),
)  # fmt: skip


Marks: TypeAlias = Mapping[int, Sequence[tuple[str, str]]]


def _no_marks(event: int) -> Marks:
    return {}


_marks: Callable[[int], Marks] = _no_marks


def look_up_marks_with(look_up: Callable[[int], Marks]) -> None:
    """Tell how to find what presentations were given at an event, by their numbers; one query."""
    global _marks
    _marks = look_up


def event_page(event: SharingEvent, turned: Turned) -> dict[str, Any]:
    """Read what stands on the page of one public event beside its own fields."""
    meeting = event.planned_at
    presentations = _PRESENTATIONS.page(turned.asked("presentations"), event.pk)
    marks = _marks(event.pk) if presentations else {}
    for row in presentations:
        row["marks"] = marks.get(row["order"], ())
    return {
        "programme": _PROGRAMME.page(turned.asked("programme"), event.pk),
        "presentations": presentations,
        "marked": bool(marks),
        "planned_at": meeting if meeting and meeting.is_public else None,
    }
