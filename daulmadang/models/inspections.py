"""Inspections of a half-year (운영실태 일제점검): a round, a sheet for each panel, its moves."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.years import DayField, YearField
from civicforum.people.belonging import Belonging
from civicforum.people.models import City
from civicforum.people.scope import Scope
from daulmadang.models.duties import Duty
from daulmadang.models.panels import Panel
from daulmadang.states import WRITABLE, SheetState


class InspectionRound(Belonging):
    """An inspection of all active panels for a half-year, as of a day (기준일)."""

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="inspection_rounds"
    )
    year = YearField(_("year"))
    half = models.PositiveSmallIntegerField(_("half-year"), choices=Duty.Half)
    starts_on = DayField(_("inspected from"))
    as_of = DayField(_("as of"), help_text=_("The figures are those of this day."))
    due = DayField(_("sheets due"))
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("opened by"),
        null=True,
        editable=False,
        related_name="+",
    )
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inspection round")
        verbose_name_plural = _("inspection rounds")
        ordering = ["city", "-year", "-half"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "year", "half"],
                name="round_once",
                violation_error_message=_("This half-year has an inspection already."),
            ),
            models.CheckConstraint(
                condition=Q(as_of__gte=F("starts_on")),
                name="round_as_of_after_start",
                violation_error_message=_("The as-of date must not lie before the first day."),
            ),
        ]

    def __str__(self) -> str:
        text = gettext("Inspection of the panels, %(year)s %(half)s")
        return text % {"year": self.year, "half": self.get_half_display()}


class InspectionSheet(Belonging):
    """What the portal knows of a panel and what its department says to it.

    `figures` is empty until the sheet is accepted; then the figures of that day, the rules they
    were judged by and the light stay as they are (`daulmadang.reports.figures`). `comments` are
    what the department says to each red figure: {criterion: text}.
    """

    class Plan(models.TextChoices):
        KEEP = "keep", _("Keep")
        ACTIVATE = "activate", _("Activate")
        MERGE = "merge", _("Merge")
        CLOSE = "close", _("Close")

    round = models.ForeignKey(
        InspectionRound, models.PROTECT, verbose_name=_("round"), related_name="sheets"
    )
    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name=_("panel"), related_name="sheets")
    duty = models.OneToOneField(
        Duty, models.PROTECT, verbose_name=_("duty"), related_name="sheet", editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState, default=SheetState.OPEN, editable=False
    )
    plan = models.CharField(_("plan"), max_length=10, choices=Plan, blank=True)
    plan_reason = models.CharField(_("reason of the plan"), max_length=300, blank=True)
    merge_into = models.ForeignKey(
        Panel,
        models.PROTECT,
        verbose_name=_("to be merged into"),
        null=True,
        blank=True,
        related_name="+",
    )
    results = models.TextField(
        _("what came of its advice"),
        blank=True,
        help_text=_("What was taken up in this half-year, one per line."),
    )
    difficulties = models.TextField(_("difficulties and requests"), blank=True)
    comments = models.JSONField(_("comments"), default=dict, blank=True)
    figures = models.JSONField(_("figures at acceptance"), null=True, blank=True, editable=False)

    #: The department that owes it or answered it, wherever the panel went since.
    scope: ClassVar = Scope(city="round__city", department="duty__department")
    #: The condition of `is_dropped`.
    DROPPED: ClassVar = Q(state__in=WRITABLE, duty__due="", duty__done="")
    together: ClassVar = {"panel": [("city", "round__city")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inspection sheet")
        verbose_name_plural = _("inspection sheets")
        ordering = ["round", "panel"]
        constraints = [
            models.UniqueConstraint(fields=["round", "panel"], name="sheet_once"),
            models.CheckConstraint(
                condition=~Q(state=SheetState.ACCEPTED) | Q(figures__isnull=False),
                name="sheet_accepted_with_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel} · {self.round}"

    @property
    def is_dropped(self) -> bool:
        """Whether nobody asks for it any more: the end of its panel called its duty off."""
        return self.state in WRITABLE and self.duty.is_called_off

    @property
    def standing(self) -> str:
        """Its state in words."""
        return gettext("No longer asked") if self.is_dropped else self.get_state_display()


class SheetMove(models.Model):
    """Evidence of one move of a sheet, with the remarks it was returned with."""

    sheet = models.ForeignKey(
        InspectionSheet, models.PROTECT, verbose_name=_("sheet"), related_name="moves"
    )
    old = models.CharField(_("from"), max_length=10, choices=SheetState)
    new = models.CharField(_("to"), max_length=10, choices=SheetState)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("who"), related_name="+"
    )
    remarks = models.TextField(_("remarks"), blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="sheet__round__city", department="sheet__duty__department")

    class Meta:
        verbose_name = _("move of a sheet")
        verbose_name_plural = _("moves of sheets")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.get_old_display()} → {self.get_new_display()}"
