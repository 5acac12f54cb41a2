"""What a file becomes before it is understood: lines, with their columns where it has tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from committees.minutes.reading import limits
from committees.minutes.reading.cleaning import Glyph, clean
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.styles import Meant, meaning


@dataclass(frozen=True)
class Part:
    """A piece of a line that stands in a column; `at` orders and compares columns only.

    `down` is how far down the pages it stands, 0 where the file does not say.
    """

    at: float
    text: str
    down: float = 0


@dataclass(frozen=True)
class Raw:
    """A line as the file has it.

    `wraps`: it may end only because the page did. `style`: the name of the paragraph's style;
    `speaker`: the words at its beginning in the style of a speaker.
    `margin`: it stands above or below the page's text.
    """

    text: str
    parts: tuple[Part, ...] = ()
    wraps: bool = False
    style: str = ""
    speaker: str = ""
    margin: bool = False


@dataclass(frozen=True)
class Line(Raw):
    """A line that is not blank, cleaned, with its number in the source."""

    number: int = 0

    @property
    def plain(self) -> str:
        """The text without the blanks around it."""
        return self.text.strip()


@dataclass
class Source:
    """The lines of a file, how many odd characters were cleaned away, and its properties."""

    lines: list[Line] = field(default_factory=list)
    cleaned: Counter[Glyph] = field(default_factory=Counter)
    properties: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, raws: Iterable[Raw]) -> "Source":
        """Clean the lines and leave out the blank ones. Raises `Unreadable` past the limits."""
        source, size = cls(), 0
        for number, raw in enumerate(raws, 1):
            size += len(raw.text)
            if size > limits.CHARACTERS or len(source.lines) > limits.LINES:
                raise Unreadable(_("The file holds more text than the minutes of a meeting can."))
            for text in _pieces(raw):
                source._add(number, text, raw)
        if not source.lines:
            raise Unreadable(_("The file is empty: there is no text in it."))
        return source

    def _add(self, number: int, text: str, raw: Raw) -> None:
        plain, counts = clean(text)
        self.cleaned.update(counts)
        if plain.strip() or meaning(raw.style) is Meant.CONTINUED:
            parts = tuple(replace(part, text=clean(part.text)[0].strip()) for part in raw.parts)
            speaker = clean(raw.speaker)[0]
            self.lines.append(Line(plain, parts, raw.wraps, raw.style, speaker, raw.margin, number))


def _pieces(raw: Raw) -> Iterable[str]:
    """A line of absurd length in pieces, so that no pattern ever meets one."""
    size = limits.LINE_CHARACTERS
    return (raw.text[start : start + size] for start in range(0, len(raw.text) or 1, size))
