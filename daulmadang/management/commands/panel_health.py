"""How every panel does on a day: its light, the figures behind it, and why in words."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from civicforum.kit.partial_dates import PartialDate
from civicforum.people.models import City
from daulmadang.reports.health import Health, health_in

BAD_INPUT = 2


class Command(BaseCommand):
    """Print the light of every panel that existed on a day."""

    help = "Print how every panel did in the twelve months up to a day; exit 2 on bad input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", help="the day, YYYY-MM-DD; today without it")
        parser.add_argument("--city", default="", help="the address name of one city")
        parser.add_argument("--json", action="store_true", help="print the rows as a JSON list")

    def handle(self, *, on: str, city: str, json: bool, **_options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            day = _day(on)
            if city and not City.objects.filter(slug=city).exists():
                raise CommandError(_("There is no city “%s” here.") % city, returncode=BAD_INPUT)
            found = health_in(day, city)
            self.stdout.write(as_json(found) if json else as_text(found))


def _day(text: str) -> dt.date:
    if not text:
        return timezone.localdate()
    if len(text) != 10 or not PartialDate.is_valid(text):
        message = _("“%s” is no day. Write it as 2026-06-30.")
        raise CommandError(message % text, returncode=BAD_INPUT)
    day = dt.date.fromisoformat(text)
    if day > timezone.localdate():
        message = _("“%s” is still to come: nobody knows yet how the panels will do.")
        raise CommandError(message % text, returncode=BAD_INPUT)
    return day


def as_json(found: list[Health]) -> str:
    """Return the rows as one JSON list."""
    return json.dumps(list(map(_row, found)), ensure_ascii=False, indent=1)


def _row(one: Health) -> dict[str, Any]:
    figures = one.figures
    return {
        "panel": one.panel.address,
        "light": str(one.judgement.light),
        "meetings": figures.meetings,
        "days_since_last": figures.days_since_last,
        "attendance": figures.attendance,
        "median_days_to_publish": figures.median_days_to_publish,
        "overlaps": figures.overlaps,
        "reasons": one.judgement.reasons,
    }


def as_text(found: list[Health]) -> str:
    """Return a line for each panel, with a line below it for each reason."""
    lines = []
    for one in found:
        lines.append(f"{one.light.label}\t{one.panel.title} ({one.panel.address})")
        lines += [f"\t- {reason}" for reason in one.judgement.reasons]
    return "\n".join(lines)
