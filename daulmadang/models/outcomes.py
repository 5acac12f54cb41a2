"""What the panels achieved, under the city's three headings."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import Entry
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
