"""Celery tasks of the record: fetch and delegate, nothing else."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from civicforum.record import services, uploads


@shared_task
def sweep_reminders() -> None:
    """Write the notices that are due and hand the waiting messages to the workers."""
    for pk in services.sweep_reminders(timezone.now()):
        # The next sweep hands over again what still waits, so nothing piles up.
        deliver_message.apply_async([pk], expires=settings.REMINDER_SWEEP_SECONDS)


@shared_task
def deliver_message(pk: int) -> None:
    """Send one message, once."""
    services.deliver_message(pk, timezone.now())


@shared_task
def reindex() -> None:
    """Refresh the searchable text of every entry."""
    services.reindex()


@shared_task
def forget_uploads() -> None:
    """Remove uploaded sheets that nobody confirmed."""
    uploads.forget_old(timezone.now())
