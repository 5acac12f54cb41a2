"""The minutes of a meeting as a document, made of the record's rows."""

from collections.abc import Iterable, Iterator

from django.utils import timezone, translation

from committees.minutes.document import (
    TOTALS,
    Attachment,
    Item,
    Minutes,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.models import AgendaItem, Meeting, Speech


def document_of(meeting: Meeting) -> Minutes:
    """Return all that the record holds of a meeting's minutes, as staff and members read it.

    Seats stand without the names of their holders. Eight queries.
    """
    items = [_item(item) for item in meeting.agenda.order_by("number")]
    return _document(meeting, items, [_speech(row) for row in _speeches(meeting)])


def public_document_of(meeting: Meeting) -> Minutes:
    """Return what the public reads of published minutes: the one source of every output.

    A line with the legal ground stands in the place of what is withheld. Nine queries.
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
    minutes = _document(meeting, items, [_public_speech(row) for row in rows])
    minutes.remarks += [*_on_summaries(rows), *_corrections(meeting)]
    return minutes


def ground_line(ground: str) -> str:
    """Return what stands in the place of what is withheld, as Korean documents say it."""
    return f"비공개: {ground}"


def _document(meeting: Meeting, agenda: list[Item], speeches: list[SpeechLine]) -> Minutes:
    stated = dict(meeting.stated_figures.filter(code__in=TOTALS).values_list("code", "value"))
    seats = meeting.attendance.select_related(
        "seat__stands_for", "seat__stands_for_department"
    ).order_by("seat__order")
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
        seats=[SeatLine(row.seat.role, row.seat.group, Status(row.status)) for row in seats],
        totals=Totals(**stated),
        agenda=agenda,
        main_points=meeting.main_points.splitlines(),
        next_meeting=meeting.next_meeting,
        notes=meeting.notes.splitlines(),
        speeches=speeches,
        attachments=[Attachment(one.title, one.lines.splitlines()) for one in lists],
        remarks=[*meeting.remarks.splitlines(), *_observers(meeting)],
    )


def _speeches(meeting: Meeting) -> Iterable[Speech]:
    return meeting.speeches.select_related("agenda_item").order_by("order")


def _item(item: AgendaItem) -> Item:
    """An item with what came out of it as its last notes."""
    return Item(item.number, item.title, [*item.notes.splitlines(), *_outcome(item)])


def _outcome(item: AgendaItem) -> Iterator[str]:
    if item.decision:
        with translation.override("ko"):  # documents are Korean whatever the page is
            decision = str(item.get_decision_display())
        counts = zip(
            ("찬성", "반대", "기권"),
            (item.votes_for, item.votes_against, item.abstentions),
            strict=True,
        )
        votes = ", ".join(f"{how} {count}" for how, count in counts if count is not None)
        yield f"※ 결정: {decision}" + (f" ({votes})" if votes else "")
    yield from (f"※ 결과: {line}" for line in item.outcome.splitlines())
    yield from (f"※ 조건: {line}" for line in item.conditions.splitlines())


def _speech(row: Speech) -> SpeechLine:
    number = row.agenda_item.number if row.agenda_item else None
    return SpeechLine(row.order, row.speaker, row.text or row.summary, number)


def _public_speech(row: Speech) -> SpeechLine:
    line = _speech(row)
    if row.withheld:
        line.text = ground_line(row.withheld)
    return line


def _observers(meeting: Meeting) -> Iterator[str]:
    rows = meeting.observers.order_by("order").values_list("role", "people")
    told = ", ".join(f"{role} {people}명" for role, people in rows)
    if told:
        yield f"참관: {told}"


def _on_summaries(rows: list[Speech]) -> Iterator[str]:
    if any(row.summary and not row.text for row in rows):
        yield "발언은 포털이 요약한 글임"


def _corrections(meeting: Meeting) -> Iterator[str]:
    """Which corrections the edition holds, so that two files of one meeting can be told apart."""
    for row in meeting.corrections.order_by("number"):
        yield f"정정 {row.number} ({timezone.localdate(row.corrected_at)}): {row.reason}"
