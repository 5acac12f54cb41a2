"""What the public pages of roundtables read: every query is here, and they are few."""

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Min, Q

from civicforum.kit.dates import format_partial
from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.models import if_public
from civicforum.record.reports import Notes, Point, notes_on, titles
from roundtables.models import (
    Award,
    Figure,
    Honour,
    Idea,
    Proposal,
    Roundtable,
    Session,
    Tally,
    Team,
)
from roundtables.names import shown_name


@dataclass(frozen=True)
class Line:
    """A line of a proposal; the tree is made from `pk` and `parent_id`."""

    pk: int
    parent_id: int | None
    text: str


@dataclass(frozen=True)
class ProposalView:
    """A proposal with its lines."""

    address: str
    title: str
    tag: str
    lines: list[Line]


@dataclass
class TeamView:
    """A team with its proposals and whether they won the Excellent Policy award."""

    name: str
    label: str
    session: str
    won: bool
    proposals: list[ProposalView] = field(default_factory=list)


#: The groups of figures that make the balance of ideas, in the order of its columns.
BALANCE = ("entered", "merged", "final")


@dataclass(frozen=True)
class HonourView:
    """What an award brought with it, and when."""

    title: str
    on: str
    state: str


@dataclass(frozen=True)
class AwardView:
    """An award as the public sees it."""

    kind: str
    title: str
    team: str
    person: str
    detail: str
    honours: list[HonourView]


@dataclass(frozen=True)
class Labelled:
    """One bar: what it stands for, how much, and the note on its label."""

    label: str
    value: int
    note: int | None = None


@dataclass(frozen=True)
class FigureGroupView:
    """Counts of one kind with the total the document states, or the sum."""

    code: str
    title: str
    unit: str
    total: int
    figures: list[Labelled]
    note: int | None


@dataclass(frozen=True)
class RoundtablePage:
    """Everything on the page of one roundtable."""

    roundtable: Roundtable
    sessions: list[tuple[Session, dict[str, int]]]
    figure_groups: list[FigureGroupView]
    teams: list[TeamView]
    ideas: list[tuple[str, list[dict[str, Any]]]]
    awards: list[AwardView]
    notes: Notes

    @property
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

    @property
    def totals(self) -> list[int]:
        """The totals below the balance."""
        return [
            group.total for code in BALANCE for group in self.figure_groups if group.code == code
        ]

    @property
    def charts(self) -> list[FigureGroupView]:
        """The groups that are drawn as bars: all that the balance does not hold."""
        held = BALANCE if self.balance else ()
        return [group for group in self.figure_groups if group.code not in held]

    @property
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

    @property
    def as_of(self) -> str:
        """The date the figures stand for (기준일), in words."""
        return format_partial(self.roundtable.as_of)


def listed(city: str = "") -> Any:
    """Return public roundtables as rows, newest first, with their first day and counts."""
    winners = Q(awards__kind=Award.Kind.EXCELLENT_POLICY)
    rows = Roundtable.public.filter(city__slug=city) if city else Roundtable.public.all()
    return (
        rows.values(
            "title", "slogan", "number", "address", "attendance", "attendance_is_about",
            city_name=F("city__name"),
            first_day=Min("sessions__date"),
            session_count=Count("sessions", distinct=True),
            winner_count=Count("awards", filter=winners, distinct=True),
        )
        .order_by("-first_day", "-number")
    )  # fmt: skip


def page(roundtable: Roundtable) -> RoundtablePage:
    """Read the page of one public roundtable; seven queries beside its own."""
    sessions = list(Session.public.filter(roundtable=roundtable).order_by("number"))
    awards = _AWARDS(roundtable.pk)
    winners = {row["team"] for row in awards if row["kind"] == Award.Kind.EXCELLENT_POLICY}
    teams = _teams(roundtable, winners, many_sessions=len(sessions) > 1)
    ideas = _ideas(roundtable)
    notes = notes_on(roundtable.address, points=_points(teams, ideas))
    return RoundtablePage(
        roundtable=roundtable,
        sessions=[(one, notes.below(f"session-{one.number}")) for one in sessions],
        figure_groups=_figure_groups(roundtable, notes),
        teams=teams,
        ideas=ideas,
        awards=_awards(roundtable, awards),
        notes=notes,
    )


def _points(teams: list[TeamView], ideas: list[tuple[str, list[dict[str, Any]]]]) -> list[Point]:
    """What the page shows of the entries that are part of the roundtable."""
    proposals = [one.address for team in teams for one in team.proposals]
    shown = [idea["address"] for _, group in ideas for idea in group]
    return titles(proposals, "lines") + titles(shown)


def proposal_lines(proposal: Proposal) -> list[Line]:
    """Return the lines of one proposal, in order."""
    rows = proposal.lines.order_by("order").values_list("pk", "parent_id", "text")
    return [Line(*row) for row in rows]


