"""The awards of a roundtable and the honours that followed them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from civicforum.kit.pages import Turned
from civicforum.kit.prepared import PreparedList
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
    person: str
    age_band: str
    gender: str
    honours: list[HonourView]


#: Awards with their honours; one row for an award without any.
_AWARDS = PreparedList(
    lambda roundtable: Award.public.filter(roundtable=roundtable)
    .annotate(
        team_number=if_public("team__session__roundtable", "team__number"),
        session_label=if_public("session__roundtable", "session__label"),
    )
    .order_by("order", "honours__pk"),
    "pk", "kind", "person_name", "name_basis", "gender", "age_band", "team_number",
    "session_label", "honours__kind", "honours__on", "honours__state",
    size=40, keys=(int,),
)  # fmt: skip
_OF_TEAM = PreparedList(
    lambda team: Award.public.filter(team=team, kind=Award.Kind.EXCELLENT_POLICY).order_by(
        "order", "pk", "honours__pk"
    ),
    "pk", "kind", "honours__kind", "honours__on", "honours__state",
    size=40, keys=(int,),
)  # fmt: skip


def awards(roundtable: Roundtable, turned: Turned) -> Page:
    """Return a page of the awards of a public roundtable, in order; one query."""
    page = _AWARDS.page(turned.asked("awards"), roundtable.pk)
    page.object_list = [_award(roundtable, *one) for one in gather(page, "pk", _honour)]
    return page


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
        age_band=row["age_band"],
        gender=str(gender),
        honours=honours,
    )


def team_awards(team: Team, turned: Turned) -> Page:
    """Return a page of the Excellent Policy awards of a team with their honours; one query.

    Each is the title of the award and its honours.
    """
    page = _OF_TEAM.page(turned.asked("awards"), team.pk)
    page.object_list = [
        (str(Award.Kind(row["kind"]).label), honours)
        for row, honours in gather(page, "pk", _honour)
    ]
    return page
