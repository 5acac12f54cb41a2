"""How a panel does on a day: its figures, and the light they call for. Pure, without a database.

Where the figures come from is `daulmadang.reports.figures`; what they are judged by are the
city's rules of that day (`PanelRules`). What was never recorded is grey, never red.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Light(models.TextChoices):
    """What the board shows of a panel, the worst first."""

    RED = "red", _("Red")
    YELLOW = "yellow", _("Yellow")
    GREEN = "green", _("Green")
    GREY = "grey", _("Not recorded")


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
    #: For how many days up to `on` the record tells that there was no meeting.
    quiet_days: int | None = None
    attendance: float | None = None
    members: int | None = None
    vacancies: int | None = None
    has_chair: bool | None = None
    women: float | None = None
    young: float | None = None
    #: Members who sit on more panels than the city allows.
    overlaps: int = 0
    terms_ended: int | None = None
    minutes_published: int | None = None
    minutes_late: int | None = None
    median_days_to_publish: float | None = None
    longest_days_to_publish: int | None = None
    agenda: int = 0
    decisions: int = 0
    answers_owed: int = 0


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

    @property
    def reasons(self) -> list[str]:
        """Why the light is not green, in words; for green and grey lights what there is to say."""
        return [one.reason for one in self.verdicts if one.reason]
