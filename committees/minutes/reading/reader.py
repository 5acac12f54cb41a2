"""A file read from its first line to its last."""

import re
from collections.abc import Sequence
from pathlib import Path

from committees.minutes.names import find_personal
from committees.minutes.reading.agenda import read_agenda
from committees.minutes.reading.attendance import (
    compare_totals,
    note_speakers,
    read_attendance,
)
from committees.minutes.reading.attendance.people import is_masked
from committees.minutes.reading.cleaning import Glyph
from committees.minutes.reading.discussion import Discussion
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.files import open_source
from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.heads import Section
from committees.minutes.reading.marks import without_bullet
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.remarks import read_remarks
from committees.minutes.reading.result import Reading, SourceLine
from committees.minutes.reading.schedule import (
    note_weekday,
    read_place,
    read_recorder,
    read_schedule,
    read_title,
)
from committees.minutes.reading.sections import Stretch, cut
from committees.minutes.reading.source import Line, Source
from committees.minutes.reading.speakers import style_of
from committees.minutes.reading.styles import is_own_line
from committees.minutes.reading.telling import Progress, Telling
from committees.minutes.reading.wraps import Joiner, as_wrapped
from committees.minutes.telling import attendance_lines, decision_lines

_PAGE = re.compile(
    r"^\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*/\s*\d{1,4}|\d{1,4}\s?쪽|[Pp]age\s\d{1,4})\s*$"
)
#: How far each stage is of the whole, in hundredths: the file open, its lines parted at their
#: heads, the lines read, names looked for in all of it.
_OPENED, _CUT, _READ, _DONE = 55, 60, 75, 100


def read_file(
    path: Path,
    kind: Kind | None = None,
    roster: Sequence[str] = (),
    progress: Progress = lambda hundredths: None,
) -> Reading:
    """Read a file. Raises `Unreadable` with one sentence where that cannot be."""
    telling = Telling(progress)
    source = open_source(path, kind, telling.until(_OPENED))
    telling.reached(_OPENED)
    return read_source(source, roster, telling)


def read_source(
    source: Source, roster: Sequence[str] = (), telling: Telling | None = None
) -> Reading:
    """Recognise the lines of a source; every one ends in the minutes, as a head, or unplaced."""
    telling = telling or Telling(lambda hundredths: None)
    lines = as_wrapped([line for line in source.lines if not _is_beside(line)])
    draft = Draft(Joiner(lines))
    _set_aside(source.lines, draft)
    style = style_of(line.text for line in lines)
    stretches = cut(lines, style)
    telling.reached(_CUT)
    told, last = telling.until(_READ), source.lines[-1].number
    discussion = Discussion(draft, style, lambda line: told(line.number, last))
    if any(stretch.section is Section.TITLE and stretch.word for stretch in stretches):
        for line in stretches.pop(0).lines:  # the title is told by its own head
            draft.leave(line)
    for stretch in stretches:
        draft.place(HEAD, *stretch.heads)
        _read(stretch, draft, discussion)
    discussion.finish()
    telling.reached(_READ)
    _check(draft, source)
    reading = Reading(draft.minutes, draft.unplaced(), draft.messages)
    reading.properties = source.properties
    reading.lines = [
        SourceLine(line.number, line.text, draft.places.get(line.number, ""))
        for line in source.lines
    ]
    reading.findings = find_personal("\n".join(_texts(reading)), [*roster, *_known(draft)])
    telling.reached(_DONE)
    return reading


def _is_beside(line: Line) -> bool:
    return line.margin or bool(line.wraps and _PAGE.match(line.plain))


def _set_aside(lines: Sequence[Line], draft: Draft) -> None:
    for line in lines:
        if _PAGE.match(line.plain):
            draft.place("page", line)
        elif line.margin:
            draft.leave(line)


def _read(stretch: Stretch, draft: Draft, discussion: Discussion) -> None:
    lines, minutes = stretch.lines, draft.minutes
    match stretch.section:
        case Section.TITLE:
            read_title(lines, draft)
        case Section.SCHEDULE:
            read_schedule(lines, draft)
        case Section.PLACE:
            read_place(lines, draft)
        case Section.RECORDER:
            read_recorder(lines, draft)
        case Section.ATTENDANCE:
            read_attendance(stretch.word, lines, draft)
        case Section.AGENDA:
            read_agenda(lines, draft)
        case Section.POINTS:
            minutes.main_points += _points(lines, draft)
            draft.place("main points", *lines)
        case Section.NEXT:
            own = any(is_own_line(line.style) for line in lines)
            texts = [line.plain for line in lines] if own else _points(lines, draft)
            minutes.next_meeting = "\n".join(filter(None, [minutes.next_meeting, *texts]))
            draft.place("next meeting", *lines)
        case Section.CONTENT:
            discussion.read(lines)
        case Section.ATTACHMENTS:
            discussion.attach(lines)
        case Section.PHOTOS:
            for line in lines:
                draft.leave(line)
        case Section.REMARKS:
            read_remarks(stretch.heads, lines, draft)


def _points(lines: Sequence[Line], draft: Draft) -> list[str]:
    """One text for each line, or for each bullet with the lines it was wrapped over."""
    texts = draft.join(lines).split("\n") if lines else []
    return [without_bullet(text) for text in texts]


def _check(draft: Draft, source: Source) -> None:
    minutes = draft.minutes
    cleaned = sum(source.cleaned[kind] for kind in (Glyph.UNKNOWN, Glyph.BLANK))
    if cleaned:
        draft.say(
            _("%(count)s unknown characters and odd blanks were made plain blanks."), count=cleaned
        )
    if removed := source.cleaned[Glyph.INVISIBLE] + source.cleaned[Glyph.CONTROL]:
        draft.say(_("%(count)s invisible characters were removed."), count=removed)
    if minutes.day is None:
        draft.say(_("No date of the meeting was recognised."))
    if not minutes.speeches:
        draft.say(_("No speeches were recognised."))
    note_weekday(draft)
    note_speakers(draft)
    compare_totals(draft)


def _known(draft: Draft) -> list[str]:
    """Names in the list of seats, which are looked for in the speeches; masks are none."""
    names = (seat.name for seat in draft.minutes.seats)
    return [name for name in names if len(name) > 1 and not is_masked(name)]


def _texts(reading: Reading) -> list[str]:
    """All that may be published, in the order of the minutes."""
    minutes = reading.minutes
    return [
        minutes.title,
        minutes.place,
        minutes.recorder,
        *(f"{seat.group} {seat.role} {seat.name}" for seat in minutes.seats),
        *attendance_lines(minutes),
        *(item.title for item in minutes.agenda),
        *minutes.main_points,
        minutes.next_meeting,
        *minutes.notes,
        *(note for item in minutes.agenda for note in item.notes),
        *(line for item in minutes.agenda for line in decision_lines(item.decision)),
        *(f"{speech.speaker}\n{speech.text}" for speech in minutes.speeches),
        *(text for one in minutes.attachments for text in [one.title, *one.lines]),
        *minutes.remarks,
        *reading.unplaced,
    ]
