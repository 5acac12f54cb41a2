"""The yearly duties of the panels' calendar."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.years import YearField
from civicforum.people.scope import Scope
from civicforum.record.models import Commitment
from daulmadang.models.panels import Panel


class Duty(Commitment):
    """A yearly duty; as a commitment it has a due date, is done, and reminds."""

    KIND: ClassVar = Commitment.Kind.DUTY
    told_with: ClassVar = (*Commitment.told_with, "sheet")

    class Type(models.TextChoices):
        GUIDELINE_NOTICE = "guideline_notice", _("Guideline notice")
        STAFF_MEETING = "staff_meeting", _("Staff meeting")
        INSPECTION = "inspection", _("Inspection")
        CASE_SHARING = "case_sharing", _("Case-sharing day")

    class Half(models.IntegerChoices):
        FIRST = 1, _("First half-year")
        SECOND = 2, _("Second half-year")

    panel = models.ForeignKey(
        Panel,
        models.PROTECT,
        verbose_name=_("panel"),
        null=True,
        blank=True,
        related_name="duties",
        help_text=_("Whose department owes it. Empty: the city owes it, for all panels."),
    )
    type = models.CharField(_("kind of duty"), max_length=20, choices=Type)
    year = YearField(_("year"))
    half = models.PositiveSmallIntegerField(
        _("half-year"),
        choices=Half,
        null=True,
        blank=True,
        help_text=_("Only where it was given; never derived from the month."),
    )

    scope: ClassVar = Scope(city="city", department="department")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due", "key"]

    @property
    def is_called_off(self) -> bool:
        """Whether nothing is due any more of what a panel owed, and it was not done."""
        return bool(self.panel_id) and not self.due and not self.done

    def compose_topic(self) -> str:
        """Its kind of duty."""
        return self.type

    @classmethod
    def topics(cls) -> dict[str, Any]:
        """Its kinds of duty."""
        return dict(cls.Type.choices)

    def compose_key(self, nth: int = 1) -> str:
        """`daulmadang/jeonju/duties/2018-08-guideline-notice`: when and what.

        A duty of one panel has the panel's address name behind it. A second duty of the kind at
        that time ends in -2, a third in -3.
        """
        what = self.type.replace("_", "-")
        whose = f"-{self.panel.slug}" if self.panel else ""
        suffix = f"-{nth}" if nth > 1 else ""
        return f"daulmadang/{self.city.slug}/duties/{self.due or self.year}-{what}{whose}{suffix}"
