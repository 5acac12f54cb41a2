"""Celery with the guard of the claim taken away: the negative control of the kill test."""

from typing import Any

from celery.signals import worker_init
from django.db.models import Q

from civicforum.celery import app

__all__ = ["app"]


@worker_init.connect
def take_the_guard_away(**_: Any) -> None:
    """Let every worker have every message."""
    from civicforum.record.models import Message
    from civicforum.record.services import messages

    messages._claimable = lambda now: Q()
    messages._held = lambda message: Message.objects.filter(pk=message.pk)
