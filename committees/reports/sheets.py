"""What the sheets of a meeting are made of: who signs, and who is paid."""

from committees.minutes.document import Minutes
from committees.minutes.writing.fee_sheet import Fee
from committees.models import Attendance, Meeting, Tenure
from committees.reports.terms import members_on_the_day, seats_in_order
from committees.seats import labelled, lines_of
from committees.services.people import own_term, with_own_kind


def sheet_of(meeting: Meeting) -> Minutes:
    """Return the meeting with all seats of its body, without their holders' names."""
    return Minutes(
        title=meeting.title,
        body=meeting.body.title,
        number=meeting.number,
        day=meeting.date,
        stated_weekday=meeting.stated_weekday,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        seats=[line for _seat, line in lines_of(seats_in_order(meeting.body))],
    )


def fees_of(meeting: Meeting) -> list[Fee]:
    """Return who is paid: whoever was present, by the name of the seat's holder that day.

    A seat of which no holder is known keeps its line, so that the name is filled in by hand. It
    has none where no fee goes with the seat, or with whoever holds it.
    """
    holders: dict[int, Tenure] = {}
    for tenure in with_own_kind(members_on_the_day(meeting)):
        holders.setdefault(tenure.seat_id, tenure)
    names = {seat.pk: name for seat, name in labelled(seats_in_order(meeting.body))}
    rows = meeting.attendance.filter(status=Attendance.Status.PRESENT, seat__no_fee=False)
    found = []
    for row in rows.order_by("seat__order"):
        holder = holders.get(row.seat_id)
        if holder and not own_term(holder).gets_fee:
            continue
        name, affiliation = (holder.name, holder.affiliation) if holder else ("", "")
        found.append(Fee(names[row.seat_id], name, affiliation, meeting.body.attendance_fee))
    return found
