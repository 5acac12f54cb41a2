"""The teams of a roundtable and their proposals, line by line."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from roundtables.models import Proposal, Roundtable


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


_PROPOSALS = Prepared(
    lambda roundtable: Proposal.public.filter(team__session__roundtable=roundtable).order_by(
        "team__session__number", "team__number", "order", "lines__order"
    ),
    "pk", "address", "title", "tag", "team", "team__number", "team__label",
    "team__session__label", "lines__pk", "lines__parent", "lines__text",
)  # fmt: skip


def teams(
    roundtable: Roundtable, winners: set[int | None], *, many_sessions: bool
) -> list[TeamView]:
    """Return the teams of a public roundtable with their proposals; one query."""
    proposals = gather(_PROPOSALS(roundtable.pk), "pk", _line)
    found = []
    for team, of_team in groupby(proposals, key=lambda part: part[0]["team"]):
        parts = list(of_team)
        first = parts[0][0]
        found.append(
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
    return found


def _line(row: dict[str, Any]) -> Line | None:
    if row["lines__pk"] is None:
        return None
    return Line(row["lines__pk"], row["lines__parent"], row["lines__text"])


def proposal_lines(proposal: Proposal) -> list[Line]:
    """Return the lines of one proposal, in order."""
    rows = proposal.lines.order_by("order").values_list("pk", "parent_id", "text")
    return [Line(*row) for row in rows]
