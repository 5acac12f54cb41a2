from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civicforum.kit import catalogue


class Command(BaseCommand):
    help = "Fail unless every marked string has a Korean translation and none is left over."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        lines = catalogue.problems()
        if lines:
            raise CommandError(
                "\n".join([*lines, f"{len(lines)} problems: run manage.py update_catalogue."])
            )
