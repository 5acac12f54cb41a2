"""The rounds in which draft minutes are with the members: who was asked, who answered what."""

from dataclasses import dataclass

from django.utils import timezone

from committees.models import Circulation, Confirmation, Meeting
from committees.states import MinutesState


@dataclass(frozen=True)
class Round:
    """A round with its answers, and what they come to."""

    circulation: Circulation
    answers: list[Confirmation]

    @property
    def wishes(self) -> list[Confirmation]:
        """The answers that ask for a change."""
        return [one for one in self.answers if one.answer == Confirmation.Answer.CHANGE]

    @property
    def confirmed(self) -> int:
        """How many have confirmed."""
        return sum(one.answer == Confirmation.Answer.CONFIRMED for one in self.answers)

    @property
    def is_over(self) -> bool:
        """Whether the last day to answer has passed."""
        return self.circulation.due < timezone.localdate()

    @property
    def is_agreed(self) -> bool:
        """Whether all have confirmed, or had their time and nobody asked for a change."""
        everybody = bool(self.answers) and self.confirmed == len(self.answers)
        return everybody or (self.is_over and not self.wishes)


def rounds(meeting: Meeting) -> list[Round]:
    """All rounds of a meeting's minutes, the latest first; as many queries for many as for one.

    Each answer has as `written_by` the name of who last wrote it down, "" for the member.
    """
    found = meeting.circulations.select_related("opened_by").order_by("-number")
    found = found.prefetch_related(
        "confirmations__tenure__seat__stands_for",
        "confirmations__tenure__seat__stands_for_department",
    )
    written = _written_by(meeting)
    made = [Round(one, list(one.confirmations.all())) for one in found]
    for answer in (answer for one in made for answer in one.answers):
        answer.written_by = written.get(answer.pk, "")  # type: ignore[attr-defined]
    return made


def _written_by(meeting: Meeting) -> dict[int, str]:
    versions = Confirmation.history.filter(circulation__meeting=meeting).exclude(answer="")
    rows = versions.order_by("history_date", "history_id").values_list("id", "history_user__name")
    return {pk: name or "" for pk, name in rows}


def needs_reason(meeting: Meeting) -> bool:
    """Whether the minutes are agreed only if somebody says why."""
    if meeting.minutes_state != MinutesState.CIRCULATED:
        return True
    newest = next(iter(rounds(meeting)), None)
    return newest is None or not newest.is_agreed
