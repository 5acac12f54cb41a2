"""What is printed, as lines with their styles and columns: put into our PDFs beside the pages.

A page does not tell where its text was wrapped within a word, nor which line was a paragraph of
its own; with these lines a PDF of ours is read back as exactly as what the office can edit.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from committees.minutes.writing import styles
from committees.minutes.writing.form import ATTACHMENT_COLUMNS, TOTAL, Attendance, Form, Heads
from committees.minutes.writing.outline import level

#: Text, style, the words that name who speaks, and where in which column a piece stands.
Row = tuple[str, str, str, list[tuple[float, str]]]
_HEAD = "head"
_COLUMN_OF_GROUP, _COLUMN_OF_ROLE = 1.0, 2.0


def lines_file(form: Form, photos: Sequence[str] = ()) -> bytes:
    """Return the lines of a form, with the words below its photos, as JSON."""
    return json.dumps(list(_rows(form, photos)), ensure_ascii=False).encode()


def _rows(form: Form, photos: Sequence[str]) -> Iterator[Row]:
    yield _row(form.title, styles.TITLE.english)
    if form.subtitle:
        yield _row(form.subtitle, styles.SUBTITLE.english)
    yield from _under(Heads.SCHEDULE, form.schedule)
    yield _row(Heads.SEATS, _HEAD)
    yield from _seats(form.attendance)
    yield from _under(Heads.AGENDA, form.agenda)
    yield from _under(Heads.MAIN_POINTS, form.main_points)
    yield from _under(Heads.NEXT_MEETING, form.next_meeting)
    yield _row(Heads.DISCUSSION, _HEAD)
    yield from _discussion(form)
    yield _row(Heads.ATTACHMENTS, _HEAD)
    for attached in form.attachments:
        yield _row(attached.head, styles.ITEM_HEAD.english)
        yield _cells(enumerate(ATTACHMENT_COLUMNS))
        for at, line in enumerate(attached.lines, 1):
            yield _cells(enumerate((str(at), line)))
    yield from _under(Heads.PHOTOS, photos)
    yield from _under(Heads.REMARKS, form.remarks)


def _row(text: str, style: str, speaker: str = "") -> Row:
    return text, style, speaker, []


def _under(head: str, lines: Sequence[str]) -> Iterator[Row]:
    yield _row(head, _HEAD)
    yield from (_row(line, styles.LINE.english) for line in lines)


def _cells(cells: Any) -> Row:
    """A row of a table: what stands in its cells, each with the middle of its columns."""
    filled = [(float(at), text) for at, text in cells if text]
    return " ".join(text for _at, text in filled), styles.CELL.english, "", filled


def _seats(attendance: Attendance) -> Iterator[Row]:
    yield _cells(enumerate(attendance.columns))
    marks = len(attendance.columns) - len(attendance.totals)
    alone = (_COLUMN_OF_GROUP + _COLUMN_OF_ROLE) / 2
    for seat in attendance.seats:
        group = (_COLUMN_OF_GROUP, seat.group if seat.group_rows else "")
        role = (_COLUMN_OF_ROLE if seat.group else alone, seat.role)
        name = [(_COLUMN_OF_ROLE + 1, seat.name)] if attendance.named else []
        yield _cells([(0, seat.number), group, role, *name, *enumerate(seat.marks, marks)])
    yield _cells([((marks - 1) / 2, TOTAL), *enumerate(attendance.totals, marks)])
    yield from (_row(line, styles.TOLD.english) for line in attendance.told)


def _discussion(form: Form) -> Iterator[Row]:
    for section in form.discussion:
        if section.head:
            yield _row(section.head, styles.ITEM_HEAD.english)
        for note in section.notes:
            yield _row(note, styles.NOTES[level(note)].english)
        for line in section.decided:
            yield _row(line, styles.DECISION.english)
        for said in section.speeches:
            first, *others = said.paragraphs
            yield _row(f"{said.opening} {first}", styles.SPEECH.english, said.opening)
            yield from (_row(text, styles.SPEECH_CONTINUED.english) for text in others)
