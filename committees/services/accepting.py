"""From a reviewed reading to a draft meeting: once, whole, with what was left out on record."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.record import services as record
from civicforum.record.errors import ChangedMeanwhile
from civicforum.record.version import record_write
from committees.minutes.document import Minutes, SeatLine, Status, Totals
from committees.minutes.reading.result import Reading
from committees.minutes.seats import told_apart
from committees.minutes.telling import seat_details
from committees.models import Body, Meeting, MinutesFile
from committees.services.minutes_files import require_keeper
from committees.services.notice import keep_deadline
from committees.services.writing_down import has_no_minutes, write_down
from committees.states import FileState

if TYPE_CHECKING:
    from civicforum.people.models import User

#: Where a line that found no place can go.
REMARKS, NOTES = "remarks", "notes"
#: How many lines of an attendance list are matched one by one; no body has more seats.
SEATS = 300


@dataclass(frozen=True)
class Facts:
    """What the reviewer says of the meeting, having compared it with the source."""

    title: str
    number: int
    day: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None
    place: str = ""
    recorder: str = ""
    next_meeting: str = ""


@dataclass(frozen=True)
class Review:
    """A reading as it was reviewed.

    `seats` says for each line of the attendance list what becomes of it (`write_down`) and how
    it attended, `speakers` which of its lines gave a speech, by the speech's order, where several
    may have, `lines` for each unplaced line where it goes. `into_called`: into the meeting of
    that number which was called and has no minutes yet.
    """

    facts: Facts
    totals: Totals = field(default_factory=Totals)
    seats: Sequence[tuple[str, Status]] = ()
    speakers: Mapping[int, int] = field(default_factory=dict)
    lines: Sequence[str] = ()
    into_called: bool = False


def called_meeting(body: Body, number: int) -> Meeting | None:
    """Return the meeting of that number, if it was called and has no minutes yet."""
    meeting = body.meetings.filter(number=number).first()
    return meeting if meeting and has_no_minutes(meeting) else None


def to_settle(reading: Reading) -> tuple[list[SeatLine], list[str]]:
    """Return the attendance lines to match and the unplaced lines to settle.

    A list of more lines than a body has seats is none: the rest of it is settled as lines.
    """
    seats = reading.minutes.seats
    rest = [seat_text(line) for line in seats[SEATS:]]
    return seats[:SEATS], [*rest, *reading.unplaced]


def line_labels(lines: Sequence[SeatLine]) -> list[str]:
    """The lines of an attendance list in words; those that are called alike are numbered."""
    names = told_apart([_named(line) for line in lines])
    return [_with_details(name, line) for name, line in zip(names, lines, strict=True)]


def seat_text(line: SeatLine) -> str:
    """A line of the attendance list in words."""
    return _with_details(_named(line), line)


def _named(line: SeatLine) -> str:
    return " ".join(filter(None, [line.group, line.role, line.name]))


def _with_details(named: str, line: SeatLine) -> str:
    told = ", ".join(seat_details(line))
    return f"{named} ({told})" if told else named


@record_write
def accept_file(file: MinutesFile, reading: Reading, review: Review, *, actor: "User") -> Meeting:
    """Make the reviewed reading a draft meeting of the file's body and return it.

    Raises ChangedMeanwhile when somebody else was faster, ValidationError for what the record
    cannot hold, NotAllowed or RecordError when the actor may not write this; then nothing is
    stored.
    """
    require_keeper(actor, file.body)
    record.hold_entries(file.body)
    accepted = MinutesFile.objects.filter(pk=file.pk, state=FileState.READ)
    if not accepted.update(state=FileState.ACCEPTED, changed_at=timezone.now()):
        raise ChangedMeanwhile(_("“%s” was changed meanwhile. Reload and try again.") % file)
    lines, unplaced = to_settle(reading)
    meeting = write_down(
        file.body,
        _reviewed(reading.minutes, lines, unplaced, review),
        into=called_meeting(file.body, review.facts.number) if review.into_called else None,
        choices=[choice for choice, _status in review.seats],
        speakers=review.speakers,
        actor=actor,
        reason=_("Read from “%s”") % file.name,
    )
    keep_deadline(meeting, timezone.now())
    evidence = _evidence(lines, unplaced, review)
    MinutesFile.objects.filter(pk=file.pk).update(meeting=meeting, review=evidence)
    return meeting


def _reviewed(
    minutes: Minutes, lines: Sequence[SeatLine], unplaced: Sequence[str], review: Review
) -> Minutes:
    """The minutes with what the reviewer corrected and settled."""
    settled = list(zip(unplaced, review.lines, strict=True))
    same_day = review.facts.day == minutes.day
    attended = zip(lines, review.seats, strict=True)
    return replace(
        minutes,
        **vars(review.facts),
        stated_weekday=minutes.stated_weekday if same_day else "",
        totals=review.totals,
        seats=[replace(line, status=status) for line, (_choice, status) in attended],
        notes=[*minutes.notes, *(text for text, where in settled if where == NOTES)],
        remarks=[*minutes.remarks, *(text for text, where in settled if where == REMARKS)],
    )


def _evidence(
    lines: Sequence[SeatLine], unplaced: Sequence[str], review: Review
) -> Mapping[str, Any]:
    """What was decided of each line that had no place, and of each line of the attendance list."""
    labels = line_labels(lines)
    whose = [choice for choice, _status in review.seats]
    return {
        "lines": [list(pair) for pair in zip(unplaced, review.lines, strict=True)],
        "seats": [[seat_text(line), choice] for line, choice in zip(lines, whose, strict=True)],
        "speakers": [[str(order), labels[at]] for order, at in review.speakers.items()],
    }


def keep_typed(file: MinutesFile, typed: Mapping[str, str], *, actor: "User") -> None:
    """Keep what a reviewer has typed so far, for whoever goes on. Raises NotAllowed."""
    require_keeper(actor, file.body)
    waiting = MinutesFile.objects.filter(pk=file.pk, state=FileState.READ)
    waiting.update(review={"typed": dict(typed)})
