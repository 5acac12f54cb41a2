"""Panels and the policy fields they work in."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models import Entry
from committees.models import Body


class Field(models.Model):
    """A policy field of a city, such as 복지환경."""

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="fields")
    slug = AddressNameField(_("address name"))
    name = models.CharField(_("name"), max_length=50)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

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


class Panel(Body):
    """A Daul-madang (다울마당): a body that advises one department in one policy field.

    The link to its body is the table's own key, so it is one-to-one by construction.
    """

    KIND: ClassVar = Entry.Kind.PANEL

    field = models.ForeignKey(
        Field, models.PROTECT, verbose_name=_("policy field"), related_name="panels"
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    size = models.PositiveSmallIntegerField(_("number of members"), null=True, blank=True)

    scope: ClassVar = Scope(city="city", department="department")
    carried: ClassVar = ("address", "title")  # its outcomes tell its name
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["address"]

    def compose_address(self) -> str:
        """`daulmadang/jeonju/taxi`."""
        return f"daulmadang/{self.city.slug}/{self.slug}"

    def told(self) -> Iterator[str]:
        """Purpose, field, department and size."""
        yield self.purpose
        yield self.field.name
        yield str(self.department or "")
        yield f"{self.size}명" if self.size else ""
