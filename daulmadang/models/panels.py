"""Panels, the policy fields they work in, and the terms of office they were founded in."""

from collections.abc import Collection, Iterator
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.dates import format_partial
from civicforum.kit.partial_dates import PartialDate, PartialDateField
from civicforum.kit.years import DayField
from civicforum.people.belonging import Belonging
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models import Entry
from committees.models import Body
from daulmadang.existing import ends_before, has_ended


class TermOfOffice(Belonging):
    """A term of office of a city's government (민선 7기), by which panels are counted."""

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="terms_of_office"
    )
    name = models.CharField(_("name"), max_length=50)
    starts_on = DayField(_("from"))
    ends_on = DayField(_("until"), null=True, blank=True)

    scope: ClassVar = Scope(city="city")
    is_vocabulary: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["city", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["city", "starts_on"], name="term_of_office_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="term_of_office_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """A policy field of a city, such as 복지환경."""

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="fields")
    slug = AddressNameField(_("address name"))
    name = models.CharField(_("name"), max_length=50)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    ended = PartialDateField(
        _("given up"), help_text=_("No new panel works in it since. Empty: it is in use.")
    )

    scope: ClassVar = Scope(city="city")
    is_vocabulary: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("policy field")
        verbose_name_plural = _("policy fields")
        ordering = ["city", "order"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="field_slug_per_city"),
            models.UniqueConstraint(fields=["city", "name"], name="field_name_per_city"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(Belonging):
    """What a policy field was called until a month or day."""

    field = models.ForeignKey(
        Field, models.CASCADE, verbose_name=_("policy field"), related_name="former_names"
    )
    name = models.CharField(_("name"), max_length=50)
    until = PartialDateField(_("called so until"), blank=False)

    scope: ClassVar = Scope(city="field__city")
    is_vocabulary: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["field", "until"]
        constraints = [models.UniqueConstraint(fields=["field", "until"], name="former_name_once")]

    def __str__(self) -> str:
        return self.name


class Panel(Body):
    """A Daul-madang (다울마당): a body that advises one department in one policy field.

    The link to its body is the table's own key, so it is one-to-one by construction. Of its
    life the days are kept; at which stage it stands is computed (`daulmadang.life`).
    """

    KIND: ClassVar = Entry.Kind.PANEL

    class End(models.TextChoices):
        MERGED = "merged", pgettext_lazy("panel", "Merged")
        CLOSED = "closed", pgettext_lazy("panel", "Closed")

    field = models.ForeignKey(
        Field, models.PROTECT, verbose_name=_("policy field"), related_name="panels"
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    size = models.PositiveSmallIntegerField(_("number of members"), null=True, blank=True)
    proposed = PartialDateField(_("proposed"))
    founded = PartialDateField(_("founded"), help_text=_("Empty: not recorded."))
    ended = PartialDateField(_("ended"))
    end = models.CharField(_("how it ended"), max_length=10, choices=End, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        related_name="merged",
    )
    purpose_reached = models.BooleanField(_("purpose reached"), null=True, blank=True)
    without_chair = models.BooleanField(
        _("deliberately has no chair"),
        default=False,
        help_text=_("Then nobody asks for one."),
    )
    asks_balance = models.BooleanField(
        _("the law asks for a balance of members"),
        default=False,
        help_text=_("Only then sex and age band of members are kept."),
    )

    scope: ClassVar = Scope(city="city", department="department")
    carried: ClassVar = ("address", "title")  # its outcomes tell its name
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end="", ended="") | (~Q(end="") & ~Q(ended="") & ~Q(end_reason="")),
                name="panel_ended_with_reason",
                violation_error_message=_("Say when the panel ended, how and why, or none of it."),
            ),
            models.CheckConstraint(
                condition=Q(end="merged", merged_into__isnull=False)
                | (~Q(end="merged") & Q(merged_into__isnull=True)),
                name="panel_merged_into_one",
                violation_error_message=_("Say into which panel it was merged, if it was."),
            ),
        ]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse an end before the founding, and to be merged into what is no more by then."""
        super().clean_fields(exclude)
        errors = {}
        if ends_before(self.ended, self.founded):
            text = _("The panel was founded %(day)s: it cannot have ended before.")
            errors["ended"] = text % {"day": format_partial(self.founded)}
        if self.merged_into_id and (because := self._not_merged_because()):
            errors["merged_into"] = because
        if shown := {name: text for name, text in errors.items() if name not in (exclude or ())}:
            raise ValidationError(shown)

    def _not_merged_because(self) -> str:
        if self.pk and self.merged_into_id == self.pk:
            return str(_("A panel cannot be merged into itself."))
        other = Panel.objects.filter(pk=self.merged_into_id).values_list("ended", flat=True).first()
        last_day = PartialDate.stored(self.ended).last_day
        if other and last_day and has_ended(other, last_day):
            return str(_("That panel has ended itself by then."))
        return ""

    def compose_address(self) -> str:
        """`daulmadang/jeonju/taxi`."""
        return f"daulmadang/{self.city.slug}/{self.slug}"

    def told(self) -> Iterator[str]:
        """Purpose, field, department and size."""
        yield self.purpose
        yield self.field.name
        yield str(self.department or "")
        yield f"{self.size}명" if self.size else ""
