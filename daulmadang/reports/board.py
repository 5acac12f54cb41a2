"""The board: the light of every panel that a person reaches, on a day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civicforum.people.models import City, User
from civicforum.people.policy import Action, can, rows
from daulmadang.health import Light, never_met
from daulmadang.judging import is_dormant
from daulmadang.models import Coverage, Duty, InspectionSheet, Member, Panel
from daulmadang.reports.gathering import in_force, panels_on, standing
from daulmadang.reports.health import Health, health_of
from daulmadang.reports.sheets import accepted_by

EARLIER_ROUNDS = 3
#: So many names stand in one of the first lines.
NAMED = 30
_WORST_FIRST = [Light.RED, Light.YELLOW, Light.GREY, Light.GREEN]
#: By what the board can be sorted: what of a line decides.
SORTS: dict[str, Any] = {
    "light": lambda one: _WORST_FIRST.index(one.health.light),
    "panel": lambda one: one.health.panel.title,
    "department": lambda one: str(one.health.panel.department or ""),
    **{
        name: (lambda one, name=name: one.health.figures.recorded(name))
        for name in (
            "meetings", "days_since_last", "attendance", "members", "minutes_late",
            "median_days_to_publish", "overlaps", "answers_owed",
        )
    },
}  # fmt: skip


@dataclass(frozen=True)
class Earlier:
    """The light of a panel in an earlier round, as it froze."""

    year: int
    half: str
    light: Light


@dataclass(frozen=True)
class Line:
    """A panel on the board, with its lights in the last rounds, the latest first."""

    health: Health
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What of the board is asked for: "" is everything, "-" before a sort turns it round."""

    department: str = ""
    light: str = ""
    sort: str = "light"


@dataclass(frozen=True)
class Crowded:
    """Who sits on more panels than the limit of the city, and on how many."""

    limit: int
    name: str
    panels: int


@dataclass(frozen=True)
class Board:
    """The board of a day: what it says first, its lines, and the departments it has.

    Of cities that are not live the portal records nothing yet.
    """

    on: dt.date
    first_lines: list[str]
    lines: list[Line]
    departments: list[tuple[str, str]]
    not_live: list[City]


def board(user: User, on: dt.date, asked: Asked) -> Board:
    """Return the board of a day as far as the person reaches; at most seven queries."""
    reached = rows(user, Action.VIEW, Panel).values("pk")
    found = health_of(standing(panels_on(on).filter(pk__in=reached), on), on)
    offices = {str(one.panel.department_id): one.panel.department for one in found}
    own = [one for one in found if asked.department in ("", str(one.panel.department_id))]
    shown = [one for one in own if asked.light in ("", one.light)]
    return Board(
        on=on,
        first_lines=_first_lines(own, _crowded(user, own, on)),
        lines=_in_order(_with_rounds(shown, on), asked.sort),
        departments=sorted(
            ((pk, office.name) for pk, office in offices.items() if office), key=lambda one: one[1]
        ),
        not_live=sorted(
            {one.panel.city for one in found if not one.panel.city.live_since},
            key=lambda one: one.name,
        ),
    )


def _in_order(lines: list[Line], sort: str) -> list[Line]:
    """What is not known comes last, whichever way it is sorted."""
    value = SORTS.get(sort.removeprefix("-"), SORTS["light"])
    lines = sorted(lines, key=lambda one: one.health.panel.title)
    known = [one for one in lines if value(one) is not None]
    known.sort(key=value, reverse=sort.startswith("-"))
    return known + [one for one in lines if value(one) is None]


def _with_rounds(found: list[Health], on: dt.date) -> list[Line]:
    """Join each panel with its light in the last rounds whose figures froze by then; one query."""
    sheets = InspectionSheet.objects.filter(
        accepted_by(on), panel__in=[one.panel.pk for one in found], round__as_of__lt=on
    ).order_by("-round__year", "-round__half")
    earlier: dict[int, list[Earlier]] = {}
    columns = ("panel", "round__year", "round__half", "figures__light")
    for panel, year, half, light in sheets.values_list(*columns):
        if light in Light.values:
            earlier.setdefault(panel, []).append(
                Earlier(year, str(Duty.Half(half).label), Light(light))
            )
    return [Line(one, tuple(earlier.get(one.panel.pk, ())[:EARLIER_ROUNDS])) for one in found]


