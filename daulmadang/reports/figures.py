"""The figures of panels on a day, of any number of panels with the same few queries.

What the record covers of a kind only until an earlier day is told as of that day. Outside of
what it covers only what is there counts: a recorded meeting is a meeting, but that none is
recorded says nothing.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

from civicforum.kit.partial_dates import PartialDate
from committees.reports.attendance import rate
from committees.reports.publication import last_day
from daulmadang.coverage import Window
from daulmadang.health import Figures, days_allowed, founding
from daulmadang.judging import tells_of_silence
from daulmadang.life import quiet_days
from daulmadang.models import Coverage, Member
from daulmadang.reports.gathering import Read, Sitting, Standing, gather
from daulmadang.reports.rules import Terms

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from daulmadang.models import Panel

What = Coverage.What


def figures_of(
    panels: "Iterable[WithAnnotations[Panel, Standing]]",
    since: dt.date,
    on: dt.date,
    terms: Mapping[int, Terms],
) -> dict[int, Figures]:
    """Return the figures of each panel of `standing` from `since` until `on`, by its key.

    Two queries for all of them. `terms` are those of the panels' cities.
    """
    asked = list(panels)
    if not asked:
        return {}
    starts = [own.window(what, since, on).since for own in terms.values() for what in What]
    read = gather(asked, min(starts), on, terms)
    return {one.pk: _figures(read[one.pk], since, on, terms[one.city_id]) for one in asked}


def _figures(read: Read, since: dt.date, on: dt.date, terms: Terms) -> Figures:
    windows = {what: terms.window(what, since, on) for what in What}
    earlier = {what: one.on for what, one in windows.items() if one.is_known and one.on < on}
    return Figures(
        panel=read.panel.pk,
        since=since,
        on=on,
        known_until={what.value: day.isoformat() for what, day in earlier.items()},
        answers_owed=read.panel.owed,
        **_meetings(windows[What.MEETINGS], on, terms, read),
        **_attendance(windows[What.ATTENDANCE], terms, read),
        **_publication(windows[What.PUBLICATION], terms, read),
        **_members(windows[What.MEMBERS], terms, read),
    )


def _meetings(window: Window, on: dt.date, terms: Terms, read: Read) -> dict[str, Any]:
    """A meeting that is recorded after the last known day is one all the same.

    It moves no window: since it the days up to `on` are counted, for nothing else is known.
    """
    last = read.panel.last_held
    met = [one for one in read.met if one.date >= window.since]
    as_of = on if last and last > window.on else window.on
    covered, founded = terms.covered(What.MEETINGS), founding(read.panel)
    start = max(window.since, founded or window.since)
    known = covered.days(start, window.on)
    is_told = tells_of_silence(known, (window.on - start).days + 1, terms.rules)
    return {
        "meetings": len(met) if met or is_told else None,
        "by_form": dict(Counter(one.form for one in met)),
        "last_meeting": last,
        "days_since_last": (as_of - last).days if last else None,
        "quiet_days": quiet_days(covered, window.on, founded, last),
        "covered_days": known,
        "agenda": sum(one.agenda for one in met),
        "decisions": sum(one.decisions for one in met),
    }


def _attendance(window: Window, terms: Terms, read: Read) -> dict[str, Any]:
    covered = terms.covered(What.ATTENDANCE)
    met = [
        one for one in read.met if window.since <= one.date <= window.on and covered.holds(one.date)
    ]
    return {
        "attendance": rate(one.seats for one in met),
        "attendance_in_public": rate(one.seats for one in met if one.is_public),
    }


def _publication(window: Window, terms: Terms, read: Read) -> dict[str, Any]:
    """Minutes count when they become public, and until then from the day on which they are late.

    So a meeting shortly before an inspection is judged in the next one, and minutes that never
    come stay late. What had to be public on a day that the record does not cover is left out.
    """
    if not window.is_known:
        return {}
    allowed = days_allowed(read.panel, terms.rules.publication_days)
    covered = terms.covered(What.PUBLICATION)
    out, waiting = [], []
    for one in read.met:
        due = last_day(one.date, allowed)
        settled = min(due, one.public_on or due)
        if not covered.holds(settled):
            continue
        if one.public_on and one.public_on <= window.on:
            if one.public_on >= window.since:
                out.append((one.public_on - one.date).days)
        elif due < window.on:
            waiting.append((window.on - one.date).days)
    return {
        "minutes_published": len(out),
        "minutes_late": sum(days > allowed for days in out) + len(waiting),
        "median_days_to_publish": float(median(out)) if out else None,
        "longest_days_to_publish": max([*out, *waiting], default=None),
    }


def _members(window: Window, terms: Terms, read: Read) -> dict[str, Any]:
    panel, own, limit = read.panel, read.sitting, terms.rules.panels_per_person
    has_chair = any(one.is_chair for one in own)
    crowded = {str(one.person): one.panels for one in own if one.person and one.panels > limit}
    overlaps = {"overlaps": len(crowded), "crowded": crowded}
    if not window.is_known or not panel.knows_members:
        return {**overlaps, "has_chair": has_chair or None}
    places = _places(panel, window)
    return {
        **overlaps,
        "has_chair": has_chair,
        "members": len(own),
        "vacancies": max(0, places - len(own)),
        "terms_ended": sum(bool(one.term_ends and one.term_ends < window.on) for one in own),
        **(_balance(own) if panel.asks_balance else {}),
    }


def _places(panel: "WithAnnotations[Panel, Standing]", window: Window) -> int:
    """How many may sit on a panel: a head count of years ago says nothing of that."""
    known = PartialDate.stored(panel.as_of).last_day
    is_old = known is not None and known < window.since
    return panel.own_seats if panel.size is None or is_old else panel.size


def _balance(own: list[Sitting]) -> dict[str, Any]:
    """The shares among the appointed members; None unless it is recorded of each of them."""
    appointed = [one for one in own if one.kind != Member.Kind.OFFICER]
    return {
        "women": _share([one.sex for one in appointed], Member.Sex.FEMALE),
        "young": _share([one.age_band for one in appointed], Member.AgeBand.YOUNG),
    }


def _share(values: list[str], wanted: str) -> float | None:
    return values.count(wanted) / len(values) if values and all(values) else None
