"""What the sheets of an inspection say of their panels."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation

from civicforum.people.models import User
from civicforum.people.policy import Action, rows
from daulmadang.freezing import Frozen, thaw
from daulmadang.health import Light, Verdict, days_allowed
from daulmadang.judging import judge
from daulmadang.models import InspectionRound, InspectionSheet, Panel, PanelRules
from daulmadang.reports.figures import figures_of
from daulmadang.reports.gathering import standing
from daulmadang.reports.rules import THRESHOLDS, terms_of
from daulmadang.states import SheetState

#: So many rounds before one are compared with it.
EARLIER_ROUNDS = 3


def sheets_in_reach(person: User) -> QuerySet[InspectionSheet]:
    """Return the sheets that a person sees, with their panels, departments and duties."""
    found = rows(person, Action.VIEW, InspectionSheet)
    return found.select_related(
        "round__city", "panel__field", "panel__city", "duty__department", "merge_into"
    )


def edition_of(sheet: InspectionSheet) -> str:
    """Return a mark of what is read before a sheet is decided on: its last move, its as-of date.

    Between two moves nobody writes a sheet that is submitted.
    """
    move = sheet.moves.order_by("-pk").values_list("pk", flat=True).first()
    return f"{move or 0}/{sheet.round.as_of}"


def told_of(sheets: Iterable[InspectionSheet], *, korean: bool = False) -> dict[int, Frozen]:
    """Return what each sheet says of its panel, by its key; five queries for a round.

    An accepted sheet says what was frozen then. The figures of the others are those of the
    round's as-of date, judged by the rules of that day. `korean` puts the reasons in the language
    of the city's documents.
    """
    waiting: dict[InspectionRound, list[InspectionSheet]] = defaultdict(list)
    told = {}
    for sheet in sheets:
        if sheet.figures is None:
            waiting[sheet.round].append(sheet)
        else:
            told[sheet.pk] = thaw(sheet.figures)
    for of, open_sheets in waiting.items():
        told |= _computed(of, open_sheets, korean=korean)
    return told


def _computed(
    of: InspectionRound, sheets: Collection[InspectionSheet], *, korean: bool
) -> dict[int, Frozen]:
    terms = terms_of({of.city_id}, of.as_of)
    rules = terms[of.city_id].rules
    panels = Panel.objects.filter(pk__in=[sheet.panel_id for sheet in sheets])
    figures = figures_of(standing(panels, of.as_of), of.starts_on, of.as_of, terms)
    language = settings.LANGUAGE_CODE if korean else translation.get_language()
    with translation.override(language):
        return {
            sheet.pk: Frozen(
                figures[sheet.panel_id],
                judge(figures[sheet.panel_id], rules, sheet.panel),
                _asked(rules, sheet.panel),
                is_final=False,
                title=sheet.panel.title,
            )
            for sheet in sheets
        }


def _asked(rules: PanelRules, panel: Panel) -> dict[str, int]:
    """What the city asks of a panel: its rules of the day, and what the panel has of its own.

    What a panel has of its own carries no day, so a sheet that is accepted keeps it.
    """
    return {
        **{name: getattr(rules, name) for name in THRESHOLDS},
        "publication_days": days_allowed(panel, rules.publication_days),
        "asks_balance": int(panel.asks_balance),
        "without_chair": int(panel.without_chair),
    }


def red_verdicts(told: Frozen) -> list[Verdict]:
    """Return the verdicts on which the department has to comment."""
    return [one for one in told.judgement.verdicts if one.light == Light.RED]


def accepted_by(day: dt.date) -> Q:
    """Return the condition that the figures of a sheet were frozen on a day."""
    return Q(moves__new=SheetState.ACCEPTED, moves__at__date__lte=day)


def lights_before(of: InspectionRound) -> dict[int, list[tuple[InspectionRound, Light]]]:
    """Return the lights of each panel in the last rounds before one, the earliest first.

    Beside a round that is closed stands what was accepted by then: its report stays as it was.
    """
    earlier = list(
        InspectionRound.objects.filter(city=of.city_id, as_of__lt=of.as_of).order_by("-as_of")[
            :EARLIER_ROUNDS
        ]
    )
    rounds = {one.pk: one for one in reversed(earlier)}
    kept = InspectionSheet.objects.filter(round__in=rounds, figures__isnull=False)
    if of.closed_on:
        kept = kept.filter(accepted_by(of.closed_on))
    found: dict[int, list[tuple[InspectionRound, Light]]] = defaultdict(list)
    lights = kept.order_by("round__as_of").values_list("panel", "round", "figures__light")
    for panel, pk, light in lights:
        found[panel].append((rounds[pk], Light(light)))
    return dict(found)
