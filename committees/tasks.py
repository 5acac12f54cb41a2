"""Celery tasks of what meets: fetch and delegate, nothing else."""

from celery import shared_task
from django.utils import timezone

from committees.services import outputs
from committees.services.duties import keep_publication_duties
from committees.services.publication import publish_due


@shared_task
def publish_scheduled() -> None:
    """Publish the minutes whose time has come."""
    publish_due(timezone.now())


@shared_task
def keep_duties() -> None:
    """Bring the duties to publish minutes up to date."""
    keep_publication_duties()


@shared_task
def prepare_files(meeting: int) -> None:
    """Make the files of published minutes that are missing."""
    outputs.prepare(meeting)
