"""A whole meeting written from its minutes: the inverse of `reports.document.document_of`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from civicforum.record import services as record
from civicforum.record.models import RecordModel, StatedFigure
from civicforum.record.services.indexing import index_entry
from civicforum.record.version import record_write
from committees.minutes.document import Minutes, SeatLine
from committees.minutes.fitting import fitted
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Body,
    Meeting,
    Observer,
    Seat,
    Speech,
)
from committees.reports.document import TOTALS
from committees.services.seats import (
    holders_on,
    make_seats,
    match_seats,
    seats_of,
    speakers_seat,
)

if TYPE_CHECKING:
    from civicforum.people.models import User

#: What a line of the attendance list can become besides the attendance of a seat.
NEW_SEAT, OBSERVER, LEFT_OUT = "new", "observer", "out"
#: A total of those who were not there, where the document does not tell how they excused it.
NOT_PRESENT = "not_present"


@record_write
def write_down(
    body: Body,
    minutes: Minutes,
    *,
    choices: Sequence[str] | None = None,
    not_present: int | None = None,
    actor: "User | None" = None,
    reason: str = "",
) -> Meeting:
    """Store a draft meeting of the body with all rows of its minutes, and return it.

    `choices` say for each line of the attendance list what becomes of it: a seat's key or one of
    the words above. Without them lines are matched, and seats that the body lacks are made.
    Raises ValidationError for what the record cannot hold, and what `save_row` raises.
    """
    minutes = fitted(minutes)
    meeting = _meeting(body, minutes)
    record.save_row(meeting, actor=actor, reason=reason, index=False)
    writing = _Writing(meeting, actor, reason)
    seats = writing.attendance(minutes.seats, choices)
    writing.discussion(minutes, seats)
    writing.lists(minutes)
    writing.totals(minutes, not_present)
    index_entry(meeting)
    return meeting


def _meeting(body: Body, minutes: Minutes) -> Meeting:
    """The row itself; what the record cannot do without is looked at when it is stored."""
    stated: dict[str, Any] = {"number": minutes.number, "date": minutes.day}
    return Meeting(
        city=body.city,
        body=body,
        title=minutes.title,
        stated_weekday=minutes.stated_weekday,
        starts=minutes.starts,
        ends=minutes.ends,
        place=minutes.place,
        recorder=minutes.recorder,
        main_points="\n".join(minutes.main_points),
        next_meeting=minutes.next_meeting,
        notes="\n".join(minutes.notes),
        remarks="\n".join(minutes.remarks),
        **stated,
    )


@dataclass
class _Writing:
    """Writes the rows of one meeting, each kind at once."""

    meeting: Meeting
    actor: "User | None"
    reason: str

    def _store(self, rows: Sequence[RecordModel]) -> None:
        record.save_new_rows(
            rows,
            actor=self.actor,
            reason=self.reason,
            allowed=True,  # whoever may add the meeting may say all of it, its totals too
            index=False,
        )

    def attendance(self, lines: Sequence[SeatLine], choices: Sequence[str] | None) -> list[Seat]:
        """Store who attended and return the seats of the list."""
        chosen = self._chosen(lines, choices)
        found = self._seats(lines, chosen)
        meeting = self.meeting
        self._store(
            [
                Attendance(meeting=meeting, seat=seat, status=lines[at].status.value)
                for at, seat in found.items()
            ]
        )
        others = [line for line, choice in zip(lines, chosen, strict=True) if choice == OBSERVER]
        self._store(
            [
                Observer(meeting=meeting, order=order, role=f"{line.group} {line.role}".strip())
                for order, line in enumerate(others, 1)
            ]
        )
        return list(found.values())

    def _chosen(self, lines: Sequence[SeatLine], choices: Sequence[str] | None) -> Sequence[str]:
        if choices is not None:
            return choices
        body = self.meeting.body
        matched = match_seats(lines, seats_of(body), holders_on(body, self.meeting.date))
        return [str(seat.pk) if seat else NEW_SEAT for seat in matched]

    def _seats(self, lines: Sequence[SeatLine], chosen: Sequence[str]) -> dict[int, Seat]:
        """The seat of each line that has one, by the line's place; new ones are made."""
        body = self.meeting.body
        seats = {str(seat.pk): seat for seat in seats_of(body)}
        new = [at for at, choice in enumerate(chosen) if choice == NEW_SEAT]
        made = make_seats(body, [lines[at] for at in new], actor=self.actor, reason=self.reason)
        found = {at: seats[choice] for at, choice in enumerate(chosen) if choice in seats}
        return dict(sorted([*found.items(), *zip(new, made, strict=True)]))

    def discussion(self, minutes: Minutes, seats: Sequence[Seat]) -> None:
        """Store the items of the agenda and what was said."""
        items = {
            item.number: AgendaItem(
                meeting=self.meeting,
                number=item.number,
                title=item.title,
                notes="\n".join(item.notes),
            )
            for item in minutes.agenda
        }
        self._store(list(items.values()))
        speakers = {speech.speaker for speech in minutes.speeches}
        seat_of = {speaker: speakers_seat(speaker, seats) for speaker in speakers}
        self._store(
            [
                Speech(
                    meeting=self.meeting,
                    agenda_item=items[speech.item] if speech.item is not None else None,
                    order=speech.order,
                    speaker=speech.speaker,
                    seat=seat_of[speech.speaker],
                    text=speech.text,
                )
                for speech in minutes.speeches
            ]
        )

    def lists(self, minutes: Minutes) -> None:
        """Store the attached lists."""
        rows = [
            AttachedList(
                meeting=self.meeting, order=order, title=one.title, lines="\n".join(one.lines)
            )
            for order, one in enumerate(minutes.attachments, 1)
        ]
        self._store(rows)

    def totals(self, minutes: Minutes, not_present: int | None) -> None:
        """Store the totals that the document states."""
        stated = {code: getattr(minutes.totals, code) for code in TOTALS}
        stated[NOT_PRESENT] = not_present
        rows = [
            StatedFigure(entry=self.meeting, code=code, value=value)
            for code, value in stated.items()
            if value is not None
        ]
        self._store(rows)
