"""Print the reminders of a day; nothing is sent and nothing written."""

import datetime as dt
import json
import re
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from civicforum.people.models import City
from civicforum.portal.planned import planned_reminders


class Command(BaseCommand):
    """One line, or one object of a JSON list, for each reminder and recipient."""

    help = (
        "Print what would be sent on a day if the city had been live since the last day "
        "that its documents know of."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", help="the day, as YYYY-MM-DD")
        parser.add_argument("--city", help="the address name of one city")
        parser.add_argument("--json", action="store_true", help="print a JSON list")

    def handle(self, *, on: str, city: str | None, json: bool, **_: Any) -> None:
        day = _day(on)
        if city is not None and not City.objects.filter(slug=city).exists():
            raise CommandError(f"There is no city “{city}”.", returncode=2)
        with translation.override(settings.LANGUAGE_CODE):
            found = planned_reminders(day, city or "")
        self.stdout.write(_as_json(found) if json else _as_text(found))


def _day(text: str) -> dt.date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):  # ISO 8601 has other forms
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--on takes a day as YYYY-MM-DD, such as 2022-05-17, not “{text}”.", returncode=2
        ) from error


def _as_json(found: list[dict[str, Any]]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


def _as_text(found: list[dict[str, Any]]) -> str:
    lines = [
        f"{one['rule']}: {one['duty']}{_of(one)}, due {one['due']}, to {one['recipient']}"
        for one in found
    ]
    return "\n".join([*lines, f"{len(found)} reminders"])


def _of(one: dict[str, Any]) -> str:
    return f" ({one['panel']})" if one["panel"] else ""
