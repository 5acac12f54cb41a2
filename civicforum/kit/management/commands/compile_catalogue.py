from typing import Any

from django.core.management.base import BaseCommand

from civicforum.kit import catalogue


class Command(BaseCommand):
    help = "Compile the Korean catalogue (no system gettext needed)."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        catalogue.compile_catalogue()
