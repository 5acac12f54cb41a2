"""The minutes of a meeting as a document, made of the record's rows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils import timezone

from committees.minutes.document import (
    TOTALS,
    Attachment,
    Decision,
    Item,
    Minutes,
    ObserverLine,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.models import AgendaItem, Attendance, Meeting, Seat, Speech
from committees.reports.terms import public_seats_in_order, seats_in_order
from committees.reports.totals import recorded_lines
from committees.seats import lines_of


def document_of(meeting: Meeting) -> Minutes:
    """Return all that the record holds of a meeting's minutes, as staff and members read it.

    Seats stand without the names of their holders. Nine queries.
    """
    items = [_item(item) for item in meeting.agenda.order_by("number")]
    seats = lines_of(seats_in_order(meeting.body))
    return _document(meeting, items, [_speech(row) for row in _speeches(meeting)], seats)


def public_document_of(meeting: Meeting) -> Minutes:
    """Return what the public reads of published minutes: the one source of every output.

    A line with the legal ground stands in the place of what is withheld. Eleven queries.
    """
    if meeting.withheld:
        return Minutes(
            title=meeting.shown_title,
            body=meeting.body.title,
            number=meeting.number,
            day=meeting.date,
            remarks=[ground_line(meeting.withheld)],
        )
    items = [
        Item(item.number, ground_line(item.withheld)) if item.withheld else _item(item)
        for item in meeting.agenda.order_by("number")
    ]
    rows = [row for row in _speeches(meeting) if not (row.agenda_item and row.agenda_item.withheld)]
    seats = lines_of(public_seats_in_order(meeting.body), for_public=True)
    minutes = _document(meeting, items, [_public_speech(row) for row in rows], seats)
    minutes.remarks += [*_on_summaries(rows), *recorded_lines(meeting), *_corrections(meeting)]
    return minutes


def ground_line(ground: str) -> str:
    """Return what stands in the place of what is withheld, as Korean documents say it."""
    return f"비공개: {ground}"


def _document(
    meeting: Meeting,
    agenda: list[Item],
    speeches: list[SpeechLine],
    seats: list[tuple[Seat, SeatLine]],
) -> Minutes:
    stated = dict(meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"))
    lists = meeting.attached_lists.order_by("order")
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
        seats=_attended(meeting, {seat.pk: line for seat, line in seats}),
        observers=[
            ObserverLine(**row)
            for row in meeting.observers.order_by("order").values("role", "people")
        ],
        totals=Totals(**stated),
        agenda=agenda,
        main_points=meeting.main_points.splitlines(),
        next_meeting=meeting.next_meeting,
        notes=meeting.notes.splitlines(),
        speeches=speeches,
        attachments=[Attachment(one.title, one.lines.splitlines()) for one in lists],
        remarks=meeting.remarks.splitlines(),
    )


def _attended(meeting: Meeting, called: dict[int, SeatLine]) -> list[SeatLine]:
    rows = meeting.attendance.order_by("seat__order")
    return [_seat(row, called[row.seat_id]) for row in rows if row.seat_id in called]


def _seat(row: Attendance, called: SeatLine) -> SeatLine:
    return replace(
        called,
        status=Status(row.status),
        delegated_to=row.delegated_to,
        arrived=row.arrived,
        left=row.left,
        excused=row.is_excused,
        note=row.note,
    )


def _speeches(meeting: Meeting) -> Iterable[Speech]:
    return meeting.speeches.select_related("agenda_item").order_by("order")


def _item(item: AgendaItem) -> Item:
    decision = Decision(
        kind=item.decision,
        votes_for=item.votes_for,
        votes_against=item.votes_against,
        abstentions=item.abstentions,
        outcome=_lines(item.outcome),
        conditions=_lines(item.conditions),
    )
    return Item(item.number, item.title, item.notes.splitlines(), decision)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _speech(row: Speech) -> SpeechLine:
    number = row.agenda_item.number if row.agenda_item else None
    return SpeechLine(row.order, row.speaker, row.text or row.summary, number)


def _public_speech(row: Speech) -> SpeechLine:
    line = _speech(row)
    if row.withheld:
        line.text = ground_line(row.withheld)
    return line


def _on_summaries(rows: list[Speech]) -> Iterator[str]:
    if any(row.summary and not row.text for row in rows):
        yield "발언은 포털이 요약한 글임"


def _corrections(meeting: Meeting) -> Iterator[str]:
    """Which corrections the edition holds, so that two files of one meeting can be told apart."""
    for row in meeting.corrections.order_by("number"):
        yield f"정정 {row.number} ({timezone.localdate(row.corrected_at)}): {row.reason}"
