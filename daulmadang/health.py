"""How a panel does on a day: its figures, and the light they call for. Pure, without a database.

Where the figures come from is `daulmadang.reports.figures`; what they are judged by are the
city's rules of that day (`PanelRules`). What was never recorded is grey, never red.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from civicforum.kit.partial_dates import PartialDate

if TYPE_CHECKING:
    from committees.models import Body
    from daulmadang.models import Panel


#: What a share such as 0.29 lacks as a float until it is 29 per cent.
_HAIR = 1e-9


class Light(models.TextChoices):
    """What the board shows of a panel, the worst first."""

    RED = "red", _("Red")
    YELLOW = "yellow", _("Yellow")
    GREEN = "green", _("Green")
    GREY = "grey", _("Not recorded")


#: The lights that say that something is wrong.
BAD = (Light.RED, Light.YELLOW)


class Criterion(models.TextChoices):
    """What a panel is judged by; an officer comments on each that is red."""

    MEETINGS = "meetings", _("Meetings")
    ATTENDANCE = "attendance", _("Attendance")
    PUBLICATION = "publication", _("Publication of minutes")
    MEMBERS = "members", _("Members")
    WOMEN = "women", _("Share of women")
    YOUNG = "young", _("Share of the young")
    OVERLAPS = "overlaps", _("Overlaps")
    TERMS = "terms", _("Terms that ended")
    ANSWERS = "answers", _("Answers owed")


@dataclass(frozen=True)
class Figures:
    """What the record tells of a panel from `since` until `on` (기준일), both included.

    None means that the record does not cover it. Shares are from 0 to 1.
    """

    panel: int
    since: dt.date
    on: dt.date
    meetings: int | None = None
    by_form: dict[str, int] = field(default_factory=dict)
    last_meeting: dt.date | None = None
    days_since_last: int | None = None
    #: For how many days up to the last known one the record tells that there was no meeting.
    quiet_days: int | None = None
    #: Of how many days since `since`, or since it was founded, the record tells every meeting.
    covered_days: int | None = None
    #: What the record tells only until a day before `on`, with that day (ISO): figures of that
    #: kind are those of that day.
    known_until: dict[str, str] = field(default_factory=dict)
    attendance: float | None = None
    #: The same of the meetings whose minutes are public.
    attendance_in_public: float | None = None
    members: int | None = None
    vacancies: int | None = None
    has_chair: bool | None = None
    women: float | None = None
    young: float | None = None
    #: Members who sit on more panels than the city allows.
    overlaps: int = 0
    #: On how many each of them sits, by the key of the person; for staff alone.
    crowded: dict[str, int] = field(default_factory=dict)
    #: Members whose term is over, though they were neither re-appointed nor released.
    terms_ended: int | None = None
    minutes_published: int | None = None
    #: Published too late, or still not public though they should be.
    minutes_late: int | None = None
    median_days_to_publish: float | None = None
    #: Of minutes that are late and still not public: until now.
    longest_days_to_publish: int | None = None
    agenda: int = 0
    decisions: int = 0
    answers_owed: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether the record tells every meeting of as many days as were looked at."""
        return (self.covered_days or 0) > (self.on - self.since).days

    def recorded(self, name: str) -> Any:
        """Return a figure; None where its 0 only means that nothing of its kind is recorded."""
        found = getattr(self, name)
        is_recorded = _RECORDED.get(name)
        return None if found == 0 and is_recorded and not is_recorded(self) else found


#: Of figures that are 0 where nothing is recorded: when their 0 is one.
_RECORDED: dict[str, Callable[[Figures], bool]] = {
    "agenda": lambda told: told.meetings is not None,
    "decisions": lambda told: told.meetings is not None,
    "overlaps": lambda told: told.members is not None,
    "answers_owed": lambda told: bool(told.covered_days),
}


def percent(share: float, digits: int = 0) -> float:
    """Return a share as per cent, rounded down: what is below a mark is never told as having it."""
    scale = 10**digits
    return floor(100 * scale * share + _HAIR) / scale


def founding(panel: "Panel") -> dt.date | None:
    """Return from which day a panel is judged: the last on which it may have been founded."""
    return PartialDate.stored(panel.founded).last_day


def days_allowed(panel: "Body", usual: int) -> int:
    """Return within how many days a panel's minutes must be public: its own rule or the usual."""
    return usual if panel.publication_days is None else panel.publication_days


@dataclass(frozen=True)
class Verdict:
    """What one criterion says, and why in words (translated when it was judged)."""

    criterion: str
    light: str
    reason: str


@dataclass(frozen=True)
class Judgement:
    """The light of a panel and the verdicts behind it, the worst first."""

    light: str
    verdicts: tuple[Verdict, ...]

    def light_of(self, criterion: Criterion) -> str:
        """Return the light of one criterion; grey where it was not judged."""
        found = (one.light for one in self.verdicts if one.criterion == criterion)
        return next(found, Light.GREY)

    @property
    def reasons(self) -> list[str]:
        """Why the light is not green, in words; for a green light what there is to say.

        Where it is not even known whether the panel met, what else is not known is not listed.
        """
        if self.light in BAD:
            return [one.reason for one in self.verdicts if one.light in BAD]
        if self.light == Light.GREY:
            met = Criterion.MEETINGS
            told = (one for one in self.verdicts if one.light != Light.GREY or one.criterion == met)
            return [one.reason for one in told]
        return [one.reason for one in self.verdicts]


def never_met(figures: Figures, found: Judgement) -> bool:
    """Return whether no meeting at all is held against a panel.

    It is not where too few days are recorded, or the panel is too young, for one to be asked of it.
    """
    return not figures.meetings and found.light_of(Criterion.MEETINGS) in BAD
