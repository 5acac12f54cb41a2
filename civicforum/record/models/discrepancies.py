"""Where sources disagree: every value is kept, one is shown, a clerk decides."""

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models.base import RecordModel
from civicforum.record.models.entries import Entry


class Discrepancy(RecordModel):
    """One point on which sources contradict each other, themselves or arithmetic.

    `subject` names the point within the entry, such as `attendance` or
    `session-1/venue`, so a difference that the record check finds there is explained
    by this row and by no other. Where it names a field of a row (`record/subjects.py`),
    a decision is written there.
    """

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="discrepancies"
    )
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        verbose_name=_("shown at"),
        related_name="discrepancies",
    )
    subject = models.CharField(_("subject"), max_length=100)
    title = models.CharField(_("what it is about"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    words_only = models.BooleanField(
        _("only words of it"),
        default=False,
        help_text=_("The statements quote only the words that differ, not the whole value."),
    )
    decided = models.BooleanField(
        _("decided"), default=False, help_text=_("The city stands by the value that is shown.")
    )
    decision = models.CharField(_("reason of the decision"), max_length=200, blank=True)

    speaks_about: ClassVar = True
    scope: ClassVar = Scope(city="city")
    published_through: ClassVar = "entry"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "subject"], name="discrepancy_once")
        ]

    def __str__(self) -> str:
        return self.title


class StatedFigure(RecordModel):
    """A number that a document states of an entry and that the rows must add up to."""

    entry = models.ForeignKey(
        Entry, models.CASCADE, verbose_name=_("entry"), related_name="stated_figures"
    )
    code = models.SlugField(_("code"))
    value = models.PositiveBigIntegerField(_("value"))

    speaks_about: ClassVar = True
    scope: ClassVar = Scope(city="entry__city")
    published_through: ClassVar = "entry"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["entry", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "code"], name="stated_figure_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


class Statement(RecordModel):
    """What one source says about the point of a discrepancy."""

    discrepancy = models.ForeignKey(
        Discrepancy, models.CASCADE, verbose_name=_("discrepancy"), related_name="statements"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    basis = models.CharField(
        _("other ground"), max_length=100, blank=True, help_text=_("Such as the calendar.")
    )
    value = models.CharField(_("value"), max_length=300)
    shown = models.BooleanField(_("shown"), default=False)

    speaks_about: ClassVar = True
    scope: ClassVar = Scope(city="discrepancy__city")
    published_through: ClassVar = "discrepancy__entry"
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["discrepancy", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["discrepancy", "order"],
                name="statement_order",
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.UniqueConstraint(
                fields=["discrepancy"], condition=Q(shown=True), name="statement_one_shown"
            ),
        ]

    def __str__(self) -> str:
        return self.value
