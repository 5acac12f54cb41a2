"""Minutes that are still on their way to the public, for tests: made up, as drafts."""

import datetime as dt
from typing import Any

from django.utils import timezone

from civicforum.kit.working_days import working_day_on_or_after
from civicforum.people.models import City, Department, User
from civicforum.record import services
from civicforum.record.models import StatedFigure
from civicforum.record.states import EntryState
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    Seat,
    Speech,
    Tenure,
)
from committees.states import MinutesState
from tests import making

DAY = dt.date(2026, 5, 12)
ROLES = ("분과장", "부분과장", "협치지원관")


def body(of: City, department: Department | None = None, **fields: Any) -> Body:
    """A public working council with three seats."""
    row = making.published(
        Body(
            city=of,
            department=department,
            form=Body.Form.WORKING_COUNCIL,
            slug="working-council",
            title="분과실무협의회",
            **fields,
        )
    )
    for order, role in enumerate(ROLES, start=1):
        making.saved(Seat(body=row, order=order, role=role))
    return row


def members(
    of: Body, names: tuple[str, ...] = ("남궁보람", "황보하늘", "제갈바다")
) -> list[Tenure]:
    """Who holds the seats; the last one has no account."""
    found = []
    for seat, name in zip(of.seats.order_by("order"), names, strict=True):
        account = None
        if name != names[-1]:
            address = f"member{seat.order}@example.org"
            account, _ = User.objects.get_or_create(email=address, defaults={"name": name})
        tenure = Tenure(seat=seat, name=name, account=account, starts_on=dt.date(2026, 1, 1))
        found.append(making.saved(tenure))
    return found


def draft(of: Body, number: int = 1, text: str = "공원에 의자를 더 놓읍시다.") -> Meeting:
    """Draft minutes: two agenda items, two speeches, everybody present."""
    row = making.saved(
        Meeting(city=of.city, body=of, number=number, title=f"{number}차 회의", date=DAY)
    )
    items = [
        making.saved(AgendaItem(meeting=row, number=n, title=title))
        for n, title in enumerate(("공원 의자", "다음 행사"), start=1)
    ]
    making.saved(Speech(meeting=row, agenda_item=items[0], order=1, speaker="분과장", text=text))
    making.saved(
        Speech(meeting=row, agenda_item=items[1], order=2, speaker="부분과장", text="좋습니다.")
    )
    for seat in of.seats.all():
        making.saved(Attendance(meeting=row, seat=seat, status=Attendance.Status.PRESENT))
    making.saved(StatedFigure(entry=row, code="present", value=of.seats.count()))
    return row


def agreed(of: Body, number: int = 1, **options: Any) -> Meeting:
    """Minutes that are agreed, without a word on how."""
    row = draft(of, number, **options)
    Meeting.objects.filter(pk=row.pk).update(minutes_state=MinutesState.APPROVED)
    row.refresh_from_db()
    return row


def public(of: Body, number: int = 1, **options: Any) -> Meeting:
    """Minutes that are public."""
    row = agreed(of, number, **options)

    services.move_entry(row, EntryState.PUBLISHED)
    return row


def a_working_day(days: int = 7) -> dt.date:
    """A working day at least so many days from now."""
    return working_day_on_or_after(timezone.localdate() + dt.timedelta(days=days))
