"""The minutes of a meeting as a document, made of the record's rows."""

from committees.minutes.document import (
    Attachment,
    Item,
    Minutes,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.models import Meeting

#: The figures a document states below its attendance table, by their code in the record.
TOTALS = ("present", "delegated", "absent")


def document_of(meeting: Meeting) -> Minutes:
    """Return all that the record holds of a meeting's minutes, as staff and members read it.

    Seats stand without the names of their holders. Seven queries.
    """
    stated = dict(meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"))
    seats = meeting.attendance.select_related(
        "seat__stands_for", "seat__stands_for_department"
    ).order_by("seat__order")
    return Minutes(
        title=meeting.title,
        body=meeting.body.title,
        number=meeting.number,
        day=meeting.date,
        stated_weekday=meeting.stated_weekday,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        recorder=meeting.recorder,
        seats=[SeatLine(row.seat.role, row.seat.group, Status(row.status)) for row in seats],
        totals=Totals(**stated),
        agenda=[
            Item(item.number, item.title, item.notes.splitlines())
            for item in meeting.agenda.order_by("number")
        ],
        main_points=meeting.main_points.splitlines(),
        next_meeting=meeting.next_meeting,
        notes=meeting.notes.splitlines(),
        speeches=[
            SpeechLine(
                speech.order,
                speech.speaker,
                speech.text or speech.summary,
                speech.agenda_item.number if speech.agenda_item else None,
            )
            for speech in meeting.speeches.select_related("agenda_item").order_by("order")
        ],
        attachments=[
            Attachment(one.title, one.lines.splitlines())
            for one in meeting.attached_lists.order_by("order")
        ],
        remarks=meeting.remarks.splitlines(),
    )