def team_awards(team: Team) -> Any:
    """Return the public Excellent Policy awards of a team, with their honours; two queries."""
    rows = Award.public.filter(team=team, kind=Award.Kind.EXCELLENT_POLICY)
    return rows.prefetch_related("honours")


def idea_tallies(idea: Idea) -> Any:
    """Return the votes that a public idea got, by sitting."""
    return Tally.public.filter(idea=idea).select_related("session").order_by("session__number")


_FIGURES = Prepared(
    lambda roundtable: Figure.public.filter(group__roundtable=roundtable).order_by(
        "group__order", "order"
    ),
    "label", "value", "group__code", "group__title", "group__unit", "group__stated_total",
)  # fmt: skip


def _figure_groups(roundtable: Roundtable, notes: Notes) -> list[FigureGroupView]:
    groups = []
    for first, figures in gather(_FIGURES(roundtable.pk), "group__code", lambda row: row):
        total = first["group__stated_total"]
        groups.append(
            FigureGroupView(
                code=first["group__code"],
                title=first["group__title"],
                unit=first["group__unit"],
                total=sum(row["value"] for row in figures) if total is None else total,
                figures=[Labelled(row["label"], row["value"]) for row in figures],
                note=notes.at(roundtable.address, "figures", first["group__code"], "title"),
            )
        )
    return groups


_PROPOSALS = Prepared(
    lambda roundtable: Proposal.public.filter(team__session__roundtable=roundtable).order_by(
        "team__session__number", "team__number", "order", "lines__order"
    ),
    "pk", "address", "title", "tag", "team", "team__number", "team__label",
    "team__session__label", "lines__pk", "lines__parent", "lines__text",
)  # fmt: skip


def _teams(
    roundtable: Roundtable, winners: set[int | None], *, many_sessions: bool
) -> list[TeamView]:
    proposals = gather(_PROPOSALS(roundtable.pk), "pk", _line)
    teams = []
    for team, of_team in groupby(proposals, key=lambda part: part[0]["team"]):
        parts = list(of_team)
        first = parts[0][0]
        teams.append(
            TeamView(
                name=f"{first['team__number']}{roundtable.team_word}",
                label=first["team__label"],
                session=first["team__session__label"] if many_sessions else "",
                won=team in winners,
                proposals=[
                    ProposalView(row["address"], row["title"], row["tag"], lines)
                    for row, lines in parts
                ],
            )
        )
    return teams


def _line(row: dict[str, Any]) -> Line | None:
    if row["lines__pk"] is None:
        return None
    return Line(row["lines__pk"], row["lines__parent"], row["lines__text"])


_IDEAS = Prepared(
    lambda roundtable: Idea.public.filter(roundtable=roundtable).order_by(
        "order", "pk", "tallies__session__number"
    ),
    "pk", "address", "title", "group", "became", "tallies__place", "tallies__votes",
    "tallies__session__label", "tallies__session__number",
)  # fmt: skip


def _ideas(roundtable: Roundtable) -> list[tuple[str, list[dict[str, Any]]]]:
    """The ideas under the titles of their groups, both in the order of the ideas.

    Every idea has its `tallies`; the first of them stands in the idea itself, too.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for idea, tallies in gather(_IDEAS(roundtable.pk), "pk", _tally):
        groups.setdefault(idea["group"], []).append({**idea, "tallies": tallies})
    return list(groups.items())


def _tally(row: dict[str, Any]) -> dict[str, Any] | None:
    return None if row["tallies__votes"] is None else row


_AWARDS = Prepared(
    lambda roundtable: Award.public.filter(roundtable=roundtable)
    .annotate(
        team_number=if_public("team__session__roundtable", "team__number"),
        session_label=if_public("session__roundtable", "session__label"),
    )
    .order_by("order", "honours__pk"),
    "pk", "kind", "person_name", "name_basis", "gender", "age_band", "team", "team_number",
    "session_label", "honours__kind", "honours__on", "honours__state",
)  # fmt: skip


def _awards(roundtable: Roundtable, rows: list[dict[str, Any]]) -> list[AwardView]:
    return [_award(roundtable, row, honours) for row, honours in gather(rows, "pk", _honour)]


def _honour(row: dict[str, Any]) -> HonourView | None:
    kind = row["honours__kind"]
    if kind is None:
        return None
    return HonourView(str(Honour.Kind(kind).label), row["honours__on"], row["honours__state"])


def _award(roundtable: Roundtable, row: dict[str, Any], honours: list[Any]) -> AwardView:
    number = row["team_number"]
    team = f"{number}{roundtable.team_word}" if number else ""
    label = row["session_label"] or ""
    gender = Award.Gender(row["gender"]).label if row["gender"] else ""
    return AwardView(
        kind=row["kind"],
        title=str(Award.Kind(row["kind"]).label),
        team=f"{team} ({label})" if label else team,
        person=shown_name(row["person_name"], row["name_basis"], roundtable.city),
        detail=" · ".join(filter(None, [row["age_band"], str(gender)])),
        honours=honours,
    )
