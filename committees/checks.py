"""What the rows of bodies, meetings, plans and events add up to."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from civicforum.kit.weekdays import weekday
from civicforum.record.checks import Computed, sourced
from civicforum.record.models import Programme
from civicforum.record.states import EntryState
from committees.minutes.document import TOTALS
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Matter,
    MatterStep,
    Meeting,
    Plan,
    PlanStep,
    Presentation,
    ProgrammeItem,
    Project,
    ProjectStep,
    Seat,
    SharingEvent,
    Speech,
)  # fmt: skip
from committees.reports.totals import all_differences


def computed() -> Iterator[Computed]:
    """Yield every figure of every body, meeting, plan and event."""
    for programme in Programme.objects.filter(job=Programme.Job.COMMITTEES):
        bodies = sourced(Body).filter(city=programme.city_id, form=Body.Form.SUBCOMMITTEE)
        yield Computed(programme.address, "subcommittees", bodies.count())
    for body in sourced(Body):
        yield Computed(body.address, "seats", sourced(Seat).filter(body=body).count())
    for meeting in sourced(Meeting):
        yield from _of_meeting(meeting)
    for meeting in Meeting.objects.filter(document=None, state=EntryState.PUBLISHED):
        yield from _totals(meeting)
    for plan in sourced(Plan):
        projects = sourced(Project).filter(plan=plan)
        yield Computed(plan.address, "projects", projects.count())
        yield Computed(plan.address, "steps", sourced(PlanStep).filter(plan=plan).count())
        budget = projects.aggregate(total=Sum("budget"))["total"]
        yield Computed(plan.address, "budget", budget)
    for matter in sourced(Matter):
        yield Computed(matter.address, "steps", sourced(MatterStep).filter(matter=matter).count())
    for project in sourced(Project):
        steps = sourced(ProjectStep).filter(project=project)
        yield Computed(project.address, "steps", steps.count())
    for event in sourced(SharingEvent):
        shown = sourced(Presentation).filter(event=event)
        programme_items = sourced(ProgrammeItem).filter(event=event)
        yield Computed(event.address, "programme", programme_items.count())
        yield Computed(event.address, "presentations", shown.count())


def _of_meeting(meeting: Meeting) -> Iterator[Computed]:
    attendance = sourced(Attendance).filter(meeting=meeting)
    agenda = sourced(AgendaItem).filter(meeting=meeting)
    speeches = sourced(Speech).filter(meeting=meeting)
    came = Counter(attendance.order_by().values_list("status", flat=True))
    present = came["present"]
    counts = {
        "present": present,
        "delegated": came["delegated"],
        "absent": came["absent"],
        "not_present": came.total() - present,
        "agenda": agenda.count(),
        "speeches": speeches.count(),
        "speakers": speeches.values("speaker").distinct().count(),
    }
    for subject, value in counts.items():
        in_minutes = subject in {"present", "delegated", "absent", "not_present"}
        yield Computed(meeting.address, subject, value, shows_stated=in_minutes)
    for item in agenda:
        number = speeches.filter(agenda_item=item).count()
        yield Computed(meeting.address, f"agenda/{item.number}/speeches", number)
    if meeting.stated_weekday:
        stated = meeting.stated_weekday
        yield Computed(meeting.address, "weekday", weekday(meeting.date), stated, shows_stated=True)


def _totals(meeting: Meeting) -> Iterator[Computed]:
    """The totals of minutes that were written or read here, held against all of their list."""
    listed = {one.code: one.listed for one in all_differences(meeting)}
    for code, value in meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"):
        yield Computed(meeting.address, code, listed.get(code, value), shows_stated=True)
