"""What minutes are made of, whichever file they come from or go to."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Whether a seat was filled, as far as the document tells."""

    PRESENT = "present"
    DELEGATED = "delegated"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass
class SeatLine:
    """A row of the attendance table (참석명단); `group` is whom the seat stands for.

    `arrived` and `left` are said only of who came late or went early.
    """

    role: str
    group: str = ""
    status: Status = Status.UNKNOWN
    name: str = ""
    delegated_to: str = ""
    arrived: dt.time | None = None
    left: dt.time | None = None
    excused: bool = False
    note: str = ""


@dataclass
class ObserverLine:
    """Others who attended without a seat: their role, and how many they were."""

    role: str
    people: int = 1


@dataclass
class Totals:
    """The totals a document states below its attendance table; None where it states none.

    `not_present` is one of which it is not known how those who did not come excused it.
    """

    present: int | None = None
    delegated: int | None = None
    absent: int | None = None
    not_present: int | None = None


#: The totals that can be stated, by their code in the record: of which statuses each is made.
TOTALS = {
    "present": (Status.PRESENT,),
    "delegated": (Status.DELEGATED,),
    "absent": (Status.ABSENT,),
    "not_present": (Status.DELEGATED, Status.ABSENT),
}


@dataclass
class Decision:
    """What came out of an item; `kind` is one of the codes of `vocabulary.DECISIONS`, or ""."""

    kind: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    outcome: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)


@dataclass
class Item:
    """An item of the agenda; `notes` are its lines that are no speech."""

    number: int
    title: str
    notes: list[str] = field(default_factory=list)
    decision: Decision = field(default_factory=Decision)


@dataclass
class Attachment:
    """A list attached to the minutes (별첨), such as the approved projects."""

    title: str
    lines: list[str] = field(default_factory=list)


@dataclass
class SpeechLine:
    """One speech: its place, the item it belongs to (its number), the speaker as named."""

    order: int
    speaker: str
    text: str
    item: int | None = None


@dataclass
class Minutes:
    """The minutes of one meeting, in the order of the council's own layout.

    `notes` are lines of the discussion that stand before any item and are no speech.
    """

    title: str = ""
    body: str = ""
    number: int | None = None
    day: dt.date | None = None
    stated_weekday: str = ""
    starts: dt.time | None = None
    ends: dt.time | None = None
    place: str = ""
    recorder: str = ""
    seats: list[SeatLine] = field(default_factory=list)
    observers: list[ObserverLine] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)
    agenda: list[Item] = field(default_factory=list)
    main_points: list[str] = field(default_factory=list)
    next_meeting: str = ""
    notes: list[str] = field(default_factory=list)
    speeches: list[SpeechLine] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
