"""The teams of a roundtable and their proposals, line by line."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
from civicforum.kit.rows import gather
from roundtables.models import Award, Proposal, ProposalLine, Roundtable


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
    is_untitled: bool
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


_EXCELLENT = Award.public.filter(team=OuterRef("team"), kind=Award.Kind.EXCELLENT_POLICY)
#: Proposals with their lines; one row for a proposal without any.
_PROPOSALS = PreparedList(
    lambda roundtable: Proposal.public.filter(team__session__roundtable=roundtable)
    .annotate(won=Exists(_EXCELLENT))
    .order_by(
        "team__session__number", "team__number", "order", "lines__order"
    ),
    "pk", "address", "title", "is_untitled", "tag", "team", "team__number", "team__label",
    "team__session__label", "won", "lines__pk", "lines__parent", "lines__text",
    size=60, keys=(int,),
)  # fmt: skip
_LINES = PreparedList(
    lambda proposal: ProposalLine.public.filter(proposal=proposal).order_by("order"),
    "pk", "parent", "text",
    size=100, keys=(int,),
)  # fmt: skip


def teams(roundtable: Roundtable, turned: Turned, *, many_sessions: bool) -> Page:
    """Return a page of the teams of a public roundtable with their proposals; one query."""
    page = _PROPOSALS.page(turned.asked("proposals"), roundtable.pk)
    proposals = gather(page, "pk", _line)
    found = []
    for _, of_team in groupby(proposals, key=lambda part: part[0]["team"]):
        parts = list(of_team)
        first = parts[0][0]
        found.append(
            TeamView(
                name=f"{first['team__number']}{roundtable.team_word}",
                label=first["team__label"],
                session=first["team__session__label"] if many_sessions else "",
                won=first["won"],
                proposals=[
                    ProposalView(
                        row["address"], row["title"], row["is_untitled"], row["tag"], lines
                    )
                    for row, lines in parts
                ],
            )
        )
    page.object_list = found
    return page


def _line(row: dict[str, Any]) -> Line | None:
    if row["lines__pk"] is None:
        return None
    return Line(row["lines__pk"], row["lines__parent"], row["lines__text"])


def proposal_lines(proposal: Proposal, turned: Turned) -> Page:
    """Return a page of the lines of one proposal, in order; one query."""
    page = _LINES.page(turned.asked("lines"), proposal.pk)
    page.object_list = [Line(row["pk"], row["parent"], row["text"]) for row in page]
    return page
