"""The document parted at its heads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from committees.minutes.reading.agenda import item_head, title_key
from committees.minutes.reading.heads import (
    ASIDE,
    SQUARES,
    Head,
    Section,
    beside,
    head_of,
    head_of_two,
    section_of,
)
from committees.minutes.reading.marks import is_event, reads_as_sentence
from committees.minutes.reading.source import Line
from committees.minutes.reading.speakers import Start, Style, Way
from committees.minutes.reading.styles import is_own_line, is_text
from committees.minutes.vocabulary import words

#: What stands before anything is discussed, where a head needs no further sign.
_EARLY = frozenset({Section.TITLE, Section.SCHEDULE, Section.PLACE, Section.RECORDER})
_BEFORE_TALK = _EARLY | {Section.ATTENDANCE}
#: What may follow the discussion; any other head's word in it is a word.
_LATER = frozenset(
    {Section.POINTS, Section.NEXT, Section.ATTACHMENTS, Section.PHOTOS, Section.REMARKS}
)
_COLUMN_WORDS = frozenset(words("참석 출석 위임 불참 결석 비고"))
_TALK = 20
#: The styles of the title above everything, which may begin like a head.
_TITLES = frozenset({"Title", "제목"})


@dataclass
class Stretch:
    """The lines below a head, the first of which may have stood beside it."""

    section: Section
    word: str = ""
    heads: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def cut(lines: Sequence[Line], style: Style) -> list[Stretch]:
    """Part the lines at their heads; what stands before the first head is the title."""
    cutter = _Cutter(lines, style)
    return cutter.cut()


class _Cutter:
    def __init__(self, lines: Sequence[Line], style: Style) -> None:
        self.lines = lines
        self.style = style
        self.stretches = [Stretch(Section.TITLE)]
        self.seen: set[Section] = set()
        self.marks: set[str] = {""}
        self.listed: set[str] = set()

    @property
    def section(self) -> Section:
        return self.stretches[-1].section

    def cut(self) -> list[Stretch]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            following = self.lines[at + 1] if at + 1 < len(self.lines) else None
            two = head_of_two(line.plain, following.plain) if following else None
            one = head_of(line.plain)
            if following and two and self._accepts(two, line):
                self._open(two, line, following)
                at += 1
            elif one and self._accepts(one, line):
                self._open(one, line)
            else:
                self._go_on(line)
            at += 1
        return self.stretches

    def _accepts(self, head: Head, line: Line) -> bool:
        if line.style == "head":
            return True
        first = not self.seen and not self.stretches[0].lines
        if first and head.value and line.style in _TITLES:
            return False
        if is_text(line.style) or (is_own_line(line.style) and self.section not in _EARLY):
            return False
        if not self.stretches[0].lines and head.section in {Section.CONTENT, Section.POINTS}:
            return False  # `회의록` above everything is the title
        squared = head.mark in SQUARES
        if self.section is Section.CONTENT:
            later = head.section in _LATER and head.section not in self.seen
            begins = squared and head.section is Section.CONTENT and not head.value
            marked = (later and (squared or head.mark in self.marks)) or begins
            return (marked and not self.style.start(line.text)) or self._is_councils_list(head)
        column = head.word in _COLUMN_WORDS and (not head.value or head.value[0].isdigit())
        if self.section is Section.ATTENDANCE and column:
            return False
        if self.section in _EARLY:
            return True
        repeated = head.section in ASIDE and head.section in self.seen
        marked = squared or head.mark in self.marks
        return (marked and not repeated) or self._is_councils_list(head)

    def _is_councils_list(self, head: Head) -> bool:
        """Whether it is `○출석의원(9인)`, which councils put behind the discussion."""
        council = self.style.way is Way.COUNCIL and head.mark == self.style.mark
        return council and head.section is Section.ATTENDANCE and head.value[:1] in {"", "("}

    def _open(self, head: Head, *lines: Line) -> None:
        self.seen.add(head.section)
        if self.section is not Section.CONTENT:
            self.marks.add(head.mark)
        if head.section is Section.AGENDA:
            self.listed = set()
        self.stretches.append(Stretch(head.section, head.word, list(lines)))
        own = is_own_line(lines[-1].style)
        first, *others = [head.value] if own else beside(head.value)
        if first:
            self.stretches[-1].lines.append(self._piece(lines[-1], first))
        for text in others:
            piece = self._piece(lines[-1], text)
            aside = head_of(text)
            if aside:
                self._open(aside, piece)
            else:
                self.stretches[-1].lines.append(piece)

    def _piece(self, line: Line, text: str) -> Line:
        """What stands beside a head, with the columns that are not the head's."""
        apart = len(line.parts) > 1 and section_of(line.parts[0].text.rstrip(" :："))
        parts = line.parts[1:] if apart else ()
        return replace(line, text=text, parts=parts)

    def _go_on(self, line: Line) -> None:
        if self.section is not Section.CONTENT and self._begins_content(line):
            self.seen.add(Section.CONTENT)
            self.stretches.append(Stretch(Section.CONTENT))
        self.stretches[-1].lines.append(line)

    def _begins_content(self, line: Line) -> bool:
        """Whether the discussion begins here though no head says so."""
        start = self.style.start(line.text)
        if is_text(line.style):
            return True
        if is_own_line(line.style):
            return False
        if start:
            return self.section not in _BEFORE_TALK or _talks(start)
        item = item_head(line.plain)
        key = title_key(line.plain)
        if self.section is Section.AGENDA:
            repeated = (key in self.listed and bool(key)) or is_event(line.plain)
            self.listed.add(key)
            return repeated
        if item and self.section is not Section.TITLE and not self.seen & {Section.AGENDA}:
            self.seen.add(Section.AGENDA)
            self.stretches.append(Stretch(Section.AGENDA))
            self.listed.add(key)
            return False
        return bool(item) and self.section in {Section.POINTS, Section.NEXT}


def _talks(start: Start) -> bool:
    return bool(start.mark) and (len(start.text) > _TALK or reads_as_sentence(start.text))
