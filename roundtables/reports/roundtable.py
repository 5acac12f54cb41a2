"""Everything on the page of one roundtable."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date, format_partial
from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from civicforum.record.reports import (
    Mark,
    Notes,
    Point,
    discussed,
    notes_on,
    points_discussed,
    titles,
)
from roundtables.models import Roundtable, Session
from roundtables.reports.awards import awards
from roundtables.reports.figures import (
    BALANCE,
    FigureGroupView,
    Labelled,
    by_group,
    figure_groups,
)
from roundtables.reports.ideas import ideas
from roundtables.reports.teams import TeamView, teams


@dataclass(frozen=True)
class RoundtablePage:
    """Everything on the page of one roundtable, in lists that are turned each by itself."""

    roundtable: Roundtable
    lists: dict[str, Page]
    notes: Notes

    @cached_property
    def context(self) -> dict[str, Any]:
        """What the template needs: the lists stand in it under their names."""
        return {"report": self, **self.lists, **self.notes.context}

    @cached_property
    def figure_groups(self) -> list[FigureGroupView]:
        """The counts that are shown, by kind."""
        return by_group(self.lists["figures"], self.roundtable, self.notes)

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """The sections that have something to show: their ids and titles."""
        lists = self.lists
        sections = (
            ("sessions", _("Sessions"), self.roundtable.method or self.has_many_sessions),
            ("proposals", _("Teams and proposals"), lists["proposals"]),
            ("ideas", _("Main ideas"), lists["ideas"]),
            ("awards", _("Awards and what followed"), lists["awards"]),
            ("figures", _("In numbers"), lists["figures"] or self.votes),
            ("discussed", _("Where it was discussed"), lists["discussed"]),
            ("differences", _("Where sources differ"), self.notes.page),
        )
        return [(name, title) for name, title, shown in sections if shown]

    @property
    def has_many_sessions(self) -> bool:
        """Whether there is more than the one session that the head of the page tells of."""
        return self.lists["sessions"].paginator.count > 1

    @cached_property
    def balance(self) -> list[dict[str, Any]]:
        """Ideas by group where all three counts stand on the page: entered = final + merged."""
        counts = {group.code: group for group in self.figure_groups if group.whole}
        if not counts.keys() >= set(BALANCE):
            return []
        columns = [
            {figure.label: figure.value for figure in counts[code].figures} for code in BALANCE
        ]
        return [
            {"label": label, "counts": [column.get(label, 0) for column in columns]}
            for label in columns[0]
        ]

    @cached_property
    def totals(self) -> list[int]:
        """The totals below the balance."""
        return [
            group.total for code in BALANCE for group in self.figure_groups if group.code == code
        ]

    @cached_property
    def charts(self) -> list[FigureGroupView]:
        """The groups that are drawn as bars: all that the balance does not hold."""
        held = BALANCE if self.balance else ()
        return [group for group in self.figure_groups if group.code not in held]

    @cached_property
    def votes(self) -> list[tuple[str, list[Labelled]]]:
        """The votes that the ideas shown got, by sitting, in the order of their places."""
        shown = [idea for _, group in self.lists["ideas"] for idea in group]
        tallies = [row for idea in shown for row in idea["tallies"]]
        tallies.sort(key=itemgetter("tallies__session__number", "tallies__place"))
        sittings = gather(tallies, "tallies__session__number", lambda row: row)
        return [
            (
                first["tallies__session__label"],
                [
                    Labelled(
                        row["title"],
                        row["tallies__votes"],
                        self.notes.at(row["address"], "title"),
                    )
                    for row in rows
                ],
            )
            for first, rows in sittings
        ]

    @cached_property
    def as_of(self) -> str:
        """The date the figures stand for (기준일), in words."""
        return format_partial(self.roundtable.as_of)


_SESSIONS = PreparedList(
    lambda roundtable: Session.public.filter(roundtable=roundtable).order_by("number"),
    "number", "date", "stated_weekday", "starts", "ends", "label", "venue", "rooms", "mode",
    "streams", "topic",
    size=20, keys=(int,),
)  # fmt: skip


def page(roundtable: Roundtable, turned: Turned) -> RoundtablePage:
    """Read the page of one public roundtable; seven queries beside its own."""
    sessions = _SESSIONS.page(turned.asked("sessions"), roundtable.pk)
    lists = {
        "sessions": sessions,
        "proposals": teams(roundtable, turned, many_sessions=sessions.paginator.count > 1),
        "ideas": ideas(roundtable.pk, turned),
        "awards": awards(roundtable, turned),
        "figures": figure_groups(roundtable, turned),
        "discussed": discussed(roundtable.pk, turned),
    }
    points = _points(lists["proposals"], lists["ideas"]) + points_discussed(lists["discussed"])
    notes = notes_on(turned, roundtable.address, points=points)
    sessions.object_list = [_session(row, notes) for row in sessions]
    return RoundtablePage(roundtable, lists, notes)


def _session(row: dict[str, Any], notes: Notes) -> tuple[dict[str, Any], dict[str, Mark]]:
    """A sitting with its day and mode in words, and the marks of the notes on it."""
    day = format_date(row["date"], stated=row["stated_weekday"])
    in_person = row["mode"] == Session.Mode.IN_PERSON  # which goes without saying
    mode = "" if in_person else str(Session.Mode(row["mode"]).label)
    return row | {"day": day, "mode": mode}, notes.below(f"session-{row['number']}")


def _points(
    teams: Iterable[TeamView], ideas: Iterable[tuple[str, list[dict[str, Any]]]]
) -> list[Point]:
    """What the page shows of the entries that are part of the roundtable."""
    proposals = [one.address for team in teams for one in team.proposals]
    shown = [idea["address"] for _, group in ideas for idea in group]
    return titles(proposals, "lines") + titles(shown)
