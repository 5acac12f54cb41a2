"""A table of seats, row by row, with columns where the file kept them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from committees.minutes.document import SeatLine, Status
from committees.minutes.names import looks_like_name
from committees.minutes.reading.attendance.groups import Group, spread
from committees.minutes.reading.marks import squeezed
from committees.minutes.reading.source import Line, Part
from committees.minutes.reading.speakers import is_role
from committees.minutes.vocabulary import words

#: What a mark or a word in a column says; the first words are the columns' heads.
STATUSES = {
    **dict.fromkeys(words("참석 출석 참석여부 출석여부"), Status.PRESENT),
    **dict.fromkeys(words("위임 대리 대리참석"), Status.DELEGATED),
    **dict.fromkeys(words("불참 결석"), Status.ABSENT),
}
#: The column's head for each, to tell a person of it in the document's own word.
WORD_FOR = {Status.PRESENT: "참석", Status.DELEGATED: "위임", Status.ABSENT: "불참"}
_NUMBER, _GROUP, _ROLE, _NAME, _NOTE = "number", "group", "role", "name", "note"
_COLUMNS: dict[str, str] = {
    **dict.fromkeys(words("순번 번호 연번 No NO"), _NUMBER),
    **dict.fromkeys(words("구분 소속 분과 분야 소속기관 기관"), _GROUP),
    **dict.fromkeys(words("명단 직위 직책 직급 역할"), _ROLE),
    **dict.fromkeys(words("성명 이름 위원명"), _NAME),
    **dict.fromkeys(words("비고 서명 연락처"), _NOTE),
    **{word: status.value for word, status in STATUSES.items()},
}
#: The signs that say that somebody was there.
MARKS = frozenset(words("o O 0 ○ ● ◯ ◎ ㅇ 〇 V v √ ✓ ✔ ☑ ■ Ｏ"))
_BODY = re.compile(
    r"(?:분과|팀|과|국|실|단|센터|위원회|협의회|회|구청|시청|부|소|원|동|직|기관|계|측)$"
)
#: Where a piece stands that has no place in a column.
_NOWHERE = -1.0
#: How far from the middle of two columns, in their distance, what covers both may stand.
_MIDDLE = 0.15


@dataclass
class Table:
    """What is known of a table so far: its columns, rows and groups, its marks."""

    at: dict[str, float] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    numbered: bool = False
    marked: int = 0
    lost: int = 0
    left: list[tuple[Line, str]] = field(default_factory=list)
    guessed: list[SeatLine] = field(default_factory=list)
    _rows: list[tuple[SeatLine, float]] = field(default_factory=list)
    _groups: list[Group] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        """Whether rows were read, or words that may be the group of the rows below."""
        return bool(self._rows or self._groups)

    @property
    def statuses(self) -> list[Status]:
        """The columns in which a mark may stand, in their order."""
        return list(dict.fromkeys(STATUSES[word] for word in self.words if word in STATUSES))

    def column(self, part: Part) -> str:
        """The column nearest to where a piece stands; "" where its place is not known."""
        if not self.at or part.at == _NOWHERE:
            return ""
        return min(self.at, key=lambda name: abs(self.at[name] - part.at))

    def words_of(self, line: Line) -> list[Part]:
        """The pieces of a row: its columns, or the words of a line that has none."""
        if len(line.parts) > 1 or (line.parts and (self.at or not line.wraps)):
            return list(line.parts)
        return [Part(_NOWHERE, word) for word in line.plain.split()]

    def take_header(self, line: Line) -> bool:
        """Take the line for column heads if it is made of them."""
        texts = [(squeezed(part.text), part.at) for part in self.words_of(line)]
        known = [text for text, _at in texts if text in _COLUMNS]
        only = len(known) == len(texts) and (len(texts) > 1 or known[0] not in self.words)
        if not only and not len(texts) / 2 < len(known) > 2:
            return False
        for text, at in texts:
            self.words.append(text)
            if text not in _COLUMNS:
                self.left.append((line, text))
            elif at != _NOWHERE:
                self.at[_COLUMNS[text]] = at
        return True

    def check(self, lines: Sequence[Line]) -> None:
        """Forget where the columns stand if the rows below do not keep to them."""
        for part in (part for line in lines for part in line.parts):
            column = self.column(part)
            if column == _NUMBER:
                stray = not part.text.rstrip(".").isdigit()
            else:
                stray = part.text in MARKS and not self._may_be_mark(part)
            if stray:
                self.at.clear()
                return

    def row(self, line: Line) -> SeatLine | None:
        """The seat of a row, if it holds one."""
        words = self.words_of(line)
        numbered = words[0].text.rstrip(".").isdigit() and self.column(words[0]) in {"", _NUMBER}
        if numbered:
            self.numbered = True
            words = words[1:]
        marks = [part for part in words if part.text in MARKS and self._may_be_mark(part)]
        marks = marks or [part for part in words if squeezed(part.text) in STATUSES]
        seat = SeatLine(role="")
        for part in words:
            if part not in marks and not self._take(part, seat, line, marked=bool(marks)):
                self.left.append((line, part.text))
        last = self._groups[-1] if self._groups else None
        named = bool(seat.name) and _ROLE not in self.at
        if last and last.line is line and numbered and not (seat.role or named):
            part = next(part for part in words if part.text == last.text)
            if marks or self._spans(part):  # a seat of no group takes the room of both
                seat.role, last.text = last.text, ""
        if not (seat.role or seat.name):
            self.left += [(line, part.text) for part in marks]  # they are nobody's
            return None
        if last:
            last.used = True
            seat.group = last.text
        self._rows.append((seat, next(part.down for part in reversed(words) if part not in marks)))
        seat.status = self._status(marks)
        return seat

    def end(self) -> list[tuple[Line, str]]:
        """What of the rows has no place, with the groups that no seat is in."""
        told = bool(self._groups) and all(group.down for group in self._groups)
        if told and spread(self._rows, self._groups):
            return self.left
        return self.left + [(group.line, group.text) for group in self._groups if not group.used]

    def _spans(self, part: Part) -> bool:
        """Whether a piece stands in the middle of the columns of groups and roles together."""
        if part.at == _NOWHERE or not {_GROUP, _ROLE} <= set(self.at):
            return False
        width = self.at[_ROLE] - self.at[_GROUP]
        return bool(width) and abs((part.at - self.at[_GROUP]) / width - 0.5) < _MIDDLE

    def _may_be_mark(self, part: Part) -> bool:
        column = self.column(part)
        return column == "" or column in set(Status) or column == _NOTE

    def _take(self, part: Part, seat: SeatLine, line: Line, *, marked: bool) -> bool:
        """Put a piece where its column says, or else where its word fits."""
        column = self.column(part)
        if column == _GROUP:
            self._groups.append(Group(part.text, part.down, line))
        elif column == _NAME and not seat.name:
            seat.name = part.text
        elif column == _ROLE:
            seat.role = f"{seat.role} {part.text}".strip()
        elif column == "" and is_role(part.text):
            if seat.role and not is_role(seat.role) and not seat.name:  # a name stood before it
                self._guess(seat, seat.role)
                seat.role = ""
            seat.role = f"{seat.role} {part.text}".strip()
        elif column != "":
            return False
        elif looks_like_name(part.text) and (seat.role or not _BODY.search(part.text)):
            seat.name = f"{seat.name} {part.text}".strip()
        elif marked and seat.role and not _BODY.search(part.text):
            self._guess(seat, part.text)
        elif marked and not _BODY.search(part.text):
            seat.role = f"{seat.role} {part.text}".strip()
        else:
            self._groups.append(Group(part.text, part.down, line))
        return True

    def _guess(self, seat: SeatLine, text: str) -> None:
        """Take what stands beside a role for a name, for the reviewer to look at."""
        seat.name = f"{seat.name} {text}".strip()
        self.guessed.append(seat)

    def _status(self, marks: list[Part]) -> Status:
        if not marks:
            return Status.UNKNOWN
        self.marked += 1
        word, column = squeezed(marks[0].text), self.column(marks[0])
        if word in STATUSES and len(marks) == 1:
            return STATUSES[word]
        if column in set(Status) and len(marks) == 1:
            return Status(column)
        if len(self.statuses) == 1 and not column and len(marks) == 1:
            return self.statuses[0]
        self.lost += 1
        return Status.UNKNOWN
