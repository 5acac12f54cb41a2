"""The meetings of a body that were announced and are still to come, as their notices say."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import Convocation, NameDecision
from committees.reports.personal import MASK
from committees.told import NoticeContent

MOST = 20


def coming(body: int, now: dt.datetime) -> list[Convocation]:
    """Return the last notice of each coming meeting of a body, given by its key; few queries.

    The draft itself is read by nobody here: what was not announced is not public. Each
    carries as `told` what the public reads of it. Whether the body is public is the caller's
    matter.
    """
    return coming_of(Q(meeting__body=body), now)


def coming_of(meetings: Q, now: dt.datetime) -> list[Convocation]:
    """Return what `coming` does for all meetings that a condition on their notices names."""
    later = Convocation.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    found = Convocation.objects.filter(~Exists(later), _to_come(now), meetings)
    found = found.select_related("meeting__body").prefetch_related(
        "meeting__agenda", "meeting__name_decisions"
    )
    notices = list(found.order_by("content__date", "content__starts", "pk")[:MOST])
    for notice in notices:
        notice.told = publicly(notice)  # type: ignore[attr-defined]
    return notices


def publicly(notice: Convocation) -> NoticeContent:
    """Return what the public reads of a notice: nothing that is withheld or masked by now.

    What the members got stays as it went out; here the meeting is looked at as it is today.
    """
    meeting, said = notice.meeting, {**notice.content, "link": ""}
    if meeting.withheld:
        return NoticeContent({**said, "title": meeting.shown_title, "place": "", "agenda": []})
    withheld = {item.pk for item in meeting.agenda.all() if item.withheld}
    items = zip(said["items"], said["agenda"], strict=True)
    agenda = [_("Withheld") if key in withheld else _masked(notice, title) for key, title in items]
    shown = {name: _masked(notice, said[name]) for name in ("title", "place")}
    return NoticeContent({**said, **shown, "agenda": agenda})


def _masked(notice: Convocation, text: str) -> str:
    """The text without the words that are masked in the minutes of the meeting, longest first."""
    decisions = notice.meeting.name_decisions.all()
    words = [one.text for one in decisions if one.decision == NameDecision.Decision.MASKED]
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, MASK)
    return text


def _to_come(now: dt.datetime) -> Q:
    """That a meeting has not ended; one whose end nobody knows ends with its day."""
    local = timezone.localtime(now)
    today, hour = local.date().isoformat(), local.time().isoformat("minutes")
    ends_later = Q(content__ends="") | Q(content__ends__gt=hour)
    return Q(content__date__gt=today) | (Q(content__date=today) & ends_later)
