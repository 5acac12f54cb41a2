"""Load the fixtures into the record: the one place that knows every job's loader."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

import committees.loader
import daulmadang.loader
import roundtables.loader
from civicforum.record import loader as record
from civicforum.record.errors import RecordError
from civicforum.record.fixtures import BadRow, Row, read_file
from civicforum.record.models import Entry

#: Which function loads which files of a city's folder; the order is that of the loading.
PARTS: tuple[tuple[str, Callable[[record.Loader, Row], None]], ...] = (
    ("city.yaml", record.load_city),
    ("documents.yaml", record.load_documents),
    ("programmes.yaml", record.load_programmes),
    ("roundtables/*.yaml", roundtables.loader.load_roundtable),
    ("bodies.yaml", committees.loader.load_bodies),
    ("projects.yaml", committees.loader.load_projects),
    ("meeting-*.yaml", committees.loader.load_meeting),
    ("sharing-event*.yaml", committees.loader.load_event),
    ("panels.yaml", daulmadang.loader.load_panels),
    ("duties.yaml", daulmadang.loader.load_duties),
    ("outcomes.yaml", daulmadang.loader.load_outcomes),
    ("discrepancies.yaml", record.load_discrepancies),
)


class Command(BaseCommand):
    """Load every city's folder in one transaction: all of it or nothing."""

    help = "Load the fixtures into the record. Safe to repeat; rows edited here are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures",
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
        loader = record.Loader(overwrite=overwrite)
        try:
            with transaction.atomic(), translation.override("en"):
                load_folder(loader, folder)
        except (BadRow, RecordError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(summary(loader))


def load_folder(loader: record.Loader, root: Path) -> None:
    """Load the folders of all cities below the root and publish what is new. Raises BadRow."""
    cities = sorted(path.parent for path in root.glob("*/city.yaml"))
    if not cities:
        raise BadRow(f"{root} holds no folder with a city.yaml; name a folder that does.")
    known = [
        (path, load) for city in cities for part, load in PARTS for path in sorted(city.glob(part))
    ]
    strangers = set(root.rglob("*.yaml")) - {path for path, _ in known}
    for path in sorted(strangers):
        raise BadRow(f"{path.relative_to(root)} is no file the record knows; rename or remove it.")
    for path, load in known:
        top = read_file(path, root)
        load(loader, top)
        top.finish()
    loader.finish()


def summary(loader: record.Loader) -> str:
    """Say in one line what the load did."""
    parts = ["created", "unchanged", "overwritten", "published"]
    told = ", ".join(f"{loader.counts[part]} {part}" for part in parts)
    kept = loader.counts["kept"]
    return told + (f"; {kept} edited here and kept (--overwrite replaces them)" if kept else "")
