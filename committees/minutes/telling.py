"""Lines that tell what stands in no column of our documents, and such lines read back.

They are written and read here alone, so that what is written is what is read: how somebody
attended besides the marks of the table, who attended without a seat, what came of an item.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from committees.minutes.document import Decision, Minutes, ObserverLine, SeatLine
from committees.minutes.vocabulary import DECISIONS

_LATE, _EARLY, _DELEGATE = "늦게 참석", "먼저 이석", "위임받은 사람"
_EXCUSED, _NOTE = "사유 있음", "비고"
_SEAT = re.compile(r"※ 순번 (?P<number>\d{1,4}) (?P<what>[^:]+?)(?:: (?P<said>.+))?")
_OBSERVER = re.compile(r"※ 참관: (?P<role>.+) (?P<people>\d{1,4})명")
_VOTES = {"votes_for": "찬성", "votes_against": "반대", "abstentions": "기권"}
_DECIDED = re.compile(
    rf"※ 결정: (?P<kind>{'|'.join(DECISIONS.values())})(?: \((?P<votes>[^()]+)\))?"
)
_VOTED = re.compile(r"※ 표결: (?P<votes>.+)")
_OUTCOME, _CONDITION = "※ 결과: ", "※ 조건: "
_OPENS = re.compile(r"※ (?:순번 \d{1,4} \S|참관: )")
_OPENS_DECISION = re.compile(r"※ (?:결정|표결|결과|조건): ")


def attendance_lines(minutes: Minutes) -> list[str]:
    """Return what is told below the table of attendance; a seat goes by its number there."""
    told = [
        f"※ 순번 {number} {line}"
        for number, seat in enumerate(minutes.seats, 1)
        for line in seat_details(seat)
    ]
    return told + [f"※ 참관: {one.role} {one.people}명" for one in minutes.observers]


def seat_details(seat: SeatLine) -> list[str]:
    """Return how a seat attended, besides what the marks of a table can say."""
    told = {
        _LATE: _clock(seat.arrived),
        _EARLY: _clock(seat.left),
        _DELEGATE: seat.delegated_to,
        _NOTE: seat.note,
    }
    details = [f"{what}: {said}" for what, said in told.items() if said]
    return [*details, _EXCUSED] if seat.excused else details


def opens_attendance(text: str) -> bool:
    """Whether a line begins as those below the table of attendance do."""
    return bool(_OPENS.match(text))


def read_attendance_line(text: str, minutes: Minutes) -> bool:
    """Add what a line below the table tells; return whether it is one."""
    if observer := _OBSERVER.fullmatch(text):
        minutes.observers.append(ObserverLine(observer["role"], int(observer["people"])))
        return True
    found = _SEAT.fullmatch(text)
    seats = minutes.seats
    if not found or not 0 < int(found["number"]) <= len(seats):
        return False
    return _read_detail(seats[int(found["number"]) - 1], found["what"], found["said"] or "")


def _read_detail(seat: SeatLine, what: str, said: str) -> bool:
    if what == _EXCUSED and not said:
        seat.excused = True
    elif what in (_LATE, _EARLY) and (time := _time(said)):
        setattr(seat, "arrived" if what == _LATE else "left", time)
    elif what in (_DELEGATE, _NOTE) and said:
        setattr(seat, "delegated_to" if what == _DELEGATE else "note", said)
    else:
        return False
    return True


def decision_lines(decision: Decision) -> list[str]:
    """Return what came out of an item, line by line."""
    counts = {word: getattr(decision, name) for name, word in _VOTES.items()}
    votes = ", ".join(f"{word} {count}" for word, count in counts.items() if count is not None)
    told = []
    if decision.kind:
        kind = DECISIONS[decision.kind]
        told.append(f"※ 결정: {kind} ({votes})" if votes else f"※ 결정: {kind}")
    elif votes:
        told.append(f"※ 표결: {votes}")
    told += [f"{_OUTCOME}{line}" for line in decision.outcome]
    return told + [f"{_CONDITION}{line}" for line in decision.conditions]


def opens_decision(text: str) -> bool:
    """Whether a line begins as those do that tell what came out of an item."""
    return bool(_OPENS_DECISION.match(text))


def decision_with(decision: Decision, text: str) -> Decision | None:
    """Return the decision with what a line tells of it; None where it tells nothing."""
    if text.startswith(_OUTCOME):
        return replace(decision, outcome=[*decision.outcome, text.removeprefix(_OUTCOME)])
    if text.startswith(_CONDITION):
        return replace(decision, conditions=[*decision.conditions, text.removeprefix(_CONDITION)])
    found = _DECIDED.fullmatch(text) or _VOTED.fullmatch(text)
    if not found or decision != Decision():  # it is told once, and first
        return None
    stated = found.groupdict()
    votes = _votes(stated["votes"] or "")
    if votes is None:
        return None
    kind = next((code for code, word in DECISIONS.items() if word == stated.get("kind")), "")
    return Decision(kind, **votes)


def _votes(text: str) -> dict[str, Any] | None:
    """The votes by the document's name for them; None where the text says anything else."""
    names = {word: name for name, word in _VOTES.items()}
    found: dict[str, Any] = {}
    for piece in text.split(", ") if text else ():
        word, _blank, count = piece.partition(" ")
        if word not in names or not re.fullmatch(r"\d{1,4}", count):
            return None
        found[names[word]] = int(count)
    return found


def _clock(time: dt.time | None) -> str:
    return "" if time is None else f"{time:%H:%M}"


def _time(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text) if re.fullmatch(r"\d\d:\d\d", text) else None
    except ValueError:
        return None
