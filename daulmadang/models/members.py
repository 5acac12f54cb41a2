"""Who sits on a panel: appointed for a term, re-appointed, released."""

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.years import DayField
from civicforum.people.scope import Scope
from committees.models import Tenure


class Member(Tenure):
    """A term in a panel's seat: appointed (위촉) on its first day, released (해촉) on its last.

    As a term it is on the attendance list, gets notices and confirms minutes like that of any
    body. `term_ends` is the last day it was appointed for; it stays open until somebody is
    appointed in the place or the member is released (`ends_on`).
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Citizen")
        EXPERT = "expert", _("Expert")
        GROUP = "group", _("Group")
        COUNCIL = "council", _("Council member")
        OFFICER = "officer", _("Officer")

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class AgeBand(models.TextChoices):
        """The young are those of 19 to 34 (Framework Act on Youth, art. 3)."""

        YOUNG = "young", _("19 to 34")
        MIDDLE = "middle", _("35 to 64")
        OLD = "old", _("65 and older")

    # Named, because a term has a field of the name a subclass's link would get.
    tenure_ptr = models.OneToOneField(
        Tenure, models.CASCADE, parent_link=True, primary_key=True, related_name="as_member"
    )
    kind = models.CharField(_("kind of seat"), max_length=10, choices=Kind, default=Kind.CITIZEN)
    is_chair = models.BooleanField(_("chairs the panel"), default=False)
    term_ends = DayField(_("term ends"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand, blank=True)
    public_name_basis = models.CharField(
        _("the name is public because"),
        max_length=100,
        blank=True,
        help_text=_(
            "Such as the member's written consent and its day. Empty: the name is not public."
        ),
    )
    over_limit_reason = models.CharField(
        _("why on one panel more than the city allows"), max_length=200, blank=True
    )

    scope: ClassVar = Scope(city="seat__body__city", department="seat__body__department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["seat", "-starts_on"]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse a term that ends before it begins, and what the law does not ask for."""
        super().clean_fields(exclude)
        hidden, errors = set(exclude or ()), {}
        if self.term_ends and self.starts_on and self.term_ends < self.starts_on:
            errors["term_ends"] = _("The term must not end before the appointment.")
        panel = getattr(getattr(self, "seat", None), "body", None)
        if panel is not None and not self._asks_balance():
            text = _("It is kept only on panels for which the law asks for a balance.")
            errors |= {name: text for name in ("sex", "age_band") if getattr(self, name)}
        if shown := {name: text for name, text in errors.items() if name not in hidden}:
            raise ValidationError(shown)

    @property
    def gets_fee(self) -> bool:
        """An officer attends on duty."""
        return self.kind != self.Kind.OFFICER

    def _asks_balance(self) -> bool:
        from daulmadang.models.panels import Panel

        return Panel.objects.filter(pk=self.seat.body_id, asks_balance=True).exists()
