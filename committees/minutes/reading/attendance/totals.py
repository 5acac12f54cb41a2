"""The totals below a table of attendance."""

import re

from committees.minutes.document import Status
from committees.minutes.reading.attendance.table import STATUSES, WORD_FOR, Table
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Line

_TOTAL = re.compile(
    r"^(?:총\s?참석자|총\s?계|총\s?원|총\s?인원|합\s?계|소\s?계|계|참석자\s?수|참석\s?인원)(?![가-힣])"
)
_COUNT = re.compile(r"(\d{1,4})\s*[명인]?")
_COUNTS = re.compile(r"(?<!\S)\d{1,4}\s*[명인]?(?!\S)")
_STATED = re.compile(r"(?P<word>참석|출석|위임|불참|결석)\s*[:：]?\s*(?P<count>\d{1,4})\s*[명인]")
#: What is said of a total that belongs to one of several columns.
LOST_TOTAL = _("The total %(count)s stands in a column that was lost: one of %(columns)s.")


def is_total(text: str) -> bool:
    """Whether a row holds totals, be it nothing but `참석 12명 / 불참 3명`."""
    only = _STATED.search(text) and not re.search(r"\w", _STATED.sub("", text))
    return bool(_TOTAL.match(text) or only)


def read_totals(line: Line, table: Table, draft: Draft) -> None:
    """Take each total to its column; what has lost its own is told, not guessed."""
    draft.place("attendance", line)
    totals = draft.minutes.totals
    rest = _COUNTS.sub("", _STATED.sub("", _TOTAL.sub("", line.plain)))
    if re.search(r"\w", rest):
        draft.leave(line, rest.strip())
    stated = list(_STATED.finditer(line.plain))
    for match in stated:
        setattr(totals, STATUSES[match["word"]].value, int(match["count"]))
    counts = [
        (table.column(part), int(found[1]))
        for part in table.words_of(line)
        if (found := _COUNT.fullmatch(part.text))
    ]
    if stated:
        return
    if not counts and not re.search(r"\w", rest):
        draft.place(HEAD, line)  # where no total is stated
    elif not counts:
        draft.leave(line)
    elif all(column in set(Status) for column, _count in counts):
        for column, count in counts:
            setattr(totals, column, count)
    elif len(counts) == len(columns := table.statuses or list(WORD_FOR)):
        for status, (_column, count) in zip(columns, counts, strict=True):
            setattr(totals, status.value, count)
    else:
        _take_first(counts, columns, draft)


def _take_first(counts: list[tuple[str, int]], columns: list[Status], draft: Draft) -> None:
    """The first is how many were there; the column of any other is not known."""
    draft.minutes.totals.present = counts[0][1]
    for _column, count in counts[1:]:
        draft.say(
            LOST_TOTAL,
            count=count,
            columns=", ".join(WORD_FOR[status] for status in columns[1:] or columns),
        )
