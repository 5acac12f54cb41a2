"""Lines that ended only because the page did, put together again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from committees.minutes import korean
from committees.minutes.reading import limits
from committees.minutes.reading.marks import ends_sentence, is_call, is_listed, is_set_apart
from committees.minutes.reading.source import Line
from committees.minutes.reading.styles import is_text

#: Of the width that a quarter of the lines reaches, how much a line must fill to have been wrapped.
_FULL = 0.6
#: How much of the lines around a break morphology is shown.
_CONTEXT = 24
#: Paragraphs are lines of a page if none is wider and more than this share of them, short
#: ones and lists apart, ends within a sentence.
_NARROW, _UNFINISHED, _TEXT = 60, 0.4, 16
#: From which share of wrapped lines that end in a blank on, one without ends inside a word.
_CONVENTION = 0.15


def as_wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, known as wrapped if the paragraphs of the file are the lines of a narrower page.

    Text that was copied from a page into a word processor has a paragraph for each line.
    """
    texts = [line.plain for line in lines if len(line.plain) >= _TEXT and not is_listed(line.text)]
    unfinished = sum(not ends_sentence(text) for text in texts)
    styled = any(is_text(line.style) for line in lines)
    narrow = not styled and max(map(len, texts), default=0) <= _NARROW
    if not narrow or unfinished <= _UNFINISHED * len(texts):
        return list(lines)
    return [line if line.parts else replace(line, wraps=True) for line in lines]


class Joiner:
    """Joins the lines of one document, by what the document itself shows of its words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take all lines, to learn how wide they run and which words are in them."""
        widths = sorted(len(line.plain) for line in lines if line.wraps and len(line.plain) > 9)
        self._width = widths[len(widths) * 3 // 4] if widths else 0
        self._words = Counter(word for line in lines for word in line.plain.split()[1:-1])
        broken = [line for line in lines if self.is_broken(line)]
        blanks = sum(line.text.endswith(" ") for line in broken)
        self._blanks_are_kept = bool(broken) and blanks / len(broken) > _CONVENTION
        self._left = limits.GLUED_BREAKS

    def is_broken(self, line: Line) -> bool:
        """Whether the sentence of a line may go on in the next."""
        full = line.wraps and bool(line.plain) and len(line.plain) >= _FULL * self._width
        return full and not ends_sentence(line.plain)

    def join(self, lines: Iterable[Line]) -> str:
        """The text of the lines: wrapped ones put together, the others each a paragraph."""
        text = ""
        before: Line | None = None
        for line in lines:
            if before is not None:
                text += self._between(before, line)
            text += line.plain
            before = line
        return text

    def _between(self, before: Line, after: Line) -> str:
        alone = any(is_set_apart(one.text) or is_call(one.text) for one in (before, after))
        if alone or is_listed(after.text) or not self.is_broken(before):
            return "\n"
        if before.text.endswith(" "):
            return " "
        return " " if self._are_two_words(before.plain, after.plain) else ""

    def _are_two_words(self, before: str, after: str) -> bool:
        last, first = before.split()[-1], after.split()[0]
        if self._words[last + first] and not (self._words[last] and self._words[first]):
            return False
        if self._left > 0:
            self._left -= 1
            return korean.stand_apart(before[-_CONTEXT:], after[:_CONTEXT])
        return not self._blanks_are_kept
