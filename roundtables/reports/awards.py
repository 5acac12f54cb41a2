"""The awards of a roundtable and the honours that followed them."""

from dataclasses import dataclass
from typing import Any

from civicforum.kit.prepared import Prepared
from civicforum.kit.rows import gather
from civicforum.record.models import if_public
from roundtables.models import Award, Honour, Roundtable, Team
from roundtables.names import shown_name


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
    team_key: int | None
    person: str
    detail: str
    honours: list[HonourView]


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


def awards(roundtable: Roundtable) -> list[AwardView]:
    """Return the awards of a public roundtable, in order; one query."""
    rows = _AWARDS(roundtable.pk)
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
        team_key=row["team"],
        person=shown_name(row["person_name"], row["name_basis"], roundtable.city),
        detail=" · ".join(filter(None, [row["age_band"], str(gender)])),
        honours=honours,
    )


def team_awards(team: Team) -> Any:
    """Return the public Excellent Policy awards of a team, with their honours; two queries."""
    rows = Award.public.filter(team=team, kind=Award.Kind.EXCELLENT_POLICY)
    return rows.prefetch_related("honours")
