"""At which stage of its life a panel stands on a day. Pure, without a database; stored nowhere.

What the record does not cover makes no panel dormant: where nothing tells whether it met, it
stands as founded and no more is said.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civicforum.kit.partial_dates import PartialDate


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

    Since `known_since` the record tells of every meeting; None where it does not tell today.
    """

    after_days: int
    known_since: dt.date | None = None


def stage_on(life: Life, last_meeting: dt.date | None, quiet: Quiet, on: dt.date) -> Stage:
    """Return the stage of a panel on a day, with the day of its last meeting up to then.

    A panel whose founding day is not recorded exists, unless it is known as proposed only.
    """
    if life.ended and (_last(life.ended) or on) <= on:
        return Stage.MERGED if life.end == "merged" else Stage.CLOSED
    is_to_come = bool(life.founded) and _first(life.founded) > on
    if last_meeting is None and (is_to_come or (life.proposed and not life.founded)):
        return Stage.PROPOSED
    if last_meeting is not None and (on - last_meeting).days <= quiet.after_days:
        return Stage.ACTIVE
    if quiet.known_since is None:
        return Stage.FOUNDED
    founded = _last(life.founded) if life.founded else None
    since = max(filter(None, (last_meeting, founded, quiet.known_since)))
    return Stage.DORMANT if (on - since).days > quiet.after_days else Stage.FOUNDED


def known_since(spans: Iterable[tuple[dt.date, dt.date | None]], on: dt.date) -> dt.date | None:
    """Return since when a record tells everything without a gap up to a day; None if it does not.

    A span is a first and a last day; without a last day it goes on.
    """
    since: dt.date | None = None
    day = dt.timedelta(days=1)
    for first, last in sorted(spans, key=lambda span: span[0], reverse=True):
        reached = since - day if since else on
        if first <= reached and (last is None or last >= reached):
            since = first
    return since


def _first(date: str) -> dt.date:
    parts = [int(part) for part in date.split("-")]
    return dt.date(*parts, *([1] * (3 - len(parts))))


def _last(date: str) -> dt.date | None:
    return PartialDate.stored(date).last_day
