"""Recording who attended a meeting: by the clerk, and by members who check in themselves."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from civicforum.people.policy import Action
from civicforum.people.services import require
from civicforum.record.errors import RecordError
from civicforum.record.policy import is_frozen
from civicforum.record.services import delete_row, hold_entries, save_row
from civicforum.record.services.entries import store
from civicforum.record.states import EntryState
from civicforum.record.version import record_write
from committees.models import Attendance, Meeting, Observer, Seat
from committees.states import MinutesState

if TYPE_CHECKING:
    from civicforum.people.models import User

#: How long a member may take back a check-in, and how long before the meeting it opens.
UNDO = dt.timedelta(minutes=1)
OPENS_BEFORE = dt.timedelta(hours=2)
#: What is true of a seat only once its meeting is held; that somebody excuses himself is known
#: before.
ATTENDED = (Attendance.Status.PRESENT, Attendance.Status.DELEGATED)


def too_early(meeting: Meeting) -> str:
    """Say why nobody can be noted as having attended yet; "" from the meeting's day on."""
    if meeting.date <= timezone.localdate():
        return ""
    text = _(
        "The meeting is on %(day)s: nobody is present or delegated before that day. "
        "Who excuses himself can be noted as absent already."
    )
    return text % {"day": format_date(meeting.date)}


def require_day(meeting: Meeting) -> None:
    """Raise RecordError where somebody is noted as having attended a meeting yet to be held."""
    why = too_early(meeting)
    if why and meeting.attendance.filter(status__in=ATTENDED).exists():
        raise RecordError(why)


@record_write
def save_line(row: Attendance, *, actor: "User | None" = None, reason: str = "") -> None:
    """Store how one seat attended. Raises RecordError before the day, and as `save_row` does."""
    tidy(row)
    save_row(row, actor=actor, reason=reason)
    require_day(row.meeting)


@record_write
def save_attendance(
    meeting: Meeting,
    changes: Mapping[int, Mapping[str, Any]],
    *,
    actor: "User",
) -> None:
    """Store what was changed of the attendance, by seat; who is not named stays as it is.

    From the meeting's day on, every seat of the body has a line then; before, what its holder
    answered is not to be hidden by a line that says nothing. Raises what `save_line` raises.
    """
    hold_entries(meeting)
    rows = {row.seat_id: row for row in meeting.attendance.select_for_update(of=("self",))}
    seats = {seat.pk: seat for seat in meeting.body.seats.all()}
    for key in seats:
        row, values = rows.get(key), changes.get(key, {})
        if not values and (row is not None or too_early(meeting)):
            continue
        row = row or Attendance(meeting=meeting, seat=seats[key])
        for name, value in values.items():
            setattr(row, name, value)
        tidy(row)
        save_row(row, actor=actor)
    require_day(meeting)


def tidy(row: Attendance) -> None:
    """Keep of a line only what goes with its status."""
    if row.status != Attendance.Status.DELEGATED:
        row.delegated_to = ""
    if row.status != Attendance.Status.ABSENT:
        row.is_excused = False
    if row.status not in ATTENDED:
        row.arrived = row.left = None
    if row.status != Attendance.Status.PRESENT:
        row.checked_in_at = None


@record_write
def save_observers(
    meeting: Meeting, kept: Sequence[Observer], gone: Sequence[Observer], *, actor: "User"
) -> None:
    """Store who else attended, by role. Raises what `save_row` raises."""
    for row in gone:
        delete_row(row, actor=actor)
    last = max(meeting.observers.values_list("order", flat=True), default=0)
    for row in kept:
        if row.pk is None:
            last += 1
            row.meeting, row.order = meeting, last
        save_row(row, actor=actor)


