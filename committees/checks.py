"""What the rows of bodies, meetings, plans and events add up to."""

from collections.abc import Iterator

from django.db.models import Count

from civicforum.kit.weekdays import weekday
from civicforum.record.checks import Computed
from civicforum.record.models import Programme
from committees.models import Attendance, Body, Meeting, Plan, SharingEvent


def computed() -> Iterator[Computed]:
    """Yield every figure of every body, meeting, plan and event."""
    for programme in Programme.objects.filter(job=Programme.Job.COMMITTEES):
        bodies = Body.objects.filter(
            city=programme.city_id, form=Body.Form.SUBCOMMITTEE, document__isnull=False
        )
        yield Computed(programme.address, "subcommittees", bodies.count())
    for body in Body.objects.filter(document__isnull=False).annotate(number=Count("seats")):
        yield Computed(body.address, "seats", body.number)
    for meeting in Meeting.objects.filter(document__isnull=False):
        yield from _of_meeting(meeting)
    for plan in Plan.objects.filter(document__isnull=False):
        yield Computed(plan.address, "projects", plan.projects.count())
        yield Computed(plan.address, "steps", plan.steps.count())
    for event in SharingEvent.objects.filter(document__isnull=False):
        yield Computed(event.address, "programme", event.programme.count())
        yield Computed(event.address, "presentations", event.presentations.count())


def _of_meeting(meeting: Meeting) -> Iterator[Computed]:
    present = meeting.attendance.filter(status=Attendance.Status.PRESENT).count()
    counts = {
        "present": present,
        "not_present": meeting.attendance.count() - present,
        "agenda": meeting.agenda.count(),
        "speeches": meeting.speeches.count(),
        "speakers": meeting.speeches.values("speaker").distinct().count(),
    }
    for subject, value in counts.items():
        in_minutes = subject in {"present", "not_present"}
        yield Computed(meeting.address, subject, value, shows_stated=in_minutes)
    for item in meeting.agenda.annotate(count=Count("speeches")):
        yield Computed(meeting.address, f"agenda/{item.number}/speeches", item.count)
    if meeting.stated_weekday:
        stated = meeting.stated_weekday
        yield Computed(meeting.address, "weekday", weekday(meeting.date), stated, shows_stated=True)
