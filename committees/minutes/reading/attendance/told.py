"""What stands below the table of attendance in our own documents."""

from collections.abc import Sequence

from committees.minutes.reading.draft import Draft
from committees.minutes.reading.source import Line
from committees.minutes.reading.styles import Meant, meaning
from committees.minutes.telling import opens_attendance, read_attendance_line


def part_told(lines: Sequence[Line], draft: Draft) -> tuple[list[Line], list[list[Line]]]:
    """Part what is told below a table from its rows; each with the lines it is wrapped over."""
    rows: list[Line] = []
    told: list[list[Line]] = []
    for line in lines:
        goes_on = bool(told) and draft.joiner.is_broken(told[-1][-1])
        if meaning(line.style) is Meant.TOLD or opens_attendance(line.plain):
            told.append([line])
        elif goes_on:
            told[-1].append(line)
        else:
            rows.append(line)
    return rows, told


def read_told(told: Sequence[Sequence[Line]], draft: Draft) -> None:
    """Take what is told of the seats and of who had none; what is no such thing has no place."""
    for lines in told:
        draft.place("attendance", *lines)
        text = draft.join(lines).replace("\n", " ")
        if not read_attendance_line(text, draft.minutes):
            for line in lines:
                draft.leave(line)
