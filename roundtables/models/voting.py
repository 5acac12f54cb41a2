"""How a roundtable voted, and the counts that a document reports."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from roundtables.models.proposals import Idea
from roundtables.models.roundtables import Roundtable, Session


class VotingRule(RecordModel):
    """Who voted, with how many picks, and what was counted."""

    class Electorate(models.TextChoices):
        PARTICIPANTS = "participants", _("Every participant")
        TEAMS = "teams", _("Each team")

    roundtable = models.OneToOneField(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="voting_rule"
    )
    electorate = models.CharField(_("who votes"), max_length=12, choices=Electorate)
    picks = models.PositiveSmallIntegerField(_("picks"), null=True, blank=True)
    wording = models.CharField(_("in the document's words"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="roundtable__city")
    published_through: ClassVar = "roundtable"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("voting rule")
        verbose_name_plural = _("voting rules")

    def __str__(self) -> str:
        return f"{self.roundtable} · {self.get_electorate_display()}"


class Tally(RecordModel):
    """Votes that an idea was reported to have got in one sitting."""

    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name=_("session"), related_name="tallies"
    )
    idea = models.ForeignKey(Idea, models.PROTECT, verbose_name=_("idea"), related_name="tallies")
    place = models.PositiveSmallIntegerField(_("place"))
    votes = models.PositiveIntegerField(_("votes"))

    scope: ClassVar = Scope(city="idea__city")
    published_through: ClassVar = "idea"
    together: ClassVar = {"session": [("roundtable", "idea__roundtable")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["session", "place"]
        constraints = [models.UniqueConstraint(fields=["session", "idea"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.idea}: {self.votes}"
