"""Take a mail that came back from the mail server's pipe."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from civicforum.record import services
from civicforum.record.bounces import MOST_BYTES, read_report


class Command(BaseCommand):
    """Mark the message that came back; exit 2 for what is no report on a mail of ours."""

    help = "Read a delivery status notification (RFC 3464) from standard input."

    def handle(self, **_: Any) -> None:
        report = read_report(sys.stdin.buffer.read(MOST_BYTES + 1))
        if report is None:
            raise CommandError("This is no delivery status notification.", returncode=2)
        if not report.messages:
            raise CommandError("This report is on no message of ours.", returncode=2)
        if not report.has_failed:
            self.stdout.write("Nothing has failed yet: there is nothing to do.")
            return
        for pk in report.messages:
            news = services.bounce_message(pk, timezone.now(), report.status)
            self.stdout.write("The message came back." if news else "This was known.")
