"""What reading a file gives: the draft and all that a person needs to review it."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from committees.minutes.document import Minutes
from committees.minutes.names import Finding, Kind
from committees.minutes.reading.messages import Message
from committees.minutes.telling import attendance_lines, decision_lines


@dataclass(frozen=True)
class SourceLine:
    """A line of the source beside which the draft is reviewed, and in which part it ended."""

    number: int
    text: str
    place: str


@dataclass
class Reading:
    """Minutes as they were read; `unplaced` is what found no place in them.

    `properties` is what the file says of itself: its author, title and keywords, labelled.
    """

    minutes: Minutes = field(default_factory=Minutes)
    unplaced: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[SourceLine] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)

    @property
    def projects(self) -> list[str]:
        """The rows of the attached lists of projects (협치사업)."""
        lists = self.minutes.attachments
        return [line for one in lists if "사업" in one.title for line in one.lines]

    def as_contract(self) -> dict[str, Any]:
        """What `read_minutes --json` prints, in the reader's language."""
        minutes = self.minutes
        return {
            "title": minutes.title,
            "number": minutes.number,
            "held_at": _moment(minutes),
            "place": minutes.place or None,
            "recorder": minutes.recorder or None,
            "attendance": [
                {"group": seat.group or None, "role": seat.role, "status": seat.status.value}
                for seat in minutes.seats
            ],
            "totals": asdict(minutes.totals),
            "agenda": [{"number": item.number, "title": item.title} for item in minutes.agenda],
            "speeches": [
                {
                    "order": speech.order,
                    "agenda": speech.item,
                    "speaker": speech.speaker,
                    "text": speech.text,
                }
                for speech in minutes.speeches
            ],
            "projects": self.projects,
            "unplaced": self.unplaced,
            "names_found": list(
                dict.fromkeys(one.text for one in self.findings if one.kind is Kind.NAME)
            ),
            "warnings": [str(message) for message in self.messages],
            "body": minutes.body,
            "names": [seat.name for seat in minutes.seats if seat.name],
            "main_points": minutes.main_points,
            "next_meeting": minutes.next_meeting,
            "notes": [{"agenda": None, "text": note} for note in minutes.notes]
            + [
                {"agenda": item.number, "text": note}
                for item in minutes.agenda
                for note in [*item.notes, *decision_lines(item.decision)]
            ],
            "attachments": [asdict(attachment) for attachment in minutes.attachments],
            "remarks": [*attendance_lines(minutes), *minutes.remarks],
            "personal": [
                {"kind": one.kind.value, "text": one.text}
                for one in self.findings
                if one.kind is not Kind.NAME
            ],
        }


def _moment(minutes: Minutes) -> str | None:
    if minutes.day is None:
        return None
    return dt.datetime.combine(minutes.day, minutes.starts or dt.time()).isoformat(
        timespec="minutes"
    )
