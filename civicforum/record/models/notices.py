"""The ledger of notices, the messages that carry them, and the city's rules of reminding."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civicforum.people.belonging import Belonging
from civicforum.people.models import City
from civicforum.people.scope import Scope
from civicforum.record.models.commitments import Commitment
from civicforum.record.states import IN_TROUBLE, NoticeState

#: The farther a rule looks ahead, the more a sweep has to look at.
MOST_DAYS_BEFORE = 60


class ReminderRule(Belonging):
    """When a city reminds of a topic; what has no rule is reminded as `reminders.USUAL` says."""

    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("city"), related_name="reminder_rules"
    )
    topic = models.CharField(_("topic"), max_length=30)
    days_before = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days before"),
        default=list,
        blank=True,
        help_text=_("Calendar days, such as 14, 7, 1, 0. Empty: nobody is told before."),
    )
    overdue_every = models.PositiveSmallIntegerField(
        _("overdue, every"),
        null=True,
        blank=True,
        help_text=_(
            "In working days. Empty: what is overdue is not reminded, nor told to anybody above."
        ),
    )

    scope: ClassVar = Scope(city="city")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule of reminding")
        verbose_name_plural = _("rules of reminding")
        ordering = ["city", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["city", "topic"], name="reminder_rule_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.city} · {self.topic}"

    def clean(self) -> None:
        """Refuse to look further ahead than a sweep may, and to remind without a pause."""
        if any(days > MOST_DAYS_BEFORE for days in self.days_before or ()):
            text = _("No more than %s days before.") % MOST_DAYS_BEFORE
            raise ValidationError({"days_before": text})
        if self.overdue_every == 0:
            raise ValidationError({"overdue_every": _("At least 1, or leave it empty.")})


class Channel(models.TextChoices):
    """How somebody is told."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    KAKAO = "kakao", _("Kakao")


class Message(models.Model):
    """One mail (or text message): the digest of a recipient's day, or a letter of its own.

    Workers claim it with a guarded update. `subject` and `body` are what it said when it was
    sent; of letters that are told alone the body, which may hold a secret link, is not kept.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recipient"),
        related_name="messages",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    day = models.DateField(_("day"))
    is_digest = models.BooleanField(_("digest"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState, default=NoticeState.PENDING
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "channel", "day"],
                condition=Q(is_digest=True),
                name="message_one_digest_a_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=[NoticeState.PENDING, NoticeState.CLAIMED]),
                name="message_unsettled",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.day}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_trouble(self) -> "NoticeQuerySet":
        """Those that failed, may have failed, or came back."""
        return self.filter(state__in=IN_TROUBLE)

    def unarrived(self) -> "NoticeQuerySet":
        """Those that failed or may have, of commitments that are still open and due as then."""
        day = Cast("commitment__due_on", models.CharField())
        return self.in_trouble().filter(commitment__done="", moment__startswith=day)


class Notice(models.Model):
    """The ledger of notices: one row per commitment, moment, recipient and channel.

    The row is written before anything goes to the broker; a message takes it along.
    """

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, verbose_name=_("commitment"), related_name="notices"
    )
    moment = models.CharField(_("moment"), max_length=30)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recipient"),
        related_name="notices",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    message = models.ForeignKey(
        Message,
        models.PROTECT,
        verbose_name=_("message"),
        null=True,
        blank=True,
        related_name="notices",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState, default=NoticeState.PENDING
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope(city="commitment__city", department="commitment__department")
    objects: ClassVar[models.Manager[Any]] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "moment", "recipient", "channel"], name="notice_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "channel"],
                condition=Q(state=NoticeState.PENDING),
                name="notice_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment} · {self.moment} · {self.recipient}"
