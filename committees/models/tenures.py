"""Who holds a seat, from when until when: personal data, kept apart from what is public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.years import DayField
from civicforum.people.belonging import Belonging
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models import Sourced
from committees.models.bodies import Seat


class Person(Belonging):
    """One human being, however many seats the terms of it are in; for staff only.

    Two rows may have one name: `told_apart` says which is which.
    """

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="people")
    name = models.CharField(_("name"), max_length=50)
    told_apart = models.CharField(
        _("told apart by"),
        max_length=100,
        blank=True,
        help_text=_("What tells the person from others of the same name, such as the affiliation."),
    )

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "told_apart"]
        indexes = [models.Index(fields=["city", "name"], name="person_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.told_apart})" if self.told_apart else self.name


class Tenure(Sourced):
    """A person's term in a seat. No public page reads it: in public, roles speak.

    The account, if there is one, is where mail goes; it needs neither a password nor a role.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name=_("seat"), related_name="tenures")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("person"),
        related_name="tenures",
        null=True,
        blank=True,
        help_text=_("Left empty, the services find or make the person."),
    )
    name = models.CharField(_("name"), max_length=50)
    affiliation = models.CharField(_("affiliation"), max_length=100, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="tenures",
        help_text=_("Where mail to the member goes."),
    )
    starts_on = DayField(_("from"))
    ends_on = DayField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="seat__body__city", department="seat__body__department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("term in a seat")
        verbose_name_plural = _("terms in seats")
        ordering = ["seat", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "starts_on"],
                name="tenure_once",
                violation_error_message=_("Somebody else's term in this seat begins on that day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="tenure_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} · {self.name}"

    @property
    def gets_fee(self) -> bool:
        """Whether a fee goes with the term where one goes with the seat."""
        return True
