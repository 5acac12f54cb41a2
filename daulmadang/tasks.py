"""Celery tasks of Daul-madang: fetch and delegate, nothing else."""

from celery import shared_task
from django.utils import timezone

from daulmadang import services


@shared_task
def make_years() -> None:
    """Make the duties that the templates ask for, this year's and the coming year's."""
    services.make_coming_years(timezone.localdate())
