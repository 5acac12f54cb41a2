"""What would be sent on a day if every city had been live since its documents' last day."""

import datetime as dt
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


def planned_reminders(on: dt.date, city: str = "") -> list[dict[str, Any]]:
    """Return the reminders of a day, one for each recipient, by due day; nothing is written.

    `city` is a slug; "" for every city. The recipient is an e-mail address, or the name of the
    role that nobody holds on the day.
    """
    since = {one.pk: _live_since(one) for one in City.objects.all()}
    rules = stored_rules()
    found = _telling(on, horizon(rules)).select_related("city", "entry")
    rows = [row for row in (found.filter(city__slug=city) if city else found) if _as_of(row, on)]
    for row in rows:
        row.city.live_since = since[row.city_id]
    reminders = due_reminders(rows, on, rules)
    offices, own = offices_on(on), own_rows(one.commitment for one in reminders)
    addresses = dict(User.objects.values_list("pk", "email"))
    listed = [
        {
            "duty": one.commitment.title,
            "panel": _panel(own[one.commitment.pk]),
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


def _panel(row: Any) -> str | None:
    """The panel that owes it: its own, or the one that it concerns."""
    panel = getattr(row, "panel", None)
    if panel is None and row.entry and row.entry.kind == Entry.Kind.PANEL:
        panel = row.entry
    return panel.title if panel else None
