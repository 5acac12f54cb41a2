"""Celery tasks of what meets: fetch and delegate, nothing else."""

import contextlib

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from committees.services import papers
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
def read_paper(pk: int) -> None:
    """Read the text of one paper."""
    papers.read_paper(pk)


@shared_task
def sweep_papers() -> None:
    """Hand over again the papers that wait to be read, among them those whose worker was lost."""
    for pk in papers.papers_to_read():
        read_paper.apply_async([pk], expires=settings.REMINDER_SWEEP_SECONDS)


def read_soon(pk: int) -> None:
    """Hand a paper to the workers; where the broker is away, the next sweep does."""
    with contextlib.suppress(OperationalError):
        read_paper.apply_async([pk], retry=False)
