"""What still stands between the minutes of a meeting and the public."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from committees.models import Attendance, Meeting
from committees.models.withholding import shown
from committees.reports.personal import open_data
from committees.reports.totals import Difference, all_differences, total_name
from committees.sections import UNNAMED
from committees.states import MinutesState


@dataclass(frozen=True)
class Readiness:
    """Whether the minutes are agreed, how many names are open, and which totals disagree.

    Those of `recorded` disagree, too, but a discrepancy says so.

    `papers` are files whose text nobody has read yet, or could: names in them are not found.
    `unnamed` are the numbers of the speeches of which nobody has said yet who spoke.
    `unrecorded` seats, of which nobody knows whether they attended, keep nothing back.
    """

    agreed: bool
    names: int
    totals: list[Difference]
    recorded: list[Difference]
    papers: list[str]
    unnamed: list[int]
    held: bool
    unrecorded: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        missing = (self.names, self.totals, self.papers, self.unnamed)
        return self.agreed and self.held and not any(missing)


def readiness(meeting: Meeting) -> Readiness:
    """Look at everything that publication asks for."""
    totals = all_differences(meeting)
    return Readiness(
        agreed=meeting.minutes_state == MinutesState.APPROVED,
        names=len(open_data(meeting)),
        totals=[one for one in totals if not one.is_recorded],
        recorded=[one for one in totals if one.is_recorded],
        papers=unread_papers(meeting),
        unnamed=unnamed_speeches(meeting),
        held=meeting.date <= timezone.localdate(),
        unrecorded=unrecorded_seats(meeting),
    )


def unrecorded_seats(meeting: Meeting) -> int:
    """How many seats of the body have no attendance, or one that is not known; one query."""
    known = meeting.attendance.exclude(status=Attendance.Status.UNKNOWN)
    return meeting.body.seats.exclude(pk__in=known.values("seat")).count()


def unread_papers(meeting: Meeting) -> list[str]:
    """The names of the papers that would be public and whose text is not known; one query."""
    unread = Q(read_at=None) | Q(problem__isnull=False)
    papers = shown(meeting.papers).filter(unread).order_by("order")
    return list(papers.values_list("file_name", flat=True))


def papers_being_read(meeting: Meeting) -> list[str]:
    """The names of those whose text is still to be read; one query."""
    waiting = shown(meeting.papers).filter(read_at=None, problem__isnull=True)
    return list(waiting.order_by("order").values_list("file_name", flat=True))


def unnamed_speeches(meeting: Meeting) -> list[int]:
    """The numbers of the public speeches whose speaker is still to be named; one query."""
    rows = shown(meeting.speeches, with_grounds=True).filter(speaker=str(UNNAMED)).order_by("order")
    return list(rows.values_list("order", flat=True))


def sentences(meeting: Meeting) -> Iterator[str]:
    """Say what is missing until the minutes can be public, a sentence each."""
    state = readiness(meeting)
    if not state.held:
        yield not_held_sentence(meeting)
    if not state.agreed:
        yield _("The minutes are not agreed yet: have the members confirm them, or approve them.")
    if state.names:
        text = _("%d likely personal data are open: mask each, or say why it stays.")
        yield text % state.names
    for one in state.totals:
        yield total_sentence(one)
    for name in state.papers:
        yield paper_sentence(name)
    if state.unnamed:
        yield unnamed_sentence(state.unnamed)


def not_held_sentence(meeting: Meeting) -> str:
    """Say that there can be no minutes yet."""
    return _("The meeting is on %(day)s: its minutes can be public from then on.") % {
        "day": format_date(meeting.date)
    }


def unnamed_sentence(numbers: list[int]) -> str:
    """Say of which speeches the speaker is missing."""
    text = _("It is not said yet who spoke in speech %(numbers)s: name the speaker by role.")
    return text % {"numbers": ", ".join(map(str, numbers[:10]))}


def unsure_sentence(numbers: list[int]) -> str:
    """Say of which speeches it is open which of several seats spoke; that keeps nothing back."""
    text = _("It is not said which of several seats that are called alike spoke in speech "
             "%(numbers)s; they may be published so.")  # fmt: skip
    shown = ", ".join(map(str, numbers[:10]))
    return text % {"numbers": f"{shown} …" if len(numbers) > 10 else shown}


def total_sentence(one: Difference) -> str:
    """Say how a stated total and the attendance list differ, and what to do."""
    text = _(
        "The document states %(stated)d %(what)s, the attendance list says %(listed)s: correct "
        "one of them, or record the discrepancy."
    )
    return text % _of_total(one)


def recorded_sentence(one: Difference) -> str:
    """Say how a stated total and the attendance list differ, and that this is on record."""
    text = _(
        "The document states %(stated)d %(what)s, the attendance list says %(listed)s. The "
        "difference is recorded, and the public reads it."
    )
    return text % _of_total(one)


def _of_total(one: Difference) -> dict[str, object]:
    listed = str(one.at_least)
    if one.at_most != one.at_least:
        listed = _("%(least)d to %(most)d") % {"least": one.at_least, "most": one.at_most}
    return {"stated": one.stated, "what": total_name(one.code), "listed": listed}


def paper_sentence(name: str) -> str:
    """Say that the text of a paper is not known, and what to do."""
    text = _(
        "The text of “%s” is not read yet or cannot be read, so names in it are not found: wait a "
        "moment, or replace, withhold or remove the file."
    )
    return text % name


def waiting_sentence(name: str) -> str:
    """Say that the text of a paper is still being read."""
    return _("“%s” is still being read: look again in a moment.") % name
