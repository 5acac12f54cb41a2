"""Governance matters (의제): from a proposal, step by step, to a project or to an end."""

from collections.abc import Iterator
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.dates import written_date
from civicforum.kit.partial_dates import PartialDateField
from civicforum.kit.years import YearField
from civicforum.people.scope import Scope
from civicforum.record.models import Entry, RecordModel
from committees.models.bodies import Body
from committees.models.projects import Project


class Matter(Entry):
    """A matter that residents brought up, and what became of it; it may become a project."""

    KIND: ClassVar = Entry.Kind.MATTER

    # Named, because entries that are part of a matter have a field of that name.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="as_matter"
    )
    slug = AddressNameField(_("address name"))
    year = YearField(_("year"))
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("brought up in"), related_name="matters"
    )
    summary = models.TextField(_("what it is about"), blank=True)
    became = models.ForeignKey(
        Project,
        models.PROTECT,
        verbose_name=_("became the project"),
        null=True,
        blank=True,
        related_name="came_from",
    )

    scope: ClassVar = Scope(city="city", department="body__department")
    subject_rows: ClassVar = {"steps": lambda own, order: own.steps.filter(order=order)}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-year", "address"]

    def compose_address(self) -> str:
        """`committees/yeongdeungpo/matters/2018-youth-policy-news`."""
        return f"committees/{self.city.slug}/matters/{self.slug}"

    def told(self) -> Iterator[str]:
        """The year, what it is about, and its steps with their dates."""
        yield str(self.year)
        yield self.summary
        for kind, on, note in self.steps.values_list("kind", "on", "note"):
            label = str(MatterStep.Kind(kind).label)
            yield " ".join(filter(None, [label, written_date(on), note]))


class MatterStep(RecordModel):
    """A dated step of a matter."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        DELIBERATED = "deliberated", _("Deliberated")
        FORUM_VOTE = "forum_vote", _("Public forum vote")
        NEGOTIATED = "negotiated", _("Negotiated with the metropolitan government")
        APPROVED = "approved", _("Finally approved")
        MERGED = "merged", _("Merged with another matter")
        DROPPED = "dropped", _("Not taken further")

    matter = models.ForeignKey(
        Matter, models.CASCADE, verbose_name=_("matter"), related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("step"), max_length=12, choices=Kind)
    on = PartialDateField(_("on"))
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the vote"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="matter__city", department="matter__body__department")
    published_through: ClassVar = "matter"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of a matter")
        verbose_name_plural = _("steps of matters")
        ordering = ["matter", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "order"],
                name="matter_step_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        """Refuse votes where nobody voted."""
        super().clean()
        counted = [name for name in ("votes", "place") if getattr(self, name) is not None]
        if counted and self.kind != self.Kind.FORUM_VOTE:
            text = _("Only a public forum vote has votes and places. Empty this, or choose it.")
            raise ValidationError(dict.fromkeys(counted, text))
