"""What a city asks of its panels, and of what its records tell: both dated."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.years import DayField
from civicforum.people.belonging import Belonging
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models import Sourced
from daulmadang.models.duties import Duty


class PanelRules(Belonging):
    """The thresholds and limits of a city from a day on, until its next rules.

    Before its first rules, and in a city without any, the defaults of this table hold.
    """

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="panel_rules"
    )
    valid_from = DayField(_("valid from"))
    meetings_per_half = models.PositiveSmallIntegerField(
        _("meetings in a half-year"), default=1, help_text=_("Fewer: yellow; none at all: red.")
    )
    dormant_after_days = models.PositiveSmallIntegerField(
        _("dormant after days without a meeting"), default=180
    )
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance of at least (percent)"), default=50
    )
    publication_days = models.PositiveSmallIntegerField(
        _("minutes public within (days)"),
        default=30,
        help_text=_("For panels that have no rule of their own."),
    )
    women_percent = models.PositiveSmallIntegerField(
        _("women, at least (percent)"),
        default=40,
        help_text=_("Of the appointed members (Framework Act on Gender Equality, art. 21)."),
    )
    young_percent = models.PositiveSmallIntegerField(
        _("the young, at least (percent)"),
        default=10,
        help_text=_("Where the law asks for the balance (Framework Act on Youth, art. 15)."),
    )
    panels_per_person = models.PositiveSmallIntegerField(_("panels for one person"), default=3)
    reappointments = models.PositiveSmallIntegerField(_("re-appointments"), default=1)

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules for panels")
        verbose_name_plural = _("rules for panels")
        ordering = ["city", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["city", "valid_from"], name="panel_rules_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.city} · {self.valid_from}"

    def clean(self) -> None:
        """Raise ValidationError for shares above a hundred per cent and for no days at all."""
        wrong = {}
        for name in ("attendance_percent", "women_percent", "young_percent"):
            if (getattr(self, name) or 0) > 100:
                wrong[name] = _("Give a share from 0 to 100 per cent.")
        for name in ("publication_days", "panels_per_person"):
            if getattr(self, name) == 0:
                wrong[name] = _("Give a number of at least 1.")
        if wrong:
            raise ValidationError(wrong)

    def have_judged(self, today: dt.date) -> bool:
        """Whether a day before today was judged by them."""
        return self.valid_from < today


class Coverage(Sourced):
    """Since when until when a city's record tells everything of a kind.

    What happened outside of it was not recorded, which is no fault of a panel. From the day a
    city is live the portal itself is the record; these rows say what imported lists cover.
    """

    class What(models.TextChoices):
        MEETINGS = "meetings", _("Meetings")
        ATTENDANCE = "attendance", _("Attendance")
        MEMBERS = "members", _("Members")
        PUBLICATION = "publication", _("Publication of minutes")

    city = models.ForeignKey(City, models.PROTECT, verbose_name=_("city"), related_name="coverage")
    what = models.CharField(_("of what"), max_length=12, choices=What)
    since = DayField(_("known since"))
    until = DayField(_("known until"))

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("what the record covers")
        verbose_name_plural = _("what the record covers")
        ordering = ["city", "what", "since"]
        constraints = [
            models.UniqueConstraint(fields=["city", "what", "since"], name="coverage_once"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="coverage_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.since} – {self.until}"


class DutyTemplate(Belonging):
    """A line of the template that makes each year's duties of a city."""

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="duty_templates"
    )
    type = models.CharField(_("kind of duty"), max_length=20, choices=Duty.Type)
    half = models.PositiveSmallIntegerField(
        _("half-year"), choices=Duty.Half, null=True, blank=True
    )
    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(
        _("day"),
        null=True,
        blank=True,
        help_text=_(
            "On a closed day, the working day before. Empty: the month's last working day."
        ),
    )
    title = models.CharField(_("title"), max_length=150, help_text=_("{year} stands for the year."))
    for_each_panel = models.BooleanField(
        _("for each panel"),
        default=True,
        help_text=_("Each active panel's department owes it; otherwise the city, once."),
    )

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("line of the year's template")
        verbose_name_plural = _("the year's template")
        ordering = ["city", "month", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "type", "half"],
                name="duty_template_once",
                nulls_distinct=False,
                violation_error_message=_("The template has a line for that already."),
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)) & (Q(day__isnull=True) | Q(day__range=(1, 31))),
                name="duty_template_day",
                violation_error_message=_("Give a month from 1 to 12 and a day from 1 to 31."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