@record_write
def save_sheet(
    meeting: Meeting,
    changes: Mapping[int, Mapping[str, Any]],
    kept: Sequence[Observer],
    gone: Sequence[Observer],
    *,
    actor: "User",
) -> None:
    """Store the whole sheet of attendance, seats and observers, or nothing of it.

    Raises what `save_attendance` and `save_observers` raise.
    """
    save_attendance(meeting, changes, actor=actor)
    save_observers(meeting, kept, gone, actor=actor)


@record_write
def check_in_code(meeting: Meeting, *, actor: "User") -> str:
    """Return the code at which members check in, made when it is first needed."""
    require(actor, Action.CHANGE, meeting)
    held = hold_entries(meeting)[meeting.pk]
    stored = Meeting.objects.get(pk=meeting.pk)
    if not stored.check_in_code and not is_frozen(actor, held):  # where nobody checks in any more
        stored.check_in_code = secrets.token_urlsafe(12)
        save_row(stored, actor=actor, index=False)
    return stored.check_in_code


def check_in_opens(meeting: Meeting, now: dt.datetime) -> bool:
    """Whether members may check in now: from two hours before until the end of the day.

    What the minutes say is closed once they are with the members, agreed or released.
    """
    local = timezone.localtime(now)
    if local.date() != meeting.date or not _is_draft(meeting):
        return False
    begins = timezone.make_aware(dt.datetime.combine(meeting.date, meeting.starts or dt.time.min))
    return now >= begins - OPENS_BEFORE


@dataclass(frozen=True)
class CheckedIn:
    """What became of checking in: the seat was free until now, or somebody had taken it."""

    row: Attendance
    is_new: bool


@record_write
def check_in(meeting: Meeting, seat: Seat, *, now: dt.datetime) -> CheckedIn:
    """Note that whoever holds the seat is there; of many at once, one is the first.

    Nobody is signed in, so nobody's rights are asked: the address is. Raises RecordError
    where it is not the time, the seat is none of the body's, or staff wrote down otherwise.
    """
    hold_entries(meeting)
    _require_open(meeting, now)
    if seat.body_id != meeting.body_id:
        raise RecordError(_("This seat is none of the body that meets."))
    row = meeting.attendance.select_for_update(of=("self",)).filter(seat=seat).first()
    row = row or Attendance(meeting=meeting, seat=seat)
    if row.status == Attendance.Status.PRESENT:
        return CheckedIn(row, is_new=False)
    if row.status != Attendance.Status.UNKNOWN:
        raise RecordError(
            _("The office has already noted something else for this seat. Please tell the office.")
        )
    row.status, row.checked_in_at = Attendance.Status.PRESENT, now
    store(row, allowed=True, reason=_("Checked in"), index=False)
    return CheckedIn(row, is_new=True)


@record_write
def undo_check_in(meeting: Meeting, seat: Seat, *, at: dt.datetime, now: dt.datetime) -> None:
    """Take back a check-in of a minute ago, by whom it was made: only that one knows when.

    What stood there before stands there again. Raises RecordError when it is too late.
    """
    hold_entries(meeting)
    _require_open(meeting, now)
    row = meeting.attendance.select_for_update(of=("self",)).filter(seat=seat).first()
    if row is None or row.checked_in_at != at or now - at > UNDO:
        raise RecordError(_("This can be taken back no more. Please tell the office."))
    if row.history.count() == 1:  # there was no line before, and nobody touched it since
        delete_row(row)
        return
    row.status, row.checked_in_at = Attendance.Status.UNKNOWN, None
    store(row, allowed=True, reason=_("Check-in taken back"), index=False)


def _is_draft(meeting: Meeting) -> bool:
    return meeting.state == EntryState.DRAFT and meeting.minutes_state == MinutesState.DRAFT


def _require_open(meeting: Meeting, now: dt.datetime) -> None:
    stored = Meeting.objects.get(pk=meeting.pk)
    if not _is_draft(stored):
        raise RecordError(_("The minutes are already closed. Please tell the office."))
    if not check_in_opens(stored, now):
        raise RecordError(_("Checking in opens two hours before the meeting and ends that night."))
