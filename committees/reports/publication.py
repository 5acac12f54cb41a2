"""When minutes must be public, when they became it, and what was done with them until then."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from django.db.models import Case, OuterRef, Subquery, When
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext

from civicforum.kit.dates import format_date, format_time
from civicforum.record.models import StateChange
from civicforum.record.states import EntryState
from committees.models import Body, Meeting
from committees.states import MinutesState

#: Gets bodies and a day; maps those that the app knows to how many days their minutes have then.
LookUp: TypeAlias = Callable[[Collection[Body], dt.date], Mapping[int, int]]

_look_ups: list[LookUp] = []


def look_up_days_with(look_up: LookUp) -> None:
    """Tell how many days minutes have of bodies that an app has rules for."""
    if look_up not in _look_ups:
        _look_ups.append(look_up)


def days_by_rule(bodies: Collection[Body], on: dt.date) -> dict[int, int]:
    """Map those bodies whose minutes must be public by a time to how many days they have."""
    own = ((one.pk, one.publication_days) for one in bodies)
    found = {pk: days for pk, days in own if days is not None}
    for look_up in _look_ups:
        found |= look_up(bodies, on)
    return found


def publication_due(meeting: Meeting) -> dt.date | None:
    """The last day to publish the minutes, None where no rule of today says one.

    What had to be public before the city was live with the portal is not owed to it.
    """
    days = days_by_rule([meeting.body], timezone.localdate())
    return due_within(meeting, days.get(meeting.body_id))


def due_within(meeting: Meeting, days: int | None) -> dt.date | None:
    """The same where it is known how many days there are; None for no such rule."""
    live_since = meeting.city.live_since
    if days is None or live_since is None:
        return None
    due = last_day(meeting.date, days)
    return due if due >= live_since else None


def last_day(held: dt.date, days: int) -> dt.date:
    """The last day to publish the minutes of a meeting for which there are so many days."""
    return held + dt.timedelta(days=days)


def public_since(on: dt.date) -> Case:
    """Return, for a query of meetings, when the minutes of each first were public.

    None where they are not on the day: what was withdrawn by then is not public.
    """
    moves = StateChange.objects.filter(entry=OuterRef("pk"), at__date__lte=on)
    first = moves.filter(new=EntryState.PUBLISHED).order_by("at", "pk").values("at")
    stands = Subquery(moves.order_by("-at", "-pk").values("new")[:1])
    return Case(When(Exact(stands, EntryState.PUBLISHED), then=Subquery(first[:1])))


def first_published(meeting: Meeting) -> dt.date | None:
    """The day on which the minutes first were public, None if they never were."""
    moves = meeting.state_changes.filter(new=EntryState.PUBLISHED).order_by("at", "pk")
    first = moves.values_list("at", flat=True).first()
    return timezone.localdate(first) if first else None


def days_to_publish(meeting: Meeting) -> int | None:
    """How many days after the meeting its minutes were public, None if they are not yet."""
    day = first_published(meeting)
    return (day - meeting.date).days if day else None


@dataclass(frozen=True)
class Step:
    """Something that was done with the minutes on their way: when, by whom, why."""

    at: dt.datetime
    who: str
    what: str
    why: str


def steps_so_far(meeting: Meeting) -> list[Step]:
    """Every move of the minutes and every time set for their publication, the latest first.

    None of those that were public before the portal had them: they never were on their way here.
    """
    if meeting.state != EntryState.DRAFT and meeting.minutes_state == MinutesState.DRAFT:
        return []
    versions = _moves_of(meeting).select_related("history_user")
    steps = []
    before = None
    for version in versions:
        what = _moved(before, version)
        if what:
            who = version.history_user.name if version.history_user else ""
            why = version.history_change_reason or ""
            steps.append(Step(version.history_date, who, what, why))
        before = version
    return steps[::-1]


def _moves_of(meeting: Meeting) -> Any:
    """The versions of the meeting, the first first, without the long texts that each keeps."""
    told = ("minutes_state", "publish_at", "history_date", "history_user", "history_change_reason")
    return meeting.history.only(*told).order_by("history_date", "history_id")


def _moved(before: Any, version: Any) -> str:
    if before is None or before.minutes_state != version.minutes_state:
        return str(MinutesState(version.minutes_state).label)
    if before.publish_at == version.publish_at:
        return ""
    if version.publish_at is None:
        return gettext("No time to publish any more")
    moment = timezone.localtime(version.publish_at)
    when = f"{format_date(moment.date())} {format_time(moment.time())}"
    return gettext("To be published at %(when)s") % {"when": when}


def why_not_on_time(meeting: Meeting) -> str:
    """Why the minutes were not published when they should have been; "" if that is not so.

    The portal itself took the time back then: nobody's name stands in that version.
    """
    if meeting.state == EntryState.PUBLISHED or meeting.publish_at:
        return ""
    versions = list(_moves_of(meeting).reverse()[:50])
    for version, before in pairwise(versions):
        if version.publish_at is None and before.publish_at is not None:
            return "" if version.history_user_id else str(version.history_change_reason or "")
    return ""
