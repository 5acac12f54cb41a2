"""Secret addresses of calendars for staff."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from civicforum.people.models import Department
from civicforum.people.scope import Scope
from daulmadang.models.panels import Panel


def new_token() -> str:
    """A part of an address that nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """Where a person's calendar program fetches the duties of a department or of a panel.

    It shows what its person may see on the day it is fetched; ended, it leads nowhere.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="calendar_addresses",
    )
    department = models.ForeignKey(
        Department, models.CASCADE, verbose_name=_("department"), null=True, blank=True
    )
    panel = models.ForeignKey(Panel, models.CASCADE, verbose_name=_("panel"), null=True, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    is_evidence: ClassVar = True
    scope: ClassVar = Scope()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.user} · {self.panel or self.department or ''}"
