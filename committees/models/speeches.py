"""What was said at a meeting."""

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from committees.models.bodies import Seat
from committees.models.meetings import AgendaItem, Meeting
from committees.models.withholding import WithheldField


class Speech(RecordModel):
    """One speech in its place, by the speaker's role.

    `text` is what was said; `summary` is the portal's own, where only that is published.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="speeches"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.RESTRICT,  # both go with their meeting
        verbose_name=_("agenda item"),
        related_name="speeches",
        null=True,
        blank=True,
    )
    order = models.PositiveSmallIntegerField(_("order"))
    speaker = models.CharField(_("speaker (role)"), max_length=50)
    seat = models.ForeignKey(
        Seat,
        models.RESTRICT,  # both go with the draft that the seat was made with
        verbose_name=_("speaker's seat"),
        related_name="speeches",
        null=True,
        blank=True,
    )
    text = models.TextField(_("what was said"), blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    said_at = models.PositiveIntegerField(_("seconds into the recording"), null=True, blank=True)
    withheld = WithheldField()
    #: Made by the editor that wrote it, so that a speech sent twice is stored once.
    key = models.UUIDField(_("key"), null=True, unique=True, editable=False)

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("", "agenda_item__", "meeting__")
    together: ClassVar = {
        "agenda_item": [("meeting", "meeting")],
        "seat": [("body", "meeting__body")],
    }
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="speech_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.speaker}"
