"""What the panels achieved, under the city's three headings."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from committees.models import Presentation
from daulmadang.models.panels import Panel


class Outcome(Entry):
    """One achievement of a panel; its title says what it is."""

    KIND: ClassVar = Entry.Kind.OUTCOME

    class Heading(models.TextChoices):
        NEW_IDEAS = "new_ideas", _("New ideas and projects")
        FAIR_DECISIONS = "fair_decisions", _("Fair decisions and mediation")
        ADVICE = "advice", _("Advice and evaluation")

    panel = models.ForeignKey(
        Panel, models.PROTECT, verbose_name=_("panel"), related_name="outcomes"
    )
    heading = models.CharField(_("heading"), max_length=20, choices=Heading)
    order = models.PositiveSmallIntegerField(_("order"))

    scope: ClassVar = Scope(city="city", department="panel__department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "order"], name="outcome_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def container(self) -> Entry:
        """The panel."""
        return self.panel

    def compose_address(self) -> str:
        """`daulmadang/jeonju/taxi/outcomes/1`."""
        return f"{self.panel.address}/outcomes/{self.order}"

    def told(self) -> Iterator[str]:
        """The panel's name."""
        yield self.panel.title


class OutcomeLink(RecordModel):
    """What an outcome came from or led to: a meeting, a proposal, a project; any entry."""

    outcome = models.ForeignKey(
        Outcome, models.CASCADE, verbose_name=_("outcome"), related_name="links"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, verbose_name=_("linked to"), related_name="outcome_links"
    )

    scope: ClassVar = Scope(city="outcome__city", department="outcome__panel__department")
    published_through: ClassVar = "outcome"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link of an outcome")
        verbose_name_plural = _("links of outcomes")
        ordering = ["outcome", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "entry"], name="outcome_link_once")
        ]

    def __str__(self) -> str:
        return str(self.entry)


class CaseMark(RecordModel):
    """What a panel's presentation at the case-sharing day was given, by criterion."""

    class Criterion(models.TextChoices):
        APPROPRIATENESS = "appropriateness", _("Appropriateness")
        PROCESS = "process", _("Democratic process")
        PARTICIPATION = "participation", _("Participation")
        EFFECT = "effect", _("Effect")
        VOTES = "votes", _("Votes")

    presentation = models.ForeignKey(
        Presentation, models.CASCADE, verbose_name=_("presentation"), related_name="marks"
    )
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion)
    value = models.DecimalField(_("marks or votes"), max_digits=7, decimal_places=1)

    scope: ClassVar = Scope(
        city="presentation__event__city", department="presentation__event__department"
    )
    published_through: ClassVar = "presentation__event"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mark of a presentation")
        verbose_name_plural = _("marks of presentations")
        ordering = ["presentation", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["presentation", "criterion"], name="case_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.value}"
