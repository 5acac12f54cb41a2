"""Celery tasks of committees: fetch and delegate, nothing else."""

import contextlib

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from committees.services import minutes_files, notice, outputs, papers
from committees.services.duties import keep_publication_duties
from committees.services.publication import publish_due


@shared_task
def publish_scheduled() -> None:
    """Publish the minutes whose time has come."""
    publish_due(timezone.now())


@shared_task
def settle_called_off() -> None:
    """Let go of the invitations to meetings that are called off, once the members were told."""
    notice.settle_called_off(timezone.now())


@shared_task
def keep_duties() -> None:
    """Bring the duties to publish minutes up to date."""
    keep_publication_duties()


@shared_task
def read_minutes_file(pk: int) -> None:
    """Read one uploaded file with minutes."""
    minutes_files.read_file(pk)


@shared_task
def sweep_minutes_files() -> None:
    """Hand over again the files that wait, among them those whose worker was lost."""
    for pk in minutes_files.sweep_files(timezone.now()):
        read_minutes_file.apply_async([pk], expires=settings.MINUTES_SWEEP_SECONDS)


@shared_task
def forget_minutes_files() -> None:
    """Delete files that were discarded or could not be read."""
    minutes_files.forget_files(timezone.now())


@shared_task
def read_paper(pk: int) -> None:
    """Read the text of one paper."""
    papers.read_paper(pk)


@shared_task
def sweep_papers() -> None:
    """Hand over again the papers that wait to be read, among them those whose worker was lost."""
    for pk in papers.papers_to_read():
        read_paper.apply_async([pk], expires=settings.REMINDER_SWEEP_SECONDS)


@shared_task
def prepare_files(meeting: int) -> None:
    """Make the files of published minutes that are missing."""
    outputs.prepare(meeting)


def hand_over(task: Task, pk: int) -> None:
    """Hand a row to the workers; where the broker is away, the next sweep does."""
    with contextlib.suppress(OperationalError):
        task.apply_async([pk], retry=False)
