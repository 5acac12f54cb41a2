"""How far a meeting and its minutes are: for a list, and step by step."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from civicforum.record.states import EntryState
from committees.models import Convocation, Meeting
from committees.states import MinutesState


class Stage(models.TextChoices):
    """How far a meeting is, in one word."""

    COMING = "coming", gettext_lazy("To be held")
    CALLED_OFF = "called_off", gettext_lazy("Called off")
    DRAFT = "draft", gettext_lazy("Minutes being written")
    CIRCULATED = "circulated", gettext_lazy("With the members")
    APPROVED = "approved", gettext_lazy("Agreed, not yet public")
    SUBMITTED = "submitted", gettext_lazy("Waits for approval")
    PUBLISHED = "published", gettext_lazy("Published")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


#: The colour of each stage's badge.
COLOURS = {
    Stage.COMING: "information",
    Stage.CALLED_OFF: "danger",
    Stage.DRAFT: "gray",
    Stage.CIRCULATED: "warning",
    Stage.APPROVED: "primary",
    Stage.SUBMITTED: "warning",
    Stage.PUBLISHED: "success",
    Stage.WITHDRAWN: "danger",
}


def called_off() -> Exists:
    """Return the condition that the last notice of a meeting calls it off."""
    of_it = Convocation.objects.filter(meeting=OuterRef("pk"))
    later = Convocation.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    return Exists(of_it.filter(~Exists(later), is_cancelled=True))


def is_over(meeting: Meeting, now: dt.datetime) -> bool:
    """Return whether a meeting has ended; one whose end nobody knows ends with its day."""
    local = timezone.localtime(now)
    if meeting.date != local.date() or meeting.ends is None:
        return meeting.date < local.date()
    return meeting.ends <= local.time()


def in_stage(stage: Stage, now: dt.datetime) -> Q:
    """Return the condition that a meeting is in a stage at a time."""
    state = {
        Stage.SUBMITTED: EntryState.SUBMITTED,
        Stage.PUBLISHED: EntryState.PUBLISHED,
        Stage.WITHDRAWN: EntryState.WITHDRAWN,
    }
    if stage in state:
        return Q(state=state[stage])
    unwritten = Q(state=EntryState.DRAFT, minutes_state=MinutesState.DRAFT)
    if stage == Stage.CALLED_OFF:
        return unwritten & Q(called_off())
    if stage in (Stage.COMING, Stage.DRAFT):
        over = _over(now)
        return unwritten & ~Q(called_off()) & (~over if stage == Stage.COMING else over)
    return Q(state=EntryState.DRAFT, minutes_state=MinutesState(stage.value))


def _over(now: dt.datetime) -> Q:
    local = timezone.localtime(now)
    ended = Q(date=local.date(), ends__isnull=False, ends__lte=local.time())
    return Q(date__lt=local.date()) | ended


def stage_of(meeting: Meeting, now: dt.datetime, *, is_off: bool) -> Stage:
    """Return the stage that a meeting, which may be called off, is in at a time."""
    if meeting.state != EntryState.DRAFT:
        return Stage(meeting.state)
    if meeting.minutes_state != MinutesState.DRAFT:
        return Stage(meeting.minutes_state)
    if is_off:
        return Stage.CALLED_OFF
    return Stage.DRAFT if is_over(meeting, now) else Stage.COMING


class Mark(StrEnum):
    """What the step line shows of a step."""

    DONE = "done"
    PARTLY = "partly"
    NOW = "now"
    LATER = "later"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Step:
    """A step on the way from the notice to the published minutes."""

    name: str
    label: str
    mark: Mark
    #: What is still open at a step that was begun, in words; "" where nothing is.
    gap: str = ""

    @property
    def told(self) -> str:
        """What a screen reader says of the mark."""
        return {
            Mark.DONE: _("done"),
            Mark.PARTLY: _("begun"),
            Mark.NOW: _("now"),
            Mark.LATER: _("later"),
            Mark.SKIPPED: _("not recorded here"),
        }[self.mark]


@dataclass(frozen=True)
class Recorded:
    """What the record holds of a meeting: its notice, who attended, a round with the members.

    Of `unrecorded` seats nobody has said whether they attended.
    """

    noticed: bool
    attended: bool
    circulated: bool
    unrecorded: int = 0


def steps_of(meeting: Meeting, stage: Stage, recorded: Recorded, today: dt.date) -> list[Step]:
    """Return the steps of a meeting in its stage, as far as they are recorded."""
    reached = list(Stage).index(Stage.APPROVED if stage == Stage.WITHDRAWN else stage)
    past = meeting.date < today or reached > list(Stage).index(Stage.DRAFT)
    agreed = reached >= list(Stage).index(Stage.APPROVED)
    done = {
        "notice": recorded.noticed,
        "attendance": recorded.attended,
        "writing": reached >= list(Stage).index(Stage.CIRCULATED),
        "members": agreed and recorded.circulated,
        "agreed": agreed,
        "published": stage == Stage.PUBLISHED,
    }
    skipped = {"notice"} if past else set()
    if done["writing"]:
        skipped.add("attendance")
    if agreed:
        skipped.add("members")
    return [_with_gap(step, recorded) for step in _marked(done, skipped)]


def _with_gap(step: Step, recorded: Recorded) -> Step:
    """Attendance that was recorded of some seats only is begun; it keeps nothing back."""
    if step.name != "attendance" or step.mark != Mark.DONE or not recorded.unrecorded:
        return step
    return replace(step, mark=Mark.PARTLY, gap=unrecorded_sentence(recorded.unrecorded))


def unrecorded_sentence(seats: int) -> str:
    """Say of how many seats nobody knows yet whether they attended."""
    text = ngettext("%(n)d seat not recorded", "%(n)d seats not recorded", seats)
    return text % {"n": seats}


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
