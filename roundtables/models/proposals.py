"""What the tables brought forth: proposals line by line, and ideas."""

from collections.abc import Iterator
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from roundtables.models.roundtables import Roundtable, Team


class Proposal(Entry):
    """A policy proposal of one team, public in its own right."""

    KIND: ClassVar = Entry.Kind.PROPOSAL

    team = models.ForeignKey(Team, models.PROTECT, verbose_name=_("team"), related_name="proposals")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    tag = models.CharField(
        _("tag"), max_length=30, blank=True, help_text=_("A heading such as [병원] or [환경].")
    )
    is_untitled = models.BooleanField(
        _("without a title of its own"),
        default=False,
        help_text=_("The document gives no title; the one here only says whose proposal it is."),
    )

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["team", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "order"],
                name="proposal_order_per_team",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def container(self) -> Entry:
        """The roundtable."""
        return self.team.session.roundtable

    def compose_address(self) -> str:
        """`roundtables/jeonju/2021-equality/session-1/team-6/proposal-1`."""
        session = self.team.session
        return (
            f"{session.roundtable.address}/session-{session.number}"
            f"/team-{self.team.number}/proposal-{self.order}"
        )

    def told(self) -> Iterator[str]:
        """The tag, every line and who the team is."""
        yield self.tag
        yield from self.lines.values_list("text", flat=True)
        yield self.team.label


class ProposalLine(RecordModel):
    """One line of a proposal; a line may stand below another."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, verbose_name=_("proposal"), related_name="lines"
    )
    parent = models.ForeignKey(
        "self", models.RESTRICT, verbose_name=_("stands below"), null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=300)

    scope: ClassVar = Scope(city="proposal__city")
    published_through: ClassVar = "proposal"
    together: ClassVar = {"parent": [("proposal", "proposal")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposal line")
        verbose_name_plural = _("proposal lines")
        ordering = ["proposal", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "order"],
                name="proposal_line_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Let a line stand only below one that comes before it."""
        super().clean()
        if self.order is None or self.is_trading:
            return
        if self.parent is not None:
            above = ProposalLine.objects.filter(pk=self.parent.pk).first()  # it may have moved, too
            if above == self or (above and above.order >= self.order):
                raise ValidationError({"parent": _("Choose a line that comes before this one.")})
        below = ProposalLine.objects.filter(parent=self.pk, order__lte=self.order).first()
        if self.pk and below:
            text = _("“%s” stands below this line and must come after it.")
            raise ValidationError({"order": text % below})


class Idea(Entry):
    """An idea that stood at the end of a roundtable, merged from what the tables said."""

    KIND: ClassVar = Entry.Kind.IDEA

    roundtable = models.ForeignKey(
        Roundtable, models.PROTECT, verbose_name=_("roundtable"), related_name="ideas"
    )
    slug = AddressNameField(_("address name"))
    group = models.CharField(_("group"), max_length=50, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    became = models.CharField(_("what it became"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        ordering = ["roundtable", "group", "order"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "slug"], name="idea_slug")]

    def container(self) -> Entry:
        """The roundtable."""
        return self.roundtable

    def compose_address(self) -> str:
        """`roundtables/jeonju/2020-corona-baeksin/ideas/daily-life-1`."""
        return f"{self.roundtable.address}/ideas/{self.slug}"

    def told(self) -> Iterator[str]:
        """The group, what became of the idea, and its votes."""
        yield self.group
        yield self.became
        for label, place, votes in self.tallies.values_list("session__label", "place", "votes"):
            yield f"{label} {place}위 {votes}표".strip()
