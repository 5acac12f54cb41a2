"""Celery tasks of the record: fetch and delegate, nothing else."""

from celery import Task, shared_task
from django.utils import timezone

from civicforum.record import services
from civicforum.record.services.notices import DeliveryFailed


@shared_task
def sweep_reminders() -> None:
    """Write the notices that are due and hand the waiting ones to the workers."""
    for pk in services.sweep_reminders(timezone.now()):
        deliver_notice.delay(pk)


@shared_task(
    bind=True, autoretry_for=(DeliveryFailed,), retry_backoff=10, max_retries=4, retry_jitter=True
)
def deliver_notice(self: Task, pk: int) -> None:
    """Send one notice, once."""
    services.deliver_notice(pk)
