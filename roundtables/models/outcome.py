"""Awards and the honours that followed them."""

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.partial_dates import PartialDateField
from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from roundtables.models.roundtables import Roundtable, Session, Team


class Award(RecordModel):
    """An award to a team or to a citizen.

    Names show because the city published them (`name_basis` says where); the
    neighbourhood and the post of a person are for staff only.
    """

    class Kind(models.TextChoices):
        BEST_CITIZEN = "best_citizen", _("Best Citizen Participation award")
        EXCELLENT_POLICY = "excellent_policy", _("Excellent Policy award")

    class Gender(models.TextChoices):
        FEMALE = "female", _("Woman")
        MALE = "male", _("Man")

    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="awards"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField(_("order"))
    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name=_("session"), null=True, blank=True
    )
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name=_("team"), related_name="awards", null=True, blank=True
    )
    person_name = models.CharField(_("name"), max_length=50, blank=True)
    name_basis = models.CharField(
        _("ground for showing the name"),
        max_length=200,
        blank=True,
        help_text=_("Without a ground the public sees the family name only."),
    )
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    age_band = models.CharField(_("age band"), max_length=10, blank=True)
    neighbourhood = models.CharField(_("neighbourhood (staff only)"), max_length=50, blank=True)
    post = models.CharField(_("post (staff only)"), max_length=100, blank=True)

    scope: ClassVar = Scope(city="roundtable__city")
    published_through: ClassVar = "roundtable"
    together: ClassVar = {
        "session": [("roundtable", "roundtable")],
        "team": [("session__roundtable", "roundtable"), ("session", "session")],
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["roundtable", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "order"], name="award_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.roundtable}"


class Honour(RecordModel):
    """What an award brought with it: the prize, a day as mayor, a visit to the mayor."""

    class Kind(models.TextChoices):
        PRIZE = "prize", _("Mayor's prize")
        HONORARY_MAYOR = "honorary_mayor", _("Mayor for a day")
        MAYOR_VISIT = "mayor_visit", _("Meeting at the mayor's office")

    class State(models.TextChoices):
        DONE = "done", _("Done")
        PLANNED = "planned", _("Planned")

    award = models.ForeignKey(
        Award, models.CASCADE, verbose_name=_("award"), related_name="honours"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    on = PartialDateField(_("on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DONE)

    scope: ClassVar = Scope(city="award__roundtable__city")
    published_through: ClassVar = "award__roundtable"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["award", "pk"]
        constraints = [models.UniqueConstraint(fields=["award", "kind"], name="honour_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
