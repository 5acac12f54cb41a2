"""What a sheet's page shows of a panel: each figure with where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.kit.dates import format_date
from committees.models import Meeting
from daulmadang.freezing import Frozen
from daulmadang.health import Criterion, Figures, Light, Verdict, percent
from daulmadang.models import Panel


@dataclass(frozen=True)
class FigureLine:
    """A criterion of the sheet: its verdict, its figures, and the page they come from."""

    verdict: Verdict
    name: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    source: str = ""

    @property
    def light(self) -> Light:
        """The light of the criterion."""
        return Light(self.verdict.light)


def figure_lines(panel: Panel, told: Frozen) -> list[FigureLine]:
    """Return the figures of a sheet by criterion, the worst first."""
    facts, sources = facts_of(told.figures), _sources(panel)
    return [
        FigureLine(
            one,
            str(Criterion(one.criterion).label),
            facts.get(one.criterion, []),
            sources[one.criterion],
        )
        for one in told.judgement.verdicts
    ]


def _sources(panel: Panel) -> dict[str, str]:
    meetings = f"{reverse('committees_staff:meetings')}?body={panel.pk}"
    members = f"{reverse('admin:daulmadang_member_changelist')}?seat__body__pk__exact={panel.pk}"
    of_meetings = (Criterion.MEETINGS, Criterion.ATTENDANCE, Criterion.PUBLICATION)
    return {
        one: meetings if one in (*of_meetings, Criterion.ANSWERS) else members for one in Criterion
    }


def facts_of(told: Figures) -> dict[str, list[tuple[str, str]]]:
    """Return what the figures say by criterion, each with its name; what is not known is a dash."""
    return {
        Criterion.MEETINGS: list(_meetings(told)),
        Criterion.ATTENDANCE: [(_("Attendance"), _percent(told.attendance))],
        Criterion.PUBLICATION: [
            (_("Minutes published"), _known(told.minutes_published)),
            (_("Minutes late"), _known(told.minutes_late)),
            (_("Median days to publish"), _known(told.median_days_to_publish)),
            (_("Longest days to publish"), _known(told.longest_days_to_publish)),
        ],
        Criterion.MEMBERS: [
            (_("Members"), _known(told.members)),
            (_("Vacancies"), _known(told.vacancies)),
        ],
        Criterion.WOMEN: [(_("Share of women"), _percent(told.women))],
        Criterion.YOUNG: [(_("Share of the young"), _percent(told.young))],
        Criterion.OVERLAPS: [(_("On too many panels"), _known(told.recorded("overlaps")))],
        Criterion.TERMS: [(_("Terms that ended"), _known(told.terms_ended))],
        Criterion.ANSWERS: [(_("Answers owed"), _known(told.recorded("answers_owed")))],
    }


def _meetings(told: Figures) -> Iterator[tuple[str, str]]:
    yield _("Meetings"), _known(told.meetings)
    for form in Meeting.Form:
        if told.by_form.get(form):
            yield str(form.label), _known(told.by_form[form])
    yield _("Last meeting"), format_date(told.last_meeting) if told.last_meeting else "–"
    yield _("Days since the last meeting"), _known(told.days_since_last)
    yield _("Agenda items"), _known(told.recorded("agenda"))
    yield _("Decisions"), _known(told.recorded("decisions"))


def _known(value: Any) -> str:
    return "–" if value is None else f"{value:g}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{percent(share):g} %"
