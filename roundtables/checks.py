"""What the rows of the roundtables add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count

from civicforum.kit.weekdays import weekday
from civicforum.record.checks import Computed, sourced
from civicforum.record.models import Programme
from civicforum.record.subjects import as_stated
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
)


def computed() -> Iterator[Computed]:
    """Yield every figure of every roundtable, and their number per city."""
    roundtables = sourced(Roundtable)
    for city in Programme.objects.filter(job=Programme.Job.ROUNDTABLES):
        number = roundtables.filter(city=city.city_id).count()
        yield Computed(city.address, "roundtables", number)
    for roundtable in roundtables.order_by("number"):
        yield from _of_roundtable(roundtable)
        yield from _of_sessions(roundtable)
        yield from _of_figures(roundtable)
        yield from _of_votes(roundtable)


def _of_roundtable(roundtable: Roundtable) -> Iterator[Computed]:
    sessions = sourced(Session).filter(roundtable=roundtable)
    teams = sourced(Team).filter(session__roundtable=roundtable)
    awards = Counter(sourced(Award).filter(roundtable=roundtable).values_list("kind", flat=True))
    proposals = sourced(Proposal).filter(team__in=teams)
    made = proposals.order_by().values("team").annotate(made=Count("pk"))
    lines = sourced(ProposalLine).filter(proposal__in=proposals)
    attendance = as_stated(roundtable, "attendance")
    tallies = sourced(Tally).filter(idea__roundtable=roundtable)
    counts = {
        "attendance": int(attendance) if attendance.isdecimal() else attendance or None,
        "sessions": sessions.count(),
        "days": sessions.values("date").distinct().count(),
        "rooms": max(sessions.values_list("rooms", flat=True), default=0),
        "teams": teams.count(),
        "excellent_policies": awards[Award.Kind.EXCELLENT_POLICY],
        "best_citizens": awards[Award.Kind.BEST_CITIZEN],
        "honours": sourced(Honour).filter(award__roundtable=roundtable).count(),
        "proposals_per_team": _only(made.values_list("made", flat=True)),
        "proposal_lines": lines.count(),
        "ideas": sourced(Idea).filter(roundtable=roundtable).count(),
        "ranked_ideas": tallies.values("idea").distinct().count(),
    }
    for subject, value in counts.items():
        yield Computed(roundtable.address, subject, value)


def _only(numbers: Iterable[int]) -> int | str:
    """The number that all of them are, or all that occur."""
    found = sorted(set(numbers))
    return found[0] if len(found) == 1 else ", ".join(map(str, found))


def _of_sessions(roundtable: Roundtable) -> Iterator[Computed]:
    for session in sourced(Session).filter(roundtable=roundtable).exclude(stated_weekday=""):
        yield Computed(
            roundtable.address,
            f"session-{session.number}/weekday",
            weekday(session.date),
            session.stated_weekday,
            shows_stated=True,
        )


def _of_figures(roundtable: Roundtable) -> Iterator[Computed]:
    """The sum of each group, final = entered - merged, and each kind's share of the final."""
    groups = {group.code: group for group in sourced(FigureGroup).filter(roundtable=roundtable)}
    values: dict[str, dict[str, int]] = {code: {} for code in groups}
    for figure in sourced(Figure).filter(group__in=groups.values()).select_related("group"):
        values[figure.group.code][figure.label] = figure.value
    for code, group in groups.items():
        total = sum(values[code].values())
        yield Computed(roundtable.address, f"figures/{code}", total, group.stated_total)
    if {"entered", "merged", "final"} <= set(groups):
        by_title = {group.title: sum(values[code].values()) for code, group in groups.items()}
        for label, final in values["final"].items():
            left = values["entered"].get(label, 0) - values["merged"].get(label, 0)
            yield Computed(roundtable.address, f"entered-merged/{label}", left, final)
            yield Computed(roundtable.address, f"by-kind/{label}", by_title.get(label, 0), final)
        left = sum(values["entered"].values()) - sum(values["merged"].values())
        yield Computed(roundtable.address, "entered-merged", left, groups["final"].stated_total)


def _of_votes(roundtable: Roundtable) -> Iterator[Computed]:
    """The votes of each sitting: their sum, and in falling order beside the stated places."""
    for session in roundtable.sessions.all():
        rows = sourced(Tally).filter(session=session).order_by("place")
        votes = list(rows.values_list("votes", flat=True))
        if votes:
            ranked, stated = (", ".join(map(str, row)) for row in (sorted(votes)[::-1], votes))
            subject = f"session-{session.number}"
            yield Computed(roundtable.address, f"{subject}/votes", sum(votes))
            yield Computed(roundtable.address, f"{subject}/ranking", ranked, stated)
