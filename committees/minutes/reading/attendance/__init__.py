"""Who was there: a table of seats with marks, or a list in words, and the totals stated."""

from collections.abc import Sequence

from committees.minutes.document import SeatLine, Status
from committees.minutes.reading.attendance.listed import (
    is_list,
    read_list,
    say_guessed,
    status_of,
)
from committees.minutes.reading.attendance.repeated import take_once
from committees.minutes.reading.attendance.table import WORD_FOR, Table
from committees.minutes.reading.attendance.told import part_told, read_told
from committees.minutes.reading.attendance.totals import is_total, read_totals
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.marks import squeezed
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Line
from committees.minutes.seats import spoken_as, unnumbered

#: Heads above everybody who has a seat, rather than above those who were there.
_EVERYBODY = ("명단", "현황", "대상")

#: Heads above those who were there besides, and stand in no table of the seats.
_BESIDES = ("배석", "방청", "참관")


def read_attendance(word: str, lines: Sequence[Line], draft: Draft) -> None:
    """Read the lines below a head such as `참석명단`, or the value beside `참석자:`."""
    table = Table()
    seats: list[SeatLine] = []
    rows: list[SeatLine] = []
    lines, told = part_told(lines, draft)
    for at, line in enumerate(lines, 1):
        if table.take_header(line):
            draft.place(HEAD, line)
            table.check([one for one in lines[at:] if not is_total(one.plain)])
        elif is_total(line.plain):
            read_totals(line, table, draft)
        elif is_list(line, table):
            seats += read_list(word, line, draft)
        else:
            draft.place("attendance", line)
            seat = table.row(line)
            rows += [seat] if seat else []
            seats += [seat] if seat else []
    for line, text in table.end():
        draft.leave(line, text)
    for seat in table.guessed:
        say_guessed(seat.name, draft)
    earlier = list(draft.minutes.seats)
    draft.minutes.seats += seats
    read_told(told, draft)
    _settle(word, table, seats, draft)
    if not word.startswith(_BESIDES):
        draft.listed += [seat for seat in seats if not any(seat is row for row in rows)]
        draft.shown += rows
        take_once(draft.listed, draft.shown, draft)
    remaining = [seat for seat in earlier if any(seat is one for one in draft.minutes.seats)]
    draft.lists_some |= bool(seats and remaining)


def _settle(word: str, table: Table, seats: list[SeatLine], draft: Draft) -> None:
    """Say what the table left open; without any marks the head tells who was there."""
    if table.lost:
        draft.say(
            _("%(count)s marks of attendance stand in columns that were lost."), count=table.lost
        )
    elif seats and not table.marked and "서명" in table.words:
        draft.say(_("The list is one for signatures: it does not tell who was there."))
    elif not table.marked and not table.statuses and not word.endswith(_EVERYBODY):
        for seat in seats:
            if seat.status is Status.UNKNOWN:
                seat.status = status_of(word)


def note_speakers(draft: Draft) -> None:
    """Who spoke was there; where a speaker may be one of several seats, say so."""
    for speaker in dict.fromkeys(speech.speaker for speech in draft.minutes.speeches):
        seats = [seat for seat in draft.minutes.seats if is_called(seat, speaker)]
        if len(seats) > 1:
            draft.say(
                _("%(speaker)s spoke and may be any of %(count)s seats."),
                speaker=speaker,
                count=len(seats),
            )
        elif seats and seats[0].status is Status.UNKNOWN:
            seats[0].status = Status.PRESENT
        elif seats and seats[0].status is Status.ABSENT:
            draft.say(_("%(speaker)s spoke but is listed as absent."), speaker=speaker)


def compare_totals(draft: Draft) -> None:
    """Say where the totals differ from the rows; rows that are unknown may make it up."""
    seats = draft.minutes.seats
    if draft.lists_some:
        return
    unknown = sum(seat.status is Status.UNKNOWN for seat in seats)
    for status in WORD_FOR:
        stated = getattr(draft.minutes.totals, status.value)
        counted = sum(seat.status is status for seat in seats)
        if stated is not None and seats and not counted <= stated <= counted + unknown:
            draft.say(
                _("The document states %(stated)s (%(status)s), its list shows %(counted)s."),
                stated=stated,
                status=WORD_FOR[status],
                counted=counted,
            )


def is_called(seat: SeatLine, speaker: str) -> bool:
    """Whether a speaker is called by the seat: its role, its group and role, or its name."""
    who = squeezed(speaker)
    roles = {squeezed(role) for role in (seat.role, unnumbered(seat.role))}
    return bool(who) and any(who in _calls(seat, role) for role in roles)


def _calls(seat: SeatLine, role: str) -> set[str]:
    group, name = squeezed(seat.group), squeezed(seat.name)
    if not name:
        said = squeezed(spoken_as(group, role))
        return {role, group + role, group.removesuffix("분과") + role, said}
    calls = {name + role, role + name, group + role + name, name}
    return calls | {group + role} if group else calls
