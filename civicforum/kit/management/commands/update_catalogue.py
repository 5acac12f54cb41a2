from typing import Any

from django.core.management.base import BaseCommand

from civicforum.kit import catalogue


class Command(BaseCommand):
    help = "Bring the Korean catalogue up to the strings marked in the sources."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        left = catalogue.update()
        self.stdout.write(f"{catalogue.path()}: {left} untranslated")
