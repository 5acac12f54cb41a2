"""Loading roundtables from fixture files, one file each."""

from civicforum.record.fixtures import Row
from civicforum.record.loader import Loader, load_stated
from roundtables.models import (
    Award,
    Figure,
    FigureGroup,
    Honour,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Tally,
    Team,
    VotingRule,
)

_ROUNDTABLE = [
    "slug", "number", "title", "slogan", "team_word", "attendance", "attendance_is_about",
    "attendance_note", "sittings_note", "method",
]  # fmt: skip
_SESSION = [
    "date", "stated_weekday", "starts", "ends", "label", "venue", "rooms", "mode", "streams",
    "topic",
]  # fmt: skip
_AWARD = [
    "kind", "person_name", "name_basis", "gender", "age_band", "neighbourhood", "post",
]  # fmt: skip


def load_roundtable(loader: Loader, top: Row) -> None:
    """One roundtable with everything its document says of it."""
    roundtable = loader.store(Roundtable, top, _ROUNDTABLE)
    load_stated(loader, top, roundtable)
    for row in top.rows("sessions"):
        key = {"roundtable": roundtable, "number": row.pop("number")}
        loader.store(Session, row, _SESSION, key=key)
    for row in top.rows("voting_rule"):
        fields = ["electorate", "picks", "wording"]
        loader.store(VotingRule, row, fields, key={"roundtable": roundtable})
    _load_figures(loader, top, roundtable)
    _load_teams(loader, top, roundtable)
    _load_ideas(loader, top, roundtable)
    _load_awards(loader, top, roundtable)


def _load_figures(loader: Loader, top: Row, roundtable: Roundtable) -> None:
    for order, row in enumerate(top.rows("figure_groups"), start=1):
        key = {"roundtable": roundtable, "code": row.pop("code")}
        fields = ["title", "unit", "stated_total"]
        group = loader.store(FigureGroup, row, fields, key=key, order=order)
        for place, figure in enumerate(row.rows("figures"), start=1):
            key = {"group": group, "label": figure.pop("label")}
            loader.store(Figure, figure, ["value"], key=key, order=place)


def _load_teams(loader: Loader, top: Row, roundtable: Roundtable) -> None:
    for row in top.rows("teams"):
        key = {"session": _session(loader, row, roundtable), "number": row.pop("number")}
        team = loader.store(Team, row, ["label"], key=key)
        for order, proposal in enumerate(row.rows("proposals"), start=1):
            found = loader.store(
                Proposal, proposal, ["title", "tag", "is_untitled"], team=team, order=order
            )
            _load_lines(loader, proposal, found)


def _load_lines(
    loader: Loader,
    owner: Row,
    proposal: Proposal,
    parent: ProposalLine | None = None,
    last: int = 0,
) -> int:
    """Load the lines below a proposal or a line; return the number of the last one."""
    for row in owner.rows("lines", scalar="text"):
        last += 1
        key = {"proposal": proposal, "order": last}
        line = loader.store(ProposalLine, row, ["text"], key=key, parent=parent)
        last = _load_lines(loader, row, proposal, line, last)
    return last


def _load_ideas(loader: Loader, top: Row, roundtable: Roundtable) -> None:
    for order, row in enumerate(top.rows("ideas"), start=1):
        fields = ["slug", "group", "title", "became"]
        idea = loader.store(Idea, row, fields, roundtable=roundtable, order=order)
        for tally in row.rows("tally"):
            key = {"session": _session(loader, tally, roundtable), "idea": idea}
            loader.store(Tally, tally, ["place", "votes"], key=key)


def _load_awards(loader: Loader, top: Row, roundtable: Roundtable) -> None:
    for order, row in enumerate(top.rows("awards"), start=1):
        session = _session(loader, row, roundtable)
        team = loader.find(row, "team", Team, session=session, number=row.pop("team"))
        key = {"roundtable": roundtable, "order": order}
        award = loader.store(Award, row, _AWARD, key=key, session=session, team=team)
        for honour in row.rows("honours"):
            key = {"award": award, "kind": honour.pop("kind")}
            loader.store(Honour, honour, ["on", "state"], key=key)


def _session(loader: Loader, row: Row, roundtable: Roundtable) -> Session:
    return loader.find(row, "session", Session, roundtable=roundtable, number=row.pop("session"))
