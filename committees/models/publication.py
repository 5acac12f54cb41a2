"""What stands between draft minutes and the public: files read, names settled, corrections."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civicforum.people.scope import Scope
from committees.models.bodies import Body
from committees.models.meetings import Meeting
from committees.states import FileState


class MinutesFile(models.Model):
    """A file with minutes that was uploaded to be read; private, never served to the public.

    `reading` is what the reader understood (`minutes.reading.transfer`), `problem` the message
    why it could not be read ([msgid, values]). `review` is what the reviewer typed so far
    ({"typed": …}) and, once it was accepted, where each unplaced line and each line of the
    attendance list went, and which line gave a speech that several may have given
    ({"lines": [[line, where]], "seats": [[line, whose]], "speakers": [[order, line]]}).
    """

    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("body"), related_name="minutes_files"
    )
    file = models.FileField(_("file"), upload_to="minutes/%Y", max_length=200)
    name = models.CharField(_("name of the file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=FileState, default=FileState.WAITING
    )
    progress = models.PositiveSmallIntegerField(_("read (percent)"), default=0)
    problem = models.JSONField(_("problem"), null=True, blank=True)
    reading = models.JSONField(_("reading"), null=True, blank=True)
    review = models.JSONField(_("review"), null=True, blank=True)
    #: Which worker's reading counts: it grows with each that takes the file, and never falls.
    claim = models.PositiveIntegerField(_("claim"), default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    changed_at = models.DateTimeField(_("last step"), default=timezone.now)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        verbose_name=_("became the draft of"),
        null=True,
        blank=True,
        related_name="source_files",
    )

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="body__city", department="body__department")

    class Meta:
        verbose_name = _("file with minutes")
        verbose_name_plural = _("files with minutes")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name


class NameDecision(models.Model):
    """What was decided of a likely personal datum in the minutes of a meeting.

    A masked one no longer stands anywhere in them; should it come back, it is open again.
    """

    class Decision(models.TextChoices):
        MASKED = "masked", _("Masked")
        KEPT = "kept", _("Kept")
        DISMISSED = "dismissed", _("Not personal")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="name_decisions"
    )
    kind = models.CharField(_("kind"), max_length=20)
    text = models.CharField(_("text"), max_length=200)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided at"), auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), related_name="+"
    )

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")

    class Meta:
        verbose_name = _("decision on a name")
        verbose_name_plural = _("decisions on names")
        ordering = ["meeting", "kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "text"], name="name_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.get_decision_display()}"


class Correction(models.Model):
    """A numbered correction of published minutes, with its reason; evidence.

    `changes` are [{"of": [kind, key, field], "before": str, "after": str}]. What stood there before
    is shown only where `shows_before`: a correction may take away what should not have been public.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="corrections"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=200)
    changes = models.JSONField(_("changes"))
    shows_before = models.BooleanField(_("shows what stood there before"), default=True)
    corrected_at = models.DateTimeField(_("corrected at"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("corrected by"), related_name="+"
    )

    is_evidence: ClassVar = True
    withheld_through: ClassVar = ("meeting__",)
    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="correction_number")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number}"
