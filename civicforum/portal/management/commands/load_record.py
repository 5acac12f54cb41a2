"""Load the fixtures into the record."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from civicforum.portal.fixtures import FIXTURES, load_folder
from civicforum.record.errors import RecordError
from civicforum.record.fixtures import BadRow
from civicforum.record.loader import Loader
from civicforum.record.models import Entry


class Command(BaseCommand):
    """Load every city's folder in one transaction: all of it or nothing."""

    help = "Load the fixtures into the record. Safe to repeat; rows edited here are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=FIXTURES,
            help="the folder that holds one folder per city (default: fixtures)",
        )  # fmt: skip
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing unless the record is empty"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="also replace rows that were edited here"
        )

    def handle(self, *, folder: Path, if_empty: bool, overwrite: bool, **_: Any) -> None:
        if if_empty and Entry.objects.exists():
            self.stdout.write("The record is not empty; nothing was loaded.")
            return
        loader = Loader(overwrite=overwrite)
        try:
            with transaction.atomic(), translation.override("en"):
                load_folder(loader, folder)
        except (BadRow, RecordError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(summary(loader))


def summary(loader: Loader) -> str:
    """Say in one line what the load did."""
    parts = ["created", "unchanged", "overwritten", "published"]
    told = ", ".join(f"{loader.counts[part]} {part}" for part in parts)
    kept = loader.counts["kept"]
    return told + (f"; {kept} edited here and kept (--overwrite replaces them)" if kept else "")
