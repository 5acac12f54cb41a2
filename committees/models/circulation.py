"""What members are asked for: to come to a meeting, and to confirm its minutes."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.kit.dates import format_date
from civicforum.kit.mail import Letter
from civicforum.people.scope import Scope
from civicforum.record.models import Commitment
from committees.letters import invitation_letter
from committees.models.meetings import Meeting
from committees.models.tenures import Tenure


def new_token() -> str:
    """A part of an address that nobody guesses."""
    return secrets.token_urlsafe(24)


class Convocation(models.Model):
    """A notice of a meeting (소집 통지) as it went out: when, where, and the agenda; evidence.

    A later one corrects the earlier. `content` is what it said: {"title", "date", "starts",
    "ends", "form", "place", "agenda": [str], "items": [key]}; the body's page announces the
    meeting with it, as far as it is public (`committees.reports.coming`).
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="convocations"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    is_cancelled = models.BooleanField(_("calls the meeting off"), default=False)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sent by"), related_name="+"
    )

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")

    class Meta:
        verbose_name = _("notice of a meeting")
        verbose_name_plural = _("notices of meetings")
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="convocation_number")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number}"


class Circulation(models.Model):
    """A round in which the draft minutes are with the members; evidence."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="circulations"
    )
    number = models.PositiveSmallIntegerField(_("round"))
    due = models.DateField(_("answer by"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("opened by"), related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="meeting__city", department="meeting__body__department")

    class Meta:
        verbose_name = _("circulation")
        verbose_name_plural = _("circulations")
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="circulation_number"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(closed_at__isnull=True),
                name="circulation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.number}"


class Invitation(Commitment):
    """A member is asked to come and says whether (참석·위임·불참); done once answered."""

    KIND: ClassVar = Commitment.Kind.INVITATION
    told_alone: ClassVar = True

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        COMING = "coming", _("Will attend")
        DELEGATING = "delegating", _("Sends a delegate")
        NOT_COMING = "not_coming", _("Cannot attend")

    convocation = models.ForeignKey(
        Convocation, models.PROTECT, verbose_name=_("notice"), related_name="invitations"
    )
    tenure = models.ForeignKey(
        Tenure, models.PROTECT, verbose_name=_("member"), related_name="invitations"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    delegated_to = models.CharField(
        _("delegated to"), max_length=50, blank=True, help_text=_("By role, never by name.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    is_evidence: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["tenure__seat__order"]
        constraints = [
            models.UniqueConstraint(fields=["convocation", "tenure"], name="invitation_once")
        ]

    def letter(self) -> Letter:
        """The notice as the member gets it, with the address to answer at and a calendar file."""
        return invitation_letter(self)


class Confirmation(Commitment):
    """A member is asked to confirm the minutes, or to say what to change; done once answered."""

    KIND: ClassVar = Commitment.Kind.CONFIRMATION
    told_alone: ClassVar = True

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        CONFIRMED = "confirmed", _("Confirmed")
        CHANGE = "change", _("Asks for a change")

    circulation = models.ForeignKey(
        Circulation, models.PROTECT, verbose_name=_("circulation"), related_name="confirmations"
    )
    tenure = models.ForeignKey(
        Tenure, models.PROTECT, verbose_name=_("member"), related_name="confirmations"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    wish = models.TextField(_("what to change"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    is_evidence: ClassVar = True
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["tenure__seat__order"]
        constraints = [
            models.UniqueConstraint(fields=["circulation", "tenure"], name="confirmation_once")
        ]

    def letter(self) -> Letter:
        """Ask the member to read the draft, at an address that is only theirs."""
        meeting = self.circulation.meeting
        what = {
            "body": meeting.body,
            "meeting": meeting,
            "day": meeting.day,
            "due": format_date(self.circulation.due),
            "url": f"{settings.SITE_URL}/members/minutes/{self.token}/",
        }
        subject = gettext("[%(body)s] Please confirm the minutes of “%(meeting)s”") % what
        body = gettext(
            "The minutes of “%(meeting)s” (%(body)s, %(day)s) are written. Please read them by "
            "%(due)s and confirm them, or say what should be changed:\n\n%(url)s\n\nThis "
            "address is only for you. Please do not pass it on: the minutes are not public yet."
        )
        return Letter(subject, body % what)
