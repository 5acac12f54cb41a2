"""Which reminders a day calls for: pure functions, no queries and no writes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from civicforum.kit.working_days import working_day_on_or_before, working_days_after
from civicforum.record.kinds import model_of_kind
from civicforum.record.models import Commitment

#: The moment at which somebody is asked; it comes before all others.
ASKED = "asked"
#: What ends the name of a moment at which the clerks are told that a notice did not arrive.
LOST = " lost"
#: How far a sweep looks back for reminders that nobody wrote down: the longest downtime.
LOOK_BACK = dt.timedelta(days=30)
#: A closed day brings a reminder forward: never by more than this.
LONGEST_CLOSED = dt.timedelta(days=12)


@dataclass(frozen=True)
class Rule:
    """When is reminded: so many calendar days before, and overdue every so many working days."""

    days_before: tuple[int, ...]
    overdue_every: int | None


#: By the city and the topic; what has no rule of its own is reminded as usual.
Rules: TypeAlias = Mapping[tuple[int, str], Rule]

USUAL = Rule((14, 7, 1, 0), 3)
#: Members are guests: nobody runs after them once the day is over.
_GUESTS = Rule((7, 1, 0), None)
USUAL_OF: Mapping[str, Rule] = {
    Commitment.Kind.INVITATION: _GUESTS,
    Commitment.Kind.CONFIRMATION: _GUESTS,
}


@dataclass(frozen=True)
class Reminder:
    """One reminder of a commitment: by which rule ("D-14", "D-day", "D+3"), due on which day."""

    commitment: Commitment
    rule: str
    due: dt.date

    @property
    def ledger_name(self) -> str:
        """The moment as the ledger keeps it: a postponed commitment is reminded anew."""
        return f"{self.due} {self.rule}"

    @property
    def working_days_late(self) -> int:
        """How many working days it comes after the due day, or since it falls due then; or 0."""
        return days_late(self.rule)


def days_late(rule: str) -> int:
    """How many working days overdue a rule's name says; 0 for one that is not."""
    return int(rule.removeprefix("D+")) if rule.startswith("D+") else 0


def nearness(rule: str) -> tuple[int, int]:
    """In which order rules come: asked, D-14, D-1, D-day, D+3."""
    if rule == ASKED:
        return 0, 0
    return (2, days_late(rule)) if days_late(rule) else (1, -_days_before(rule))


def _days_before(rule: str) -> int:
    """How many days before the due day a rule's name says; 0 for D-day."""
    days = rule.removeprefix("D-")
    return int(days) if days.isdecimal() else 0


def rule_of(moment: str) -> str:
    """The rule in the name that a moment has in the ledger."""
    return moment.split(" ")[1]


def news_of(moment: str, notice: int) -> str:
    """The moment at which clerks are told that one notice of a moment did not arrive."""
    return f"{moment} {int_to_base36(notice)}{LOST}"  # short, for the ledger keeps 30 signs


def lost_notice(moment: str) -> int | None:
    """Which notice a moment says did not arrive; None where it says nothing like that."""
    return base36_to_int(moment.split(" ")[2]) if moment.endswith(LOST) else None


def rule_in_words(rule: str) -> str:
    """What people call a rule, in the language in use."""
    return _("Asked") if rule == ASKED else rule


def rule_for(commitment: Commitment, rules: Rules) -> Rule:
    """The rule by which a commitment reminds: its city's for the topic, or the usual one."""
    topic = commitment.topic or commitment.kind
    return rules.get((commitment.city_id, topic)) or USUAL_OF.get(topic, USUAL)


def horizon(rules: Rules) -> dt.timedelta:
    """How long before the due day the first reminder of any rule may come."""
    days = [day for rule in (*rules.values(), USUAL) for day in rule.days_before]
    return dt.timedelta(days=max(days)) + LONGEST_CLOSED


def is_told_alone(commitment: Commitment) -> bool:
    """Whether its letter stands in no digest."""
    return bool(model_of_kind(Commitment).get(commitment.kind, Commitment).told_alone)


def is_owed(commitment: Commitment) -> bool:
    """Whether a commitment is open and falls due in its city's own time with the portal.

    What a document merely reports from before is history: it owes nothing.
    """
    live_since = commitment.city.live_since
    if commitment.done or not commitment.due_on:
        return False
    if commitment.asked_on:  # the portal itself asked
        return True
    return live_since is not None and commitment.due_on >= live_since


def is_overdue(commitment: Commitment, on: dt.date) -> bool:
    """Whether a commitment is owed and its day has passed: `overdue_on` of a row at hand."""
    return is_owed(commitment) and commitment.due_on is not None and commitment.due_on < on


