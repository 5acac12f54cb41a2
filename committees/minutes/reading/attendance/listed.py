"""Who was there in words: `위원장 외 7명`, `홍길동 위원, … (8명)`, `출석위원(3인) 김○○ …`."""

import re

from committees.minutes.document import SeatLine, Status
from committees.minutes.names import looks_like_name
from committees.minutes.reading.attendance.table import Table
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.marks import MASK, without_bullet
from committees.minutes.reading.source import Line
from committees.minutes.reading.speakers import is_role

_OTHERS = re.compile(r"^(?P<who>.+?)\s*(?P<how>외|등)\s*(?P<count>\d{1,4})\s*[명인]\)?\.?$")
_PEOPLE = re.compile(r"\(?\s*(?:총|계)?\s*(?P<count>\d{1,4})\s*[명인]\s*\)?\.?$")
_APART = re.compile(r"\s*[,、·;/]\s*")
_HIDDEN = re.compile(rf"{MASK}|[가-힣][○◯〇ㅇ*]{{1,3}}")
_LABEL = re.compile(r"^(?P<role>[^:：]{1,20})\s*[:：]\s*(?P<rest>.+)$")
_ABSENT, _DELEGATED = ("불참", "결석", "청가"), ("위임",)


def is_list(line: Line, table: Table) -> bool:
    """Whether a line lists people in words rather than being the row of a table."""
    if table.words or table.numbered or len(line.parts) > 1:
        return False
    text = without_bullet(line.plain)
    return bool(
        _APART.search(text) or _PEOPLE.search(text) or _LABEL.match(text) or _only_names(text)
    )


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
    elif counted:
        text = text[: counted.start()].strip(" ,:")
        _add_total(word, int(counted["count"]), draft)
    if not text:
        draft.place(HEAD, line)
    seats = []
    for piece in _pieces(text):
        if re.search(r"\d\s*[명인]", piece):
            draft.leave(line, piece)
        else:
            seats += _seats(piece, word)
    return seats


def _pieces(text: str) -> list[str]:
    return [piece for piece in _APART.split(text) if piece]


def _seats(piece: str, word: str) -> list[SeatLine]:
    """The seat a piece names, or those of a row of bare names."""
    label = _LABEL.match(piece)
    if label:
        return [_seat(f"{label['role']} {rest}", word) for rest in _pieces(label["rest"])]
    if _only_names(piece):
        return [_seat(name, word) for name in piece.split()]
    return [_seat(piece, word)]


def _seat(text: str, word: str) -> SeatLine:
    """Role, name and group by what the words are like; who has no role is what the head says."""
    seat = SeatLine(role="", status=status_of(word))
    for part in re.sub(r"[()]", " ", text).split():
        if _is_name(part) and not seat.name:
            seat.name = part
        elif is_role(part) and not seat.role:
            seat.role = part
        elif seat.role or seat.name:
            seat.role = f"{seat.role} {part}".strip()
        else:
            seat.group = f"{seat.group} {part}".strip()
    seat.name = "" if re.fullmatch(MASK, seat.name) else seat.name
    seat.role = seat.role or _role_in(word)
    return seat


def _role_in(word: str) -> str:
    return next((role for role in ("위원", "의원", "공무원") if word.endswith(role)), "참석자")


def _only_names(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(_is_name(word) for word in words)


def _is_name(word: str) -> bool:
    return bool(_HIDDEN.fullmatch(word)) or (looks_like_name(word) and not is_role(word))


def _add_total(word: str, count: int, draft: Draft) -> None:
    status = status_of(word).value
    before = getattr(draft.minutes.totals, status) or 0
    setattr(draft.minutes.totals, status, before + count)
