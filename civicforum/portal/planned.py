"""What would be sent on a day if every city had been live since its documents' last day."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from civicforum.kit.partial_dates import PartialDate
from civicforum.people.models import City, User
from civicforum.people.roles import Role
from civicforum.record.kinds import own_rows
from civicforum.record.models import Commitment, Document, Entry
from civicforum.record.recipients import offices_on, told_of
from civicforum.record.reminders import due_reminders, horizon
from civicforum.record.rules import stored_rules
from committees.models import Meeting
from committees.reports.desks import meeting_of


def planned_reminders(on: dt.date, city: str = "") -> list[dict[str, Any]]:
    """Return the reminders of a day, one for each recipient, by due day; nothing is written.

    `city` is a slug; "" for every city. The recipient is an e-mail address, or the name of the
    role that nobody holds on the day. A panel is named by its address, as `panel_health` does.
    """
    since = {one.pk: _live_since(one) for one in City.objects.all()}
    rules = stored_rules()
    found = _telling(on, horizon(rules)).select_related("city", "entry")
    rows = [row for row in (found.filter(city__slug=city) if city else found) if _as_of(row, on)]
    for row in rows:  # as if the city had known of it then
        row.city.live_since, row.due_since = since[row.city_id], None
    reminders = due_reminders(rows, on, rules)
    offices, own = offices_on(on), own_rows(one.commitment for one in reminders)
    addresses = dict(User.objects.values_list("pk", "email"))
    panels = _panels([own[one.commitment.pk] for one in reminders])
    listed = [
        {
            "duty": one.commitment.title,
            "panel": panels.get(one.commitment.pk),
            "recipient": addresses[user] if user else str(Role.CITY_CLERK.label),
            "rule": one.rule,
            "due": one.due.isoformat(),
        }
        for one in reminders
        for user in told_of(one, offices) or [0]
    ]
    return sorted(listed, key=lambda one: (one["due"], one["duty"], one["panel"] or ""))


def _live_since(city: City) -> dt.date | None:
    """The day after the last that the city's documents know of, or its own day if that is earlier.

    What a document reports of its own time is history.
    """
    known = Document.objects.filter(city=city).values_list("known_until", flat=True)
    last = [day for text in known if (day := PartialDate.stored(text).last_day)]
    as_if = max(last) + dt.timedelta(days=1) if last else None
    return min(filter(None, (as_if, city.live_since)), default=None)


def _telling(on: dt.date, ahead: dt.timedelta) -> QuerySet[Commitment]:
    """What may call for a reminder on the day: due by then or soon, and not done years before."""
    near = Q(due_on__lte=on + ahead) | Q(asked_on=on, due_on__isnull=False)
    return Commitment.objects.filter(near, Q(done="") | Q(done__gte=f"{on.year:04}"))


def _as_of(row: Commitment, on: dt.date) -> bool:
    """Whether it was open on the day, whatever became of it later."""
    done = PartialDate.stored(row.done)
    if done and done.last_day and done.last_day > on:
        row.done = ""
    return not row.done


def _panels(found: Collection[Commitment]) -> dict[int, str]:
    """Map commitments to the addresses of the panels they are about; two queries.

    That is the entry they concern, or the body whose meeting it is.
    """
    of_meeting = {row.pk: meeting for row in found if (meeting := meeting_of(row))}
    bodies = dict(Meeting.objects.filter(pk__in=of_meeting.values()).values_list("pk", "body_id"))
    about = {row.pk: bodies.get(of_meeting.get(row.pk), row.entry_id) for row in found}
    panels = Entry.objects.filter(kind=Entry.Kind.PANEL, pk__in=filter(None, about.values()))
    addresses = dict(panels.values_list("pk", "address"))
    return {pk: addresses[entry] for pk, entry in about.items() if entry in addresses}
