"""The draft that the readers of the parts fill, with where each line of the source went."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from committees.minutes.document import Minutes, SeatLine
from committees.minutes.reading.messages import Message
from committees.minutes.reading.source import Line
from committees.minutes.reading.wraps import Joiner

HEAD = "head"
UNPLACED = "unplaced"


@dataclass
class Draft:
    """Minutes in the making."""

    joiner: Joiner
    minutes: Minutes = field(default_factory=Minutes)
    places: dict[int, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    #: Whether the totals are not those of one list: `위원장 외 7명`, members and officials apart.
    lists_some: bool = False
    #: Of the seats, those that lists in words named, and those that were rows of a table.
    listed: list[SeatLine] = field(default_factory=list)
    shown: list[SeatLine] = field(default_factory=list)
    _left: list[tuple[int, str]] = field(default_factory=list)

    def place(self, where: str, *lines: Line) -> None:
        """Note in which part of the minutes the lines ended."""
        self.places.update((line.number, where) for line in lines)

    def leave(self, line: Line, text: str | None = None) -> None:
        """List a line, or what is left of it, as unplaced."""
        self.places.setdefault(line.number, UNPLACED)
        self._left.append((line.number, line.plain if text is None else text))

    def say(self, msgid: str, **values: str | int) -> None:
        """Tell the person who reviews the draft something."""
        self.messages.append(Message(msgid, values))

    def join(self, lines: Iterable[Line]) -> str:
        """The text of lines that belong together."""
        return self.joiner.join(lines)

    def unplaced(self) -> list[str]:
        """What found no place, in the order of the source."""
        return [text for _number, text in sorted(self._left, key=lambda pair: pair[0])]