def _crowded(user: User, found: list[Health], on: dt.date) -> list[Crowded] | None:
    """Who sits on more panels than the city allows, by whose limit; one query.

    None for whom it is not to be told: names are for those alone who see the members.
    """
    if not found or not can(user, Action.VIEW, Member):
        return None
    limits = {one.panel.city_id: one.rules.panels_per_person for one in found}
    days = {one.panel.city_id: _day_of_members(one) for one in found}
    sitting = in_force(on, days).filter(
        pk__in=rows(user, Action.VIEW, Member).values("pk"),
        seat__body__in=[one.panel.pk for one in found],
        person__isnull=False,
    )
    columns = ("person", "person__name", "panels", "seat__body__city")
    people = {
        person: Crowded(limits[city], name, panels)
        for person, name, panels, city in sitting.values_list(*columns)
        if panels > limits[city]
    }
    return sorted(people.values(), key=lambda one: (one.limit, -one.panels, one.name))


def _day_of_members(one: Health) -> dt.date:
    known = one.figures.known_until.get(Coverage.What.MEMBERS)
    return dt.date.fromisoformat(known) if known else one.figures.on


def _first_lines(found: list[Health], crowded: list[Crowded] | None) -> list[str]:
    """Say in words what is wrong: how many panels, which did not meet, which are late, who sits
    on too many.
    """
    lights = Counter(one.light for one in found)
    counts = ", ".join(f"{light.label} {lights[light]}" for light in _WORST_FIRST if lights[light])
    text = ngettext("%(n)d panel: %(lights)s.", "%(n)d panels: %(lights)s.", len(found))
    told = [text % {"n": len(found), "lights": counts}] if found else []
    told += [*_silent(found), *_late(found), *_on_too_many(found, crowded)]
    return told


def _named(found: Sequence[str]) -> str:
    """The names of so many as a line holds, and how many more there are."""
    hidden = len(found) - NAMED
    named = list(found[:NAMED])
    if hidden > 0:
        named.append(ngettext("%d more", "%d more", hidden) % hidden)
    return ", ".join(named)


def _titles(found: list[Health]) -> str:
    return _named(sorted(one.panel.title for one in found))


def _silent(found: list[Health]) -> Iterator[str]:
    never = [one for one in found if never_met(one.figures, one.judgement)]
    silent = [one for one in never if one.figures.is_whole]
    if silent:
        text = ngettext(
            "%(n)d panel did not meet in the twelve months: %(names)s.",
            "%(n)d panels did not meet in the twelve months: %(names)s.",
            len(silent),
        )
        yield text % {"n": len(silent), "names": _titles(silent)}
    partly = [one for one in never if not one.figures.is_whole]
    if partly:
        text = ngettext(
            "%(n)d panel did not meet in as many days as are recorded: %(names)s.",
            "%(n)d panels did not meet in as many days as are recorded: %(names)s.",
            len(partly),
        )
        yield text % {"n": len(partly), "names": _named(sorted(map(_with_days, partly)))}
    stopped = [one for one in found if one.figures.meetings and is_dormant(one.figures, one.rules)]
    if stopped:
        text = ngettext(
            "%(n)d panel that met is dormant since: %(names)s.",
            "%(n)d panels that met are dormant since: %(names)s.",
            len(stopped),
        )
        yield text % {"n": len(stopped), "names": _titles(stopped)}


def _with_days(one: Health) -> str:
    days = one.figures.covered_days or 0
    text = ngettext("%(panel)s (%(days)d day)", "%(panel)s (%(days)d days)", days)
    return text % {"panel": one.panel.title, "days": days}


def _late(found: list[Health]) -> Iterator[str]:
    late = [one for one in found if one.figures.minutes_late]
    if not late:
        return
    late.sort(key=lambda one: -(one.figures.longest_days_to_publish or 0))
    named = [
        _("%(panel)s (up to %(days)d days)")
        % {"panel": one.panel.title, "days": one.figures.longest_days_to_publish or 0}
        for one in late
    ]
    text = ngettext(
        "%(n)d panel has late minutes: %(names)s.",
        "%(n)d panels have late minutes: %(names)s.",
        len(late),
    )
    yield text % {"n": len(late), "names": _named(named)}


def _on_too_many(found: list[Health], crowded: list[Crowded] | None) -> Iterator[str]:
    if crowded is None:
        panels = sum(bool(one.figures.overlaps) for one in found)
        if panels:
            text = ngettext(
                "%(n)d panel has members who sit on more panels than the city allows.",
                "%(n)d panels have members who sit on more panels than the city allows.",
                panels,
            )
            yield text % {"n": panels}
        return
    for limit, group in groupby(crowded, key=attrgetter("limit")):
        people = list(group)
        named = [_("%(name)s (%(n)d panels)") % {"name": p.name, "n": p.panels} for p in people]
        text = ngettext(
            "%(n)d member sits on more than the %(limit)d panels that the city allows: %(names)s.",
            "%(n)d members sit on more than the %(limit)d panels that the city allows: %(names)s.",
            len(people),
        )
        yield text % {"n": len(people), "limit": limit, "names": _named(named)}
