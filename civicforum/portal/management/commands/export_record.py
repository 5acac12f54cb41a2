"""Export everything public, of all jobs, as one object of flat tables."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

import committees.export
import daulmadang.export
import roundtables.export
from civicforum.record import export as record
from civicforum.record.export import Rows


class Command(BaseCommand):
    """Print the public record."""

    help = "Print everything public: a count per table, or all of it with --json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the rows as one JSON object")

    def handle(self, *, json: bool, **_: Any) -> None:
        tables = export()
        self.stdout.write(as_json(tables) if json else as_text(tables))


def export() -> Rows:
    """Return the public rows of every job, by table."""
    return {
        **roundtables.export.export(),
        **daulmadang.export.export(),
        **committees.export.export(),
        **record.export(),
    }


def as_json(tables: Rows) -> str:
    """Return the tables as one JSON object."""
    return json.dumps(tables, ensure_ascii=False, indent=1)


def as_text(tables: Rows) -> str:
    """Return one line per table with its number of rows."""
    return "\n".join(f"{name}: {len(rows)}" for name, rows in tables.items())