def due_reminders(commitments: Iterable[Commitment], on: dt.date, rules: Rules) -> list[Reminder]:
    """Return the reminders whose very day it is, in the order of the commitments."""
    found = []
    for commitment in filter(is_owed, commitments):
        since = _since(commitment)
        days = [*_before(commitment, rules), *_overdue(commitment, on, rules)]
        found += [reminder for day, reminder in days if day == on and (not since or day >= since)]
        found += [_asked(commitment)] if commitment.asked_on == on else []
    return found


def missed_reminders(commitment: Commitment, today: dt.date, rules: Rules) -> list[Reminder]:
    """Return the reminders of which somebody must have been told by now.

    Those before the due day whose day has come since it falls due then, the one that held on the
    day when that was decided, and the latest of what is overdue. What was to be said before the
    city was live, or longer ago than a sweep looks back, is not among them.
    """
    if not is_owed(commitment):
        return []
    before = [one for one in _before(commitment, rules) if one[0] <= today]
    late = list(_overdue(commitment, today, rules))[-1:]
    found = [*_wanted(commitment, before, today), *late]
    if is_told_alone(commitment) and today > _due(commitment):
        return []
    asked = commitment.asked_on is not None and commitment.asked_on <= today <= _due(commitment)
    return [*([_asked(commitment)] if asked else []), *(reminder for _day, reminder in found)]


def stands(commitment: Commitment, ledger_name: str, today: dt.date, rules: Rules) -> bool:
    """Whether a moment of the ledger is still called for: owed, due as then, and its day has come.

    Who is told alone is not told when the day is over.
    """
    if not is_owed(commitment) or (is_told_alone(commitment) and today > _due(commitment)):
        return False
    days = [*_before(commitment, rules), *_overdue(commitment, today, rules)]
    names = {reminder.ledger_name for day, reminder in days if day <= today}
    if commitment.asked_on and commitment.asked_on <= today:
        names.add(_asked(commitment).ledger_name)
    return ledger_name in names


def coming_reminders(
    commitment: Commitment, after: dt.date, rules: Rules
) -> list[tuple[dt.date, Reminder]]:
    """Return what comes after a day, each with its day; of the overdue ones only the next."""
    if not is_owed(commitment):
        return []
    before = [one for one in _before(commitment, rules) if one[0] > after]
    every = rule_for(commitment, rules).overdue_every
    if not every or is_told_alone(commitment):
        return before
    until = max(after, _late_since(commitment)) + dt.timedelta(days=2 * every) + LONGEST_CLOSED
    late = [one for one in _overdue(commitment, until, rules) if one[0] > after]
    return [*before, *late[:1]]


_Day: TypeAlias = tuple[dt.date, Reminder]


def _before(commitment: Commitment, rules: Rules) -> list[_Day]:
    """What is said until the due day, in the order of the days; nothing on the day of asking."""
    due, asked = _due(commitment), commitment.asked_on
    found = []
    for days in sorted(set(rule_for(commitment, rules).days_before), reverse=True):
        day = working_day_on_or_before(due - dt.timedelta(days=days))
        if not asked or day > asked:
            found.append((day, Reminder(commitment, f"D-{days}" if days else "D-day", due)))
    return found


def _overdue(commitment: Commitment, until: dt.date, rules: Rules) -> Iterator[_Day]:
    """What is said of something overdue until a day: every so many working days."""
    every, since = rule_for(commitment, rules).overdue_every, _late_since(commitment)
    if not every or until <= since or is_told_alone(commitment):
        return
    days = working_days_after(since, until)
    for number in range(every, len(days) + 1, every):
        yield days[number - 1], Reminder(commitment, f"D+{number}", _due(commitment))


def _late_since(commitment: Commitment) -> dt.date:
    """The day from which the working days are counted: whoever owes it could not know before."""
    due = _due(commitment)
    return max(due, commitment.due_since or due)


def _wanted(commitment: Commitment, passed: list[_Day], today: dt.date) -> list[_Day]:
    """Of what had its day, what is not from before its time; and what held when that began."""
    since, live_since = commitment.due_since, _since(commitment)
    floor = max(filter(None, (since, live_since, today - LOOK_BACK)))
    found = [one for one in passed if one[0] >= floor]
    if since and since == floor and since <= _due(commitment) and not commitment.asked_on:
        held = [one for one in passed if one[0] <= since][-1:]
        found = [*(one for one in held if one not in found), *found]
    return found


def _since(commitment: Commitment) -> dt.date | None:
    """The day before which nothing is said: what the portal itself asked has none."""
    return None if commitment.asked_on else commitment.city.live_since


def _asked(commitment: Commitment) -> Reminder:
    return Reminder(commitment, ASKED, _due(commitment))


def _due(commitment: Commitment) -> dt.date:
    assert commitment.due_on is not None  # noqa: S101 - it is owed
    return commitment.due_on
