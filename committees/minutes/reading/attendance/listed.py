"""Who was there in words: `위원장 외 7명`, `홍길동 위원, … (8명)`, `출석위원(3인) 김○○ …`."""

import re

from committees.minutes.document import SeatLine, Status
from committees.minutes.reading.attendance.people import (
    Person,
    is_name,
    joined,
    names_somebody,
    person_of,
)
from committees.minutes.reading.attendance.table import MARKS, STATUSES, Table
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.marks import MASK, without_bullet
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Line
from committees.minutes.reading.speakers import is_role

_OTHERS = re.compile(r"^(?P<who>.+?)\s*(?P<how>외|등)\s*(?P<count>\d{1,4})\s*[명인]\)?\.?$")
_PEOPLE = re.compile(r"\(?\s*(?:총|계)?\s*(?P<count>\d{1,4})\s*[명인]\s*\)?\.?$")
_SOME = re.compile(r"\d\s*[명인]")
_APART = re.compile(r"\s*[,、·;/]\s*")
_LABEL = re.compile(r"^(?P<role>[^:：]{1,20})\s*[:：]\s*(?P<rest>.+)$")
_ABSENT, _DELEGATED = ("불참", "결석", "청가"), ("위임",)


def is_list(line: Line, table: Table) -> bool:
    """Whether a line lists people in words rather than being the row of a table."""
    if table.words or table.numbered or len(line.parts) > 1:
        return False
    text = without_bullet(line.plain)
    if _APART.search(text) or _PEOPLE.search(text) or _LABEL.match(text) or _only_names(text):
        return True
    words = text.split()
    marked = any(word in MARKS or word in STATUSES for word in words)
    return len(words) > 1 and not marked and not table.begun and names_somebody(text)


def status_of(word: str) -> Status:
    """What a head such as `불참위원` says of those below it."""
    if word.startswith(_ABSENT):
        return Status.ABSENT
    return Status.DELEGATED if word.startswith(_DELEGATED) else Status.PRESENT


def read_list(word: str, line: Line, draft: Draft) -> list[SeatLine]:
    """The seats a line names; how many there were is a total, other counts have no place."""
    draft.place("attendance", line)
    text = without_bullet(line.plain)
    others, counted = _OTHERS.match(text), _PEOPLE.search(text)
    if others:
        draft.lists_some = True
        text = others["who"]
        among = len(_pieces(text)) if others["how"] == "외" else 0
        _add_total(word, int(others["count"]) + among, draft)
    elif counted and _counts_all(text, counted):
        text = text[: counted.start()].strip(" ,:")
        _add_total(word, int(counted["count"]), draft)
    if not text:
        draft.place(HEAD, line)
    seats = []
    for piece in _pieces(text):
        if _SOME.search(piece):
            draft.leave(line, piece)
        else:
            seats += [_told(found, line, draft) for found in _seats(piece, word)]
    return seats


def _counts_all(text: str, counted: re.Match[str]) -> bool:
    """Whether the count at the end is that of everybody, and not of its own word only."""
    before = text[: counted.start()].rstrip()
    whole = counted[0].startswith(("(", "총", "계")) or before.endswith((",", ":"))
    return whole or not before or len(_pieces(text)) == 1


def _told(found: tuple[SeatLine, Person], line: Line, draft: Draft) -> SeatLine:
    """The seat; what of its words is nobody's has no place, and a name that is a guess is told."""
    seat, person = found
    for text in person.left:
        draft.leave(line, text)
    if person.unsure and seat.name:
        say_guessed(seat.name, draft)
    return seat


def say_guessed(name: str, draft: Draft) -> None:
    """Tell that a word was taken for a name only because it stands beside a role."""
    draft.say(_("“%(name)s” in the list of who was there was taken for a name."), name=name)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _APART.split(text) if piece]


def _seats(piece: str, word: str) -> list[tuple[SeatLine, Person]]:
    """The seat a piece names, or those of a row of bare names."""
    label = _LABEL.match(piece)
    if label:
        return [_seat(f"{label['role']} {rest}", word) for rest in _pieces(label["rest"])]
    role, *names = piece.split()
    if _only_names(piece):
        return [_seat(name, word) for name in (role, *names)]
    if is_role(role) and len(names) > 1 and all(_is_whole_name(name) for name in names):
        return [_seat(f"{role} {name}", word) for name in names]
    return [_seat(piece, word)]


def _is_whole_name(word: str) -> bool:
    return len(word) > 2 and is_name(word)


def _seat(text: str, word: str) -> tuple[SeatLine, Person]:
    """The seat of one person; who has no role is what the head says."""
    person = person_of(text)
    name = "" if re.fullmatch(MASK, person.name) else person.name
    role = person.role or _role_in(word)
    return SeatLine(role, person.group, status_of(word), name), person


def _role_in(word: str) -> str:
    return next((role for role in ("위원", "의원", "공무원") if word.endswith(role)), "참석자")


def _only_names(text: str) -> bool:
    words = joined(text.split())
    return len(words) > 1 and all(is_name(word) for word in words)


def _add_total(word: str, count: int, draft: Draft) -> None:
    status = status_of(word).value
    before = getattr(draft.minutes.totals, status) or 0
    setattr(draft.minutes.totals, status, before + count)
