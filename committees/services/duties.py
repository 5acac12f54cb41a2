"""The duty to publish the minutes of a meeting within the days its body has for it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from civicforum.record.models import Commitment
from civicforum.record.services.entries import store
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Body, Meeting
from committees.reports.publication import (
    days_by_rule,
    due_within,
    first_published,
    public_since,
    publication_due,
)
from committees.reports.standing import called_off

PUBLISH = gettext_noop("Publish the minutes: %s")


@record_write
def keep_publication_duties() -> None:
    """Bring the duties of all meetings up to date, and end those of meetings that owe nothing."""
    duties = {duty.key: duty for duty in _duties()}
    for meeting, due in _owing(timezone.localdate()):
        published = timezone.localdate(meeting.public_at) if meeting.public_at else None
        _keep(duties.pop(_key(meeting), None), meeting, due, published)
    for duty in duties.values():
        if not duty.done:
            _settle(duty, due="")


def _owing(on: dt.date) -> Iterator[tuple[Any, dt.date]]:
    """The meetings whose minutes the rules of a day want public by a time, each with its last day.

    Each carries since when they are (`public_at`). Of what was called off there are no minutes.
    """
    days = days_by_rule(Body.objects.filter(city__live_since__isnull=False), on)
    rows = Meeting.objects.filter(~Q(called_off()), body__in=days)
    for meeting in rows.select_related("body", "city").annotate(public_at=public_since(on)):
        if due := due_within(meeting, days[meeting.body_id]):
            yield meeting, due


@record_write
def keep_publication_duty(meeting: Meeting) -> None:
    """Keep until when the minutes of a meeting must be public, or since when they are."""
    duty = _duties().filter(key=_key(meeting)).first()
    due = publication_due(meeting)
    if due or duty:
        is_public = meeting.state == EntryState.PUBLISHED  # not what was withdrawn
        _keep(duty, meeting, due, first_published(meeting) if is_public else None)


def _keep(
    duty: Commitment | None, meeting: Meeting, due: dt.date | None, published: dt.date | None
) -> None:
    """It belongs to no entry, so that no public page lists it among what the meeting decided."""
    _settle(
        duty or Commitment(key=_key(meeting), kind=Commitment.Kind.PUBLICATION),
        title=duty_title(PUBLISH, meeting),
        city_id=meeting.city_id,
        department_id=meeting.body.department_id,
        due=_written(due),
        done=_written(published),
    )


def _settle(duty: Commitment, **values: Any) -> None:
    """Store the duty if anything of it is new."""
    if duty.pk and all(getattr(duty, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(duty, name, value)
    store(duty, allowed=True)


def _duties() -> Any:
    return Commitment.objects.filter(kind=Commitment.Kind.PUBLICATION, key__contains="/minutes-")


def _key(meeting: Meeting) -> str:
    return f"{meeting.city.slug}/{Commitment.Kind.PUBLICATION}/minutes-{meeting.pk}"


def duty_title(what: str, meeting: Meeting) -> str:
    """Return what a duty about a meeting is called; of a long title of the meeting, the start.

    What people read of it is in the city's language, whoever saves the meeting.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(what) % meeting.title[:150]


def _written(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
