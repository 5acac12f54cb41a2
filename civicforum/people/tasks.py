"""Celery tasks of people: fetch and delegate, nothing else."""

from celery import shared_task
from django.utils import timezone

from civicforum.people import services


@shared_task
def forget_sign_ins() -> None:
    """Remove what is kept of attempts to sign in once nothing depends on it."""
    services.forget_sign_ins(timezone.now())
