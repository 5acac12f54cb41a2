"""Lists attached to the minutes (별첨)."""

import re
from dataclasses import dataclass

from committees.minutes.document import Attachment
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.marks import squeezed
from committees.minutes.reading.source import Line
from committees.minutes.vocabulary import words

_HEAD = re.compile(
    r"^\s*[□■○]?\s*[\[<【〈(]?\s*(?:별\s?첨|붙\s?임|첨\s?부)\s*(?:\d{1,2})?\s*[.:：)\]>】〉]+\s*(?P<title>\S.*)$"
)
_COLUMNS = frozenset(words("순번 번호 연번 내용 사업명 구분 비고 제목 담당부서 예산 발표자"))
_ROW = re.compile(r"^(?P<number>\d{1,3})[.)]?\s+(?P<text>\S.*)$")


def attachment_head(text: str) -> str:
    """The title behind `별첨.`, or "" where the line is none or only refers to one (※)."""
    found = _HEAD.match(text)
    return found["title"].strip() if found else ""


@dataclass
class AttachedList:
    """A list being read: its rows count up from 1, and a count may stand on a line of its own."""

    attachment: Attachment
    before: Line | None = None
    counted: int = 0
    waiting: bool = False
    head: str = ""

    def take(self, line: Line, draft: Draft) -> None:
        """Add a row, or what a wrapped row goes on with."""
        draft.place("attachments", line)
        rows = self.attachment.lines
        columns = [squeezed(part.text) for part in line.parts]
        heads = any(
            len(one) > 1 and _COLUMNS.issuperset(one) for one in (columns, line.plain.split())
        )
        found = _ROW.match(line.plain)
        if heads and (not rows or (self.counted and squeezed(line.plain) == self.head)):
            self.head = squeezed(line.plain)  # the next page begins with it once more
            draft.place(HEAD, line)
            return
        if line.plain.rstrip(".") == str(self.counted + 1):
            self.counted += 1
            self.waiting = True
        elif found and int(found["number"]) == self.counted + 1:
            self.counted += 1
            rows.append(found["text"])
        elif self.counted and not self.waiting and self._goes_on(draft):
            rows[-1] = f"{rows[-1]} {line.plain}"
        else:
            rows.append(line.plain)
            self.waiting = False
        self.before = line

    def _goes_on(self, draft: Draft) -> bool:
        return self.before is not None and draft.joiner.is_broken(self.before)
