"""Title, number and body; when, where and by whom it was written."""

import re
from collections.abc import Sequence

from committees.minutes.reading.dates import read_when
from committees.minutes.reading.draft import Draft
from committees.minutes.reading.marks import without_bullet
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Line
from committees.minutes.reading.styles import is_own_line

_NUMBERS = (
    re.compile(r"(?:제\s?)?(?P<number>\d{1,4})\s?차(?!\s?년)"),
    re.compile(r"(?:제\s?)?(?P<number>\d{1,4})\s?회(?!\s?의)"),
    re.compile(r"제\s?(?P<number>\d{1,4})\s?회"),
)
_MINUTES = re.compile(r"회\s?의\s?록|회\s?의|결\s?과|속\s?기\s?록")
_KIND = re.compile(
    r"\s*(?:정기|임시|본|전체)?\s?(?:회\s?의\s?록|회의\s?결과(?:\s?보고서?)?|회의|결과\s?보고서?|속기록)\s*$"
)
_YEAR = re.compile(r"^\s*(?:19|20)\d{2}\s?(?:년도?|학년도)?\s+")
#: Lines a title may take before it names itself minutes.
_TITLE_LINES = 3


def read_title(lines: Sequence[Line], draft: Draft) -> None:
    """Read what stands above the first head: the title, and a date below it if there is one."""
    top = next(
        (at for at, line in enumerate(lines[:_TITLE_LINES]) if _MINUTES.search(line.plain)), 0
    )
    title, others = lines[: top + 1], lines[top + 1 :]
    if draft.minutes.title or not title:
        title, others = [], lines
    draft.place("title", *title)
    draft.minutes.title = draft.minutes.title or " ".join(line.plain for line in title)
    draft.minutes.number = number_in(draft.minutes.title)
    draft.minutes.body = body_in(draft.minutes.title)
    for line in others:
        if draft.minutes.day is None and read_when(line.plain).day:
            read_schedule([line], draft)
        else:
            draft.leave(line)


def number_in(title: str) -> int | None:
    """The number of the meeting that a title states."""
    found = next((match for pattern in _NUMBERS if (match := pattern.search(title))), None)
    return int(found["number"]) if found else None


def body_in(title: str) -> str:
    """Whose minutes they are: the title without number, year and the word for minutes."""
    body = _KIND.sub("", title)
    for pattern in _NUMBERS:
        if pattern.search(body):
            body = pattern.sub(" ", body, count=1)
            break
    return " ".join(_KIND.sub("", _YEAR.sub("", body)).split())


def read_schedule(lines: Sequence[Line], draft: Draft) -> None:
    """Read day and times; a further line below the head says where."""
    minutes = draft.minutes
    for line in lines:
        text = without_bullet(line.plain)
        when = read_when(text)
        if minutes.day is None and when.day:
            minutes.day, minutes.stated_weekday = when.day, when.weekday
            minutes.starts, minutes.ends = when.starts, when.ends
            draft.place("schedule", line)
            if when.rest:
                draft.leave(line, when.rest)
        elif (
            minutes.starts is None and (when.starts or when.ends or when.weekday) and not when.rest
        ):
            minutes.stated_weekday = minutes.stated_weekday or when.weekday
            minutes.starts, minutes.ends = when.starts, when.ends
            draft.place("schedule", line)
        elif not minutes.place and not when.day:
            read_place([line], draft)
        else:
            draft.leave(line)


def read_place(lines: Sequence[Line], draft: Draft) -> None:
    """Read where it was held; a second place has none."""
    for line in lines:
        if draft.minutes.place:
            draft.leave(line)
        else:
            draft.minutes.place = _said(line)
            draft.place("place", line)


def read_recorder(lines: Sequence[Line], draft: Draft) -> None:
    """Read who wrote the minutes."""
    for line in lines:
        if draft.minutes.recorder:
            draft.leave(line)
        else:
            draft.minutes.recorder = _said(line)
            draft.place("recorder", line)


def _said(line: Line) -> str:
    return line.plain if is_own_line(line.style) else without_bullet(line.plain)


def note_weekday(draft: Draft) -> None:
    """Say when the weekday stated is not the day's."""
    day, stated = draft.minutes.day, draft.minutes.stated_weekday
    if day and stated and "월화수목금토일"[day.weekday()] != stated:
        draft.say(_("The document says (%(stated)s) of a day that is another."), stated=stated)
