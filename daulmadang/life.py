"""At which stage of its life a panel stands on a day. Pure, without a database; stored nowhere.

What the record does not cover makes no panel dormant: where nothing tells whether it met, it
stands as founded and no more is said.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daulmadang.coverage import Covered
from daulmadang.existing import has_ended


class Stage(models.TextChoices):
    """The stages in the order of a life."""

    PROPOSED = "proposed", _("Proposed")
    FOUNDED = "founded", _("Founded")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    MERGED = "merged", pgettext_lazy("panel", "Merged")
    CLOSED = "closed", pgettext_lazy("panel", "Closed")


@dataclass(frozen=True)
class Life:
    """The days of a panel as far as they are known, and how it ended."""

    proposed: str = ""
    founded: str = ""
    ended: str = ""
    end: str = ""


@dataclass(frozen=True)
class Quiet:
    """After how many days without a meeting a panel is dormant.

    For `days` the record tells that there was none (`quiet_days`); None where it does not tell.
    """

    after_days: int
    days: int | None = None

    @property
    def is_dormant(self) -> bool:
        """Whether it is quiet for longer than the city allows."""
        return self.days is not None and self.days > self.after_days


def quiet_days(
    covered: Covered, on: dt.date, founded: dt.date | None, last_meeting: dt.date | None
) -> int | None:
    """Return how many days up to a covered one had no meeting, as far as the record covers all.

    They begin on the founding day or the first that is covered, or the day after the last
    meeting. None where the day itself is not covered.
    """
    known_since = covered.unbroken_since(on)
    if known_since is None:
        return None
    starts = [known_since, founded, last_meeting and last_meeting + dt.timedelta(days=1)]
    return max(0, (on - max(filter(None, starts))).days + 1)


def stage_on(life: Life, last_meeting: dt.date | None, quiet: Quiet, on: dt.date) -> Stage:
    """Return the stage of a panel on a day, with the day of its last meeting up to then.

    A panel whose founding day is not recorded exists, unless it is known as proposed only.
    """
    if has_ended(life.ended, on):
        return Stage.MERGED if life.end == "merged" else Stage.CLOSED
    is_to_come = bool(life.founded) and _first(life.founded) > on
    if last_meeting is None and (is_to_come or (life.proposed and not life.founded)):
        return Stage.PROPOSED
    if last_meeting is not None and (on - last_meeting).days <= quiet.after_days:
        return Stage.ACTIVE
    return Stage.DORMANT if quiet.is_dormant else Stage.FOUNDED


def _first(date: str) -> dt.date:
    parts = [int(part) for part in date.split("-")]
    return dt.date(*parts, *([1] * (3 - len(parts))))
