"""What is attached to the minutes: lists (별첨), papers and photos."""

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.scope import Scope
from civicforum.record.models import RecordModel
from committees.models.meetings import AgendaItem, Meeting
from committees.models.withholding import WithheldField


class AttachedList(RecordModel):
    """A list that stands at the end of the minutes (별첨), such as the approved projects."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="attached_lists"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=200)
    lines = models.TextField(_("lines"), blank=True, help_text=_("One per line."))

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("meeting__",)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attached list")
        verbose_name_plural = _("attached lists")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="attached_list_order",
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        return self.title


class Paper(RecordModel):
    """A file of the meeting: a paper for an agenda item, or a photo.

    `content` is the text in the file, in which likely personal data are looked for; a photo
    is stored without its metadata.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("Paper")
        PHOTO = "photo", _("Photo")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="papers"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.RESTRICT,  # both go with their meeting
        verbose_name=_("agenda item"),
        related_name="papers",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PAPER)
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(
        _("title"), max_length=200, help_text=_("Of a photo: what is to be seen on it.")
    )
    file = models.FileField(_("file"), upload_to="papers/%Y", max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    content = models.TextField(_("text in the file"), blank=True, editable=False)
    read_at = models.DateTimeField(_("text was read at"), null=True, editable=False)
    #: Why the text could not be read: [msgid, values].
    problem = models.JSONField(_("problem"), null=True, editable=False)
    withheld = WithheldField()

    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")
    published_through: ClassVar = "meeting"
    withheld_through: ClassVar = ("", "agenda_item__", "meeting__")
    together: ClassVar = {"agenda_item": [("meeting", "meeting")]}
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="paper_order", deferrable=Deferrable.IMMEDIATE
            )
        ]

    def __str__(self) -> str:
        return self.title
