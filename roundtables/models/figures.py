"""Counts that a document reports of a roundtable."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from roundtables.models.roundtables import Roundtable


class FigureGroup(RecordModel):
    """Counts of one kind, such as opinions by kind or problems by field."""

    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="figure_groups"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.SlugField(_("code"))
    title = models.CharField(_("title"), max_length=200)
    unit = models.CharField(_("unit"), max_length=10, default="건")
    stated_total = models.PositiveIntegerField(
        _("total the document states"), null=True, blank=True
    )

    scope: ClassVar = Scope(city="roundtable__city")
    published_through: ClassVar = "roundtable"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("group of figures")
        verbose_name_plural = _("groups of figures")
        ordering = ["roundtable", "order"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "code"], name="figure_group_code")
        ]

    def __str__(self) -> str:
        return self.title


class Figure(RecordModel):
    """One count of a group."""

    group = models.ForeignKey(
        FigureGroup, models.CASCADE, verbose_name=_("group"), related_name="figures"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("label"), max_length=100)
    value = models.PositiveIntegerField(_("value"))

    scope: ClassVar = Scope(city="group__roundtable__city")
    published_through: ClassVar = "group__roundtable"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["group", "order"]
        constraints = [models.UniqueConstraint(fields=["group", "label"], name="figure_label")]

    def __str__(self) -> str:
        return f"{self.label} {self.value}"
