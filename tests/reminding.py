"""Sweeping and sending as beat and the workers do, on a clock that stands still."""

import datetime as dt

import pytest
from django.core import mail

from civicforum.record import services
from tests import clock


def work(patch: pytest.MonkeyPatch, now: dt.datetime) -> list[mail.EmailMessage]:
    """Sweep once and send what that hands over; return the mails that went out."""
    clock.stop(patch, now)
    before = len(mail.outbox)
    for pk in services.sweep_reminders(now):
        services.deliver_message(pk, now)
    return mail.outbox[before:]
