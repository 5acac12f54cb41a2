"""Everything on the page of one roundtable."""

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from civicforum.kit.dates import format_date, format_partial
from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.reports import (
    Discussion,
    Note,
    Notes,
    Point,
    discussed,
    notes_on,
    points_discussed,
    titles,
)
from roundtables.models import Award, Roundtable, Session
from roundtables.reports.awards import AwardView, awards
from roundtables.reports.figures import BALANCE, FigureGroupView, Labelled, figure_groups
from roundtables.reports.ideas import ideas
from roundtables.reports.teams import TeamView, teams


@dataclass(frozen=True)
class RoundtablePage:
    """Everything on the page of one roundtable."""

    roundtable: Roundtable
    sessions: list[tuple[dict[str, Any], dict[str, Note]]]
    figure_groups: list[FigureGroupView]
    teams: list[TeamView]
    ideas: list[tuple[str, list[dict[str, Any]]]]
    awards: list[AwardView]
    discussed: list[Discussion]
    notes: Notes

    @cached_property
    def balance(self) -> list[dict[str, Any]]:
        """Ideas by group where all three counts are reported: entered = final + merged."""
        counts = {group.code: group for group in self.figure_groups if group.code in BALANCE}
        if len(counts) < len(BALANCE):
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
        """The votes that ideas got, by sitting, in the order of their places."""
        tallies = [row for _, ideas in self.ideas for idea in ideas for row in idea["tallies"]]
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


_SESSIONS = Prepared(
    lambda roundtable: Session.public.filter(roundtable=roundtable).order_by("number"),
    "number", "date", "stated_weekday", "starts", "ends", "label", "venue", "rooms", "streams",
    "topic",
)  # fmt: skip


def page(roundtable: Roundtable) -> RoundtablePage:
    """Read the page of one public roundtable; seven queries beside its own."""
    sessions = _SESSIONS(roundtable.pk)
    given = awards(roundtable)
    winners = {award.team_key for award in given if award.kind == Award.Kind.EXCELLENT_POLICY}
    of_teams = teams(roundtable, winners, many_sessions=len(sessions) > 1)
    of_ideas = ideas(roundtable.pk)
    discussions = discussed(roundtable.pk)
    points = _points(of_teams, of_ideas) + points_discussed(discussions)
    notes = notes_on(roundtable.address, points=points)
    return RoundtablePage(
        roundtable=roundtable,
        sessions=[_session(row, notes) for row in sessions],
        figure_groups=figure_groups(roundtable, notes),
        teams=of_teams,
        ideas=of_ideas,
        awards=given,
        discussed=discussions,
        notes=notes,
    )


def _session(row: dict[str, Any], notes: Notes) -> tuple[dict[str, Any], dict[str, Note]]:
    """A sitting with its day in words, and the notes on it."""
    day = format_date(row["date"], stated=row["stated_weekday"])
    return row | {"day": day}, notes.below(f"session-{row['number']}")


def _points(teams: list[TeamView], ideas: list[tuple[str, list[dict[str, Any]]]]) -> list[Point]:
    """What the page shows of the entries that are part of the roundtable."""
    proposals = [one.address for team in teams for one in team.proposals]
    shown = [idea["address"] for _, group in ideas for idea in group]
    return titles(proposals, "lines") + titles(shown)
