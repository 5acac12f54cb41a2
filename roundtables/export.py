"""Everything public of the roundtables as flat rows with stable ids."""

from typing import Any

from civicforum.kit.lines import as_text
from civicforum.record.export import Rows, clock, source
from roundtables.models import (
    Award,
    Figure,
    Honour,
    Idea,
    Proposal,
    ProposalLine,
    Roundtable,
    Session,
    Tally,
    Team,
)
from roundtables.names import shown_name


def export() -> Rows:
    """Return the public rows of every table of the roundtables; a fixed number of queries."""
    return {
        "roundtables": [_roundtable(row) for row in _roundtables()],
        "sessions": [
            _session(row) for row in Session.public.select_related("roundtable", "document")
        ],
        "teams": [
            _team(row)
            for row in Team.public.select_related("session__roundtable", "document").order_by(
                "session__roundtable__address", "session__number", "number"
            )
        ],
        "proposals": _proposals(),
        "ideas": _ideas(),
        "tallies": _tallies(),
        "figures": _figures(),
        "awards": _awards(),
    }


def _roundtables() -> Any:
    return Roundtable.public.select_related("city", "document", "voting_rule").order_by("address")


def _roundtable(row: Roundtable) -> dict[str, Any]:
    rule = getattr(row, "voting_rule", None)
    return {
        "id": row.address,
        "city": row.city.slug,
        "number": row.number,
        "title": row.title,
        "slogan": row.slogan,
        "attendance": row.attendance,
        "attendance_is_about": row.attendance_is_about,
        "attendance_note": row.attendance_note,
        "sittings_note": row.sittings_note,
        "method": row.method,
        "electorate": rule.electorate if rule else None,
        "picks": rule.picks if rule else None,
        "voting_rule": rule.wording if rule else "",
        "as_of": row.as_of,
        **source(row),
    }


def _session(row: Session) -> dict[str, Any]:
    return {
        "id": session_id(row),
        "roundtable": row.roundtable.address,
        "number": row.number,
        "date": row.date.isoformat(),
        "stated_weekday": row.stated_weekday,
        "starts": clock(row.starts),
        "ends": clock(row.ends),
        "label": row.label,
        "venue": row.venue,
        "rooms": row.rooms,
        "mode": row.mode,
        "streams": row.streams,
        "topic": row.topic or row.roundtable.slogan,
        **source(row),
    }


def session_id(session: Session) -> str:
    """The session's lasting identity: its roundtable's address and its number."""
    return f"{session.roundtable.address}/session-{session.number}"


def team_id(team: Team) -> str:
    """The team's lasting identity: its session's and its number."""
    return f"{session_id(team.session)}/team-{team.number}"


def _team(row: Team) -> dict[str, Any]:
    return {
        "id": team_id(row),
        "roundtable": row.session.roundtable.address,
        "session": session_id(row.session),
        "number": row.number,
        "name": row.name,
        "label": row.label,
        **source(row),
    }


def _proposals() -> list[dict[str, Any]]:
    lines: dict[int, list[ProposalLine]] = {}
    for line in ProposalLine.public.order_by("proposal", "order"):
        lines.setdefault(line.proposal_id, []).append(line)
    rows = Proposal.public.select_related("team__session__roundtable", "document")
    return [
        {
            "id": row.address,
            "roundtable": row.team.session.roundtable.address,
            "team": team_id(row.team),
            "tag": row.tag,
            "title": row.title,
            "is_untitled": row.is_untitled,
            "lines": as_text(lines.get(row.pk, [])),
            **source(row),
        }
        for row in rows.order_by("address")
    ]


def _ideas() -> list[dict[str, Any]]:
    rows = Idea.public.select_related("roundtable", "document")
    return [
        {
            "id": row.address,
            "roundtable": row.roundtable.address,
            "group": row.group,
            "title": row.title,
            "became": row.became,
            **source(row),
        }
        for row in rows.order_by("address")
    ]


def _tallies() -> list[dict[str, Any]]:
    """The votes of every idea in every sitting."""
    rows = Tally.public.select_related("idea", "session__roundtable", "document")
    return [
        {
            "id": f"{row.idea.address}/session-{row.session.number}",
            "idea": row.idea.address,
            "session": session_id(row.session),
            "place": row.place,
            "votes": row.votes,
            **source(row),
        }
        for row in rows.order_by("idea__address", "session__number")
    ]


def _figures() -> list[dict[str, Any]]:
    rows = Figure.public.select_related("group__roundtable", "group__document")
    return [
        {
            "id": f"{row.group.roundtable.address}/figures/{row.group.code}/{row.order}",
            "roundtable": row.group.roundtable.address,
            "group": row.group.title,
            "group_code": row.group.code,
            "label": row.label,
            "value": row.value,
            "unit": row.group.unit,
            "stated_total": row.group.stated_total,
            **source(row.group),
        }
        for row in rows.order_by("group__roundtable__address", "group__order", "order")
    ]


def _awards() -> list[dict[str, Any]]:
    honours: dict[int, list[Honour]] = {}
    for honour in Honour.public.order_by("pk"):
        honours.setdefault(honour.award_id, []).append(honour)
    rows = Award.public.select_related(
        "roundtable__city", "session__roundtable", "team__session__roundtable", "document"
    )
    return [
        _award(row, honours.get(row.pk, []))
        for row in rows.order_by("roundtable__address", "order")
    ]


def _award(row: Award, honours: list[Honour]) -> dict[str, Any]:
    """An award with its honours side by side; the neighbourhood and the post are for staff."""
    session, team = row.session, row.team
    found: dict[str, Any] = {
        "id": f"{row.roundtable.address}/awards/{row.order}",
        "roundtable": row.roundtable.address,
        "kind": row.kind,
        "session": session_id(session) if session and session.roundtable.is_public else None,
        "team": team_id(team) if team and team.session.roundtable.is_public else None,
        "name": shown_name(row.person_name, row.name_basis, row.roundtable.city),
        "gender": row.gender,
        "age_band": row.age_band,
    }
    known = {honour.kind: honour for honour in honours}
    for kind in Honour.Kind.values:
        honour = known.get(kind)
        found[kind] = honour.state if honour else None
        found[f"{kind}_on"] = honour.on if honour else None
    return {**found, **source(row)}
