"""Celery tasks of the record: fetch and delegate, nothing else."""

import logging
from collections.abc import Iterable
from time import monotonic

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from civicforum.record import services, uploads

#: How many messages a worker is handed at once.
_TOGETHER = 10

_log = logging.getLogger(__name__)


@shared_task
def sweep_reminders() -> None:
    """Write the notices that are due, and send what waits together with the other workers.

    Whoever swept sends as well, from the other end: mails go out however long the queue is.
    """
    waiting = services.sweep_reminders(timezone.now())
    for start in range(0, len(waiting), _TOGETHER):
        part = waiting[start : start + _TOGETHER]
        # The next sweep hands over again what still waits, so nothing piles up.
        deliver_messages.apply_async([part], expires=settings.REMINDER_SWEEP_SECONDS)
    _deliver(reversed(waiting))


@shared_task
def deliver_messages(pks: list[int]) -> None:
    """Send messages, each once."""
    _deliver(pks)


def _deliver(pks: Iterable[int]) -> None:
    """Send until all are sent or the next sweep is due; what breaks at one stops no other."""
    until = monotonic() + settings.REMINDER_SWEEP_SECONDS
    for pk in pks:
        if monotonic() > until:
            return
        try:
            services.deliver_message(pk, timezone.now())
        except Exception:
            _log.exception("Message %s may have been sent", pk)


@shared_task
def reindex() -> None:
    """Refresh the searchable text of every entry."""
    services.reindex()


@shared_task
def forget_uploads() -> None:
    """Remove uploaded sheets that nobody confirmed."""
    uploads.forget_old(timezone.now())
