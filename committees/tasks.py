"""Celery tasks of the committees: fetch and delegate, nothing else."""

from celery import shared_task

from committees.models import Meeting
from committees.reports.edition import public_edition
from committees.services import outputs


@shared_task
def prepare_files(meeting: int) -> None:
    """Make the files of published minutes that are missing."""
    row = Meeting.public.select_related("body").filter(pk=meeting).first()
    if row is not None:
        outputs.make(public_edition(row), list(outputs.WRITERS))
