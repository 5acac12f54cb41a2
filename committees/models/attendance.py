"""Who attended a meeting: each seat, and others without one."""

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from committees.models.bodies import Seat
from committees.models.meetings import Meeting


class Attendance(RecordModel):
    """Whether a seat was filled at a meeting, as far as the minutes tell."""

    class Status(models.TextChoices):
        PRESENT = "present", _("Present")
        DELEGATED = "delegated", _("Delegated")
        ABSENT = "absent", _("Absent")
        UNKNOWN = "unknown", _("Not recorded")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="attendance"
    )
    seat = models.ForeignKey(
        Seat,
        models.RESTRICT,  # both go with the draft that the seat was made with
        verbose_name=_("seat"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNKNOWN)
    delegated_to = models.CharField(
        _("delegated to"), max_length=50, blank=True, help_text=_("By role, never by name.")
    )
    is_excused = models.BooleanField(_("excused"), default=False)
    arrived = models.TimeField(_("came later, at"), null=True, blank=True)
    left = models.TimeField(_("left earlier, at"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("meeting__",)
    together: ClassVar = {"seat": [("body", "meeting__body")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting", "seat__order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_status_display()}"


class Observer(RecordModel):
    """Others who attended without a seat, by role: reporters, residents, officials."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="observers"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=100)
    people = models.PositiveSmallIntegerField(_("number of people"), default=1)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("meeting__",)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("observer")
        verbose_name_plural = _("observers")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="observer_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return self.role
