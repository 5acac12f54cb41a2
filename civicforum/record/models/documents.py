"""The documents that facts come from."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.address_names import AddressNameField
from civicforum.kit.partial_dates import PartialDateField
from civicforum.people.models import City
from civicforum.people.scope import Scope


class Document(models.Model):
    """A document of the city that facts were taken from, and how far in time it reaches."""

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="documents")
    slug = AddressNameField(_("address name"))
    title = models.CharField(_("title"), max_length=200)
    issuer = models.CharField(_("issuer"), max_length=100, blank=True)
    issued = PartialDateField(_("issued"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    known_until = PartialDateField(
        _("known until"), help_text=_("What happened later is not covered by this document.")
    )

    scope: ClassVar = Scope(city="city")
    is_vocabulary: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="document_slug_per_city")
        ]

    def __str__(self) -> str:
        return self.title
