"""What stands on the page of one meeting for those who organise it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.record.models import Commitment
from committees.models import Convocation, Meeting
from committees.policy import who_releases
from committees.reports.attendance import counts, quorum
from committees.reports.readiness import unrecorded_seats
from committees.reports.standing import (
    COLOURS,
    Mark,
    Recorded,
    Stage,
    Step,
    stage_of,
    steps_of,
    unrecorded_sentence,
)
from committees.services.writing_down import has_no_minutes
from committees.told import content_of

_FOR_WRITERS = frozenset({"notice", "attendance", "papers"})
_FOR_RELEASERS = frozenset({"members", "agreed", "published"})


@dataclass(frozen=True)
class Next:
    """The next thing to do with a meeting, and where; "" where nothing leads there yet."""

    text: str
    url: str


def hub(
    meeting: Meeting, now: dt.datetime, *, may_change: bool, may_release: bool
) -> dict[str, Any]:
    """Read what the page of a meeting tells its organisers; a fixed number of queries.

    Whoever may not release the minutes is told who does.
    """
    notice = meeting.convocations.order_by("-number").first()
    totals = counts(meeting)
    attended = bool(totals.present + totals.delegated + totals.absent)
    is_off = notice is not None and notice.is_cancelled
    stage, today = stage_of(meeting, now, is_off=is_off), timezone.localdate(now)
    is_held = meeting.date <= today and not is_off
    recorded = Recorded(
        noticed=notice is not None and not is_off,
        attended=attended and meeting.date <= today,  # before, only who excused himself is noted
        circulated=meeting.circulations.exists(),
        unrecorded=unrecorded_seats(meeting) if attended else 0,
    )
    steps = steps_of(meeting, stage, recorded, today)
    return {
        "meeting": meeting,
        "stage": stage,
        "colour": COLOURS[stage],
        "steps": steps,
        "next": _next(meeting, notice, stage, _step_to_take(meeting, steps, today, may_release)),
        "notice": notice,
        "counts": totals if attended else None,
        "unrecorded": unrecorded_sentence(recorded.unrecorded) if recorded.unrecorded else "",
        "quorum": quorum(meeting) if attended else None,
        "papers": meeting.papers.order_by("order"),
        "agenda": list(meeting.agenda.prefetch_related("references__entry").order_by("number")),
        "previous": _neighbours(meeting).filter(number__lt=meeting.number).last(),
        "following": _neighbours(meeting).filter(number__gt=meeting.number).first(),
        "actions": meeting.commitments.filter(kind=Commitment.Kind.ACTION)
        .select_related("department")
        .order_by("due", "pk"),
        "earlier": open_actions(meeting),
        "tools": tools(meeting, may_change=may_change, is_held=is_held),
    }


@dataclass(frozen=True)
class EarlierAction:
    """What an earlier meeting of the body has left to be done."""

    pk: int
    title: str
    due: str
    owed_by: str
    meeting: int
    meeting_title: str


def open_actions(meeting: Meeting) -> list[EarlierAction]:
    """Return what the earlier meetings of the body left to be done and is still open; one query."""
    earlier = meeting.body.meetings.filter(
        number__lt=meeting.number,
        commitments__kind=Commitment.Kind.ACTION,
        commitments__done="",
    )
    found = earlier.order_by("commitments__due", "commitments__pk").values_list(
        "commitments__pk",
        "commitments__title",
        "commitments__due",
        Coalesce("commitments__department__name", "commitments__owed_by"),
        "pk",
        "title",
    )
    return [EarlierAction(*row) for row in found]


def tools(meeting: Meeting, *, may_change: bool, is_held: bool) -> list[tuple[str, str]]:
    """Return the pages on which one works on the meeting, as far as there are such: title, link.

    Whoever may not change it reaches only those on which there is something to read.
    """
    titles = {
        "notice": _("Notice and answers"),
        "attendance": _("Attendance"),
        "papers": _("Papers and photos"),
        "write": _("Write the minutes"),
        "circulate": _("Minutes with the members"),
        "names": _("Names"),
        "publish": _("Publishing the minutes"),
        "corrections": _("Corrections"),
    }
    shown = [name for name in titles if may_change or name not in _FOR_WRITERS]
    linked = [(titles[name], link(name, meeting)) for name in shown]
    files = _files(meeting, may_read=may_change and is_held)
    return [(title, url) for title, url in linked if url] + files


def _files(meeting: Meeting, *, may_read: bool) -> list[tuple[str, str]]:
    """The files that the minutes were read from, or where one is uploaded that becomes them.

    That is so only while nothing is written: released, corrected or withdrawn minutes stay what
    they are, whatever state they were in before, and a draft is not read over.
    """
    files = meeting.source_files.order_by("pk").values_list("pk", "name")
    read = [
        (_("Read from “%s”") % name, reverse("committees_staff:file", args=[pk]))
        for pk, name in files
    ]
    if read or not may_read or not has_no_minutes(meeting):
        return read
    url = reverse("committees_staff:files")
    return [(_("Read the minutes from a file"), f"{url}?body={meeting.body_id}")]


def link(name: str, meeting: Meeting) -> str:
    """Return the address of a page of the meeting; "" while there is no such page."""
    try:
        return reverse(f"committees_staff:{name}", args=[meeting.pk])
    except NoReverseMatch:
        return ""


def _neighbours(meeting: Meeting) -> Any:
    return meeting.body.meetings.order_by("number")


def _next(
    meeting: Meeting,
    notice: Convocation | None,
    stage: Stage,
    otherwise: Next | None,
) -> Next | None:
    """The next thing to do: first of all, tell the members what has changed."""
    if stage == Stage.CALLED_OFF:
        return Next(_("The meeting is called off. Send a new notice if it is held."), "")
    if stage == Stage.COMING and notice and notice.content != content_of(meeting):
        told = _("What the notice said has changed. Send the members a changed notice.")
        return Next(told, link("notice", meeting))
    return otherwise


def _step_to_take(
    meeting: Meeting, steps: list[Step], today: dt.date, may_release: bool
) -> Next | None:
    """The thing to do at the step that is being taken; None once all are."""
    name = next((step.name for step in steps if step.mark == Mark.NOW), "")
    submits = name == "published" and meeting.city.needs_approval
    if name in _FOR_RELEASERS and not may_release and not submits:
        return _left_to_others(meeting, name)
    waits = {"day": meeting.day}
    said = {
        "notice": (_("Send the notice with the agenda."), "notice"),
        "attendance": (
            _("Record who attended.")
            if meeting.date <= today
            else _("The meeting is on %(day)s. Print the sign-in sheet.") % waits,
            "attendance",
        ),
        "writing": (_("Write the minutes, then send them to the members."), "write"),
        "members": (_("Wait for the members' answers, then agree the minutes."), "circulate"),
        "agreed": (_("Agree the minutes."), "circulate"),
        "published": (_("Settle the names, then publish."), "publish"),
    }
    if name not in said:
        return None
    text, place = said[name]
    return Next(text, link(place, meeting))


def _left_to_others(meeting: Meeting, name: str) -> Next:
    """What whoever writes can still do where others release, and who they are."""
    who = {"who": who_releases()}
    if name == "published":
        text = _("Settle the names. Then it is for others to publish: %(who)s.") % who
        return Next(text, link("names", meeting))
    text = _("Wait for the members' answers. Then it is for others to agree the minutes: %(who)s.")
    return Next(text % who, link("circulate", meeting))
