"""The rows that minutes are in the record: who attended, agenda, speeches, lists, totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from civicforum.record import services as record
from civicforum.record.models import RecordModel, StatedFigure
from committees.minutes.document import (
    TOTALS,
    Decision,
    Item,
    Minutes,
    ObserverLine,
    SeatLine,
    Status,
)
from committees.models import (
    AgendaItem,
    AttachedList,
    Attendance,
    Meeting,
    Observer,
    Seat,
    Speech,
)
from committees.reports.terms import seats_in_order, terms_on
from committees.services.attendance import require_day, tidy
from committees.services.matching import match_seats
from committees.services.seats import lines_called, make_seats, speakers_seat

if TYPE_CHECKING:
    from civicforum.people.models import User

#: What a line of the attendance list can become besides the attendance of a seat.
NEW_SEAT, OBSERVER, LEFT_OUT = "new", "observer", "out"


@dataclass
class MinutesRows:
    """Writes the rows of one meeting, each kind at once; what was there already is changed."""

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

    def _change(self, row: RecordModel, **values: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        record.save_row(row, actor=self.actor, reason=self.reason, index=False)

    def attendance(self, minutes: Minutes, choices: Sequence[str] | None) -> dict[int, Seat]:
        """Store who attended, with and without a seat; return the seats by their lines' places.

        Nobody has before the day.
        """
        lines = minutes.seats
        chosen = self._chosen(lines, choices)
        found = self._seats(lines, chosen)
        known = {row.seat_id: row for row in self.meeting.attendance.all()}
        new = []
        for at, seat in found.items():
            row = known.get(seat.pk) or Attendance(meeting=self.meeting, seat=seat)
            says = _say(row, lines[at])
            if seat.pk not in known:
                new.append(row)
            elif says:
                self._change(row)
        self._store(new)
        require_day(self.meeting)
        self._observers(minutes, chosen)
        return found

    def _observers(self, minutes: Minutes, chosen: Sequence[str]) -> None:
        """Those that the minutes tell of, then the lines that were chosen to be observers."""
        others = [
            ObserverLine(f"{line.group} {line.role}".strip())
            for line, choice in zip(minutes.seats, chosen, strict=True)
            if choice == OBSERVER
        ]
        self._store(
            [
                Observer(meeting=self.meeting, order=order, role=one.role, people=one.people)
                for order, one in enumerate([*minutes.observers, *others], 1)
            ]
        )

    def _chosen(self, lines: Sequence[SeatLine], choices: Sequence[str] | None) -> Sequence[str]:
        if choices is not None:
            return choices
        body = self.meeting.body
        matched = match_seats(lines, seats_in_order(body), terms_on(body, self.meeting.date))
        return [str(seat.pk) if seat else NEW_SEAT for seat in matched]

    def _seats(self, lines: Sequence[SeatLine], chosen: Sequence[str]) -> dict[int, Seat]:
        """The seat of each line that has one, by the line's place; new ones are made."""
        body = self.meeting.body
        seats = {str(seat.pk): seat for seat in seats_in_order(body)}
        new = [at for at, choice in enumerate(chosen) if choice == NEW_SEAT]
        listed = [lines[at] for at in new]
        made = make_seats(self.meeting, listed, actor=self.actor, reason=self.reason)
        found = {at: seats[choice] for at, choice in enumerate(chosen) if choice in seats}
        return dict(sorted([*found.items(), *zip(new, made, strict=True)]))

    def discussion(
        self, minutes: Minutes, seats: Mapping[int, Seat], spoke: Mapping[int, int]
    ) -> None:
        """Store the items of the agenda and what was said; `spoke` is as for `write_down`."""
        items = self._agenda(minutes.agenda)
        speakers = {speech.speaker for speech in minutes.speeches}
        seat_of = {speaker: _seat_of(speaker, minutes.seats, seats) for speaker in speakers}
        self._store(
            [
                Speech(
                    meeting=self.meeting,
                    agenda_item=items[speech.item] if speech.item is not None else None,
                    order=speech.order,
                    speaker=speech.speaker,
                    seat=seats.get(spoke.get(speech.order, -1)) or seat_of[speech.speaker],
                    text=speech.text,
                )
                for speech in minutes.speeches
            ]
        )

    def _agenda(self, agenda: Sequence[Item]) -> dict[int, AgendaItem]:
        """Store the items and return them by their numbers; those that were called stay."""
        items = {item.number: item for item in self.meeting.agenda.all()}
        new = []
        for item in agenda:
            notes = "\n".join(item.notes)
            if item.number in items:
                called = items[item.number]
                notes = "\n".join(filter(None, [called.notes, notes]))
                self._change(called, title=item.title, notes=notes, **_decided(item.decision))
            else:
                values = {"title": item.title, "notes": notes, **_decided(item.decision)}
                new.append(AgendaItem(meeting=self.meeting, number=item.number, **values))
        self._store(new)
        return items | {item.number: item for item in new}

    def lists(self, minutes: Minutes) -> None:
        """Store the attached lists."""
        rows = [
            AttachedList(
                meeting=self.meeting, order=order, title=one.title, lines="\n".join(one.lines)
            )
            for order, one in enumerate(minutes.attachments, 1)
        ]
        self._store(rows)

    def totals(self, minutes: Minutes) -> None:
        """Store the totals that the document states."""
        stated = {code: getattr(minutes.totals, code) for code in TOTALS}
        rows = [
            StatedFigure(entry=self.meeting, code=code, value=value)
            for code, value in stated.items()
            if value is not None
        ]
        self._store(rows)


def _seat_of(speaker: str, lines: Sequence[SeatLine], seats: Mapping[int, Seat]) -> Seat | None:
    """The seat of the one line that a speaker is called by, name and all, else of the one role."""
    called = [seats[at] for at in lines_called(speaker, lines) if at in seats]
    return called[0] if len(called) == 1 else speakers_seat(speaker, seats.values())


def _say(row: Attendance, line: SeatLine) -> bool:
    """Say in a row what a line says, and let go of what does not go with that.

    What the line leaves open stays as it was noted of a meeting that was called. Returns
    whether it says anything.
    """
    stated: dict[str, Any] = {
        "status": "" if line.status == Status.UNKNOWN else line.status.value,
        "delegated_to": line.delegated_to,
        "arrived": line.arrived,
        "left": line.left,
        "is_excused": line.excused,
        "note": line.note,
    }
    says = {name: value for name, value in stated.items() if value}
    for name, value in says.items():
        setattr(row, name, value)
    tidy(row)
    return bool(says)


def _decided(decision: Decision) -> dict[str, Any]:
    """What came out of an item as the columns of its row, as far as it is stated."""
    stated = {
        "decision": decision.kind,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "abstentions": decision.abstentions,
        "outcome": "\n".join(decision.outcome),
        "conditions": "\n".join(decision.conditions),
    }
    return {name: value for name, value in stated.items() if value not in ("", None)}
