"""A body whose seats are held, and what it takes to call a meeting of it."""

import datetime as dt
from typing import Any

from django.core import mail
from django.utils import timezone

from civicforum.kit.working_days import working_day_on_or_before
from civicforum.people.models import City
from civicforum.people.services import account_for
from civicforum.record import services
from committees.models import AgendaItem, Attendance, Body, Meeting, Seat, Tenure
from tests import making

ROLES = ("도시숲분과장", "안전분과장", "지역협치팀장")


def body(city: City, number: int = 1, **rules: Any) -> Body:
    """A public body with three seats, the first two of whose members have an address."""
    made: Body = making.published(
        Body(city=city, form="working_council", slug=f"body-{number}", title="물빛회", **rules)
    )
    for order, role in enumerate(ROLES, start=1):
        seat = making.saved(Seat(body=made, order=order, role=role))
        account = (
            account_for(f"m{number}{order}@example.org", f"위원{order}") if order < 3 else None
        )
        making.saved(
            Tenure(seat=seat, name=f"위원{order}", account=account, starts_on=dt.date(2015, 1, 1))
        )
    return made


def meeting(of: Body, number: int = 1, in_days: int = 20, **fields: Any) -> Meeting:
    """A draft meeting of the body with two items on its agenda."""
    values: dict[str, Any] = {
        "date": timezone.localdate() + dt.timedelta(days=in_days),
        "title": f"물빛회 {number}차 회의",
        "starts": dt.time(14),
        "place": "3층 회의실",
    }
    made: Meeting = making.saved(Meeting(city=of.city, body=of, number=number, **values | fields))
    for n, title in enumerate(("예산", "결산"), start=1):
        making.saved(AgendaItem(meeting=made, number=n, title=title))
    return made


def attended(of: Meeting, *statuses: str) -> None:
    """Record how each seat attended, in their order."""
    for row, status in zip(of.body.seats.order_by("order"), statuses, strict=True):
        line = of.attendance.filter(seat=row).first() or Attendance(meeting=of, seat=row)
        line.status, line.delegated_to = status, "부" if status == "delegated" else ""
        making.saved(line)


def week_before(called: Meeting) -> dt.date:
    """The day on which members are reminded of a meeting a week before it."""
    return working_day_on_or_before(called.date - dt.timedelta(days=7))


def sweep(on: dt.date | None = None) -> list[Any]:
    """What goes out by mail on a day, as the workers would send it."""
    on = on or timezone.localdate()
    now = timezone.make_aware(dt.datetime.combine(on, dt.time(12)))
    before = len(mail.outbox)
    for pk in services.sweep_reminders(now):
        services.deliver_message(pk, now)
    return mail.outbox[before:]
