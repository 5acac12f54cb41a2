"""Remarks below or beside their head."""

import re
from collections.abc import Sequence

from committees.minutes.reading.draft import Draft
from committees.minutes.reading.marks import is_listed, squeezed
from committees.minutes.reading.source import Line
from committees.minutes.reading.styles import is_own_line
from committees.minutes.vocabulary import NOT_PRESENT

_TOTAL = re.compile(rf"{NOT_PRESENT}: (?P<count>\d{{1,5}})")
_NONE = re.compile(r"[-–—]|(?:해당|특이)?(?:사항)?없(?:음|습니다)\.?")


def read_remarks(heads: Sequence[Line], lines: Sequence[Line], draft: Draft) -> None:
    """Take remarks, and among them the total for which our own documents have no column.

    What stands beside the head is all of them, unless its sentence goes on or more is listed
    below: any other line there has no place.
    """
    said = next((line for line in lines if any(line.number == head.number for head in heads)), None)
    before: Line | None = None
    for line in lines:
        goes_on = before is not None and draft.joiner.is_broken(before)
        if said and line is not said and not (goes_on or _may_follow(line, said)):
            draft.leave(line)
            continue
        before = line
        if stated := _TOTAL.fullmatch(line.plain):
            draft.minutes.totals.not_present = int(stated["count"])
            draft.place("attendance", line)
        else:
            draft.minutes.remarks.append(line.plain)
            draft.place("remarks", line)


def _may_follow(line: Line, said: Line) -> bool:
    """Whether a line may be a remark though one stands beside the head."""
    if is_own_line(line.style) or _TOTAL.fullmatch(said.plain):
        return True
    return is_listed(line.text) and not _NONE.fullmatch(squeezed(said.plain))
