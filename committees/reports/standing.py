"""How far a meeting and its minutes are: for a list, and step by step."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civicforum.record.states import EntryState
from committees.models import Meeting
from committees.states import MinutesState


class Stage(models.TextChoices):
    """How far a meeting is, in one word."""

    COMING = "coming", gettext_lazy("To be held")
    DRAFT = "draft", gettext_lazy("Minutes being written")
    CIRCULATED = "circulated", gettext_lazy("With the members")
    APPROVED = "approved", gettext_lazy("Agreed, not yet public")
    SUBMITTED = "submitted", gettext_lazy("Waits for approval")
    PUBLISHED = "published", gettext_lazy("Published")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


#: The colour of each stage's badge.
COLOURS = {
    Stage.COMING: "information",
    Stage.DRAFT: "gray",
    Stage.CIRCULATED: "warning",
    Stage.APPROVED: "primary",
    Stage.SUBMITTED: "warning",
    Stage.PUBLISHED: "success",
    Stage.WITHDRAWN: "danger",
}


def in_stage(stage: Stage, today: dt.date) -> Q:
    """Return the condition that a meeting is in a stage on the day."""
    state = {
        Stage.SUBMITTED: EntryState.SUBMITTED,
        Stage.PUBLISHED: EntryState.PUBLISHED,
        Stage.WITHDRAWN: EntryState.WITHDRAWN,
    }
    if stage in state:
        return Q(state=state[stage])
    minutes = MinutesState.DRAFT if stage == Stage.COMING else MinutesState(stage.value)
    found = Q(state=EntryState.DRAFT, minutes_state=minutes)
    if minutes == MinutesState.DRAFT:
        found &= Q(date__gte=today) if stage == Stage.COMING else Q(date__lt=today)
    return found


def stage_of(meeting: Meeting, today: dt.date) -> Stage:
    """Return the stage that a meeting is in on the day."""
    if meeting.state != EntryState.DRAFT:
        return Stage(meeting.state)
    if meeting.minutes_state != MinutesState.DRAFT:
        return Stage(meeting.minutes_state)
    return Stage.COMING if meeting.date >= today else Stage.DRAFT


class Mark(StrEnum):
    """What the step line shows of a step."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Step:
    """A step on the way from the notice to the published minutes."""

    name: str
    label: str
    mark: Mark

    @property
    def told(self) -> str:
        """What a screen reader says of the mark."""
        return {
            Mark.DONE: _("done"),
            Mark.NOW: _("now"),
            Mark.LATER: _("later"),
            Mark.SKIPPED: _("not recorded here"),
        }[self.mark]


def steps_of(meeting: Meeting, *, noticed: bool, attended: bool, today: dt.date) -> list[Step]:
    """Return the steps of a meeting, of which its notice and attendance may be recorded."""
    stage = stage_of(meeting, today)
    reached = list(Stage).index(Stage.APPROVED if stage == Stage.WITHDRAWN else stage)
    past = meeting.date < today or reached > list(Stage).index(Stage.DRAFT)
    done = {
        "notice": noticed,
        "attendance": attended,
        "writing": reached >= list(Stage).index(Stage.CIRCULATED),
        "members": reached >= list(Stage).index(Stage.APPROVED),
        "agreed": reached >= list(Stage).index(Stage.APPROVED),
        "published": stage == Stage.PUBLISHED,
    }
    skipped = {"notice"} if past else set()
    if done["writing"]:
        skipped.add("attendance")
    return _marked(done, skipped)


def _marked(done: dict[str, bool], skipped: set[str]) -> list[Step]:
    steps, has_now = [], False
    for name, is_done in done.items():
        if is_done:
            mark = Mark.DONE
        elif name in skipped:
            mark = Mark.SKIPPED
        else:
            mark = Mark.LATER if has_now else Mark.NOW
        has_now = has_now or mark == Mark.NOW
        steps.append(Step(name, _labels()[name], mark))
    return steps


def _labels() -> dict[str, Any]:
    return {
        "notice": _("Notice"),
        "attendance": _("Attendance"),
        "writing": _("Writing"),
        "members": _("With the members"),
        "agreed": _("Minutes agreed"),
        "published": _("Published"),
    }
