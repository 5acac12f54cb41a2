"""Read the minutes in a file and print what was recognised; nothing is stored."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.minutes.reading.files.kinds import Kind
from committees.minutes.reading.isolated import read_isolated
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.result import Reading

BAD_FILE = 2


class Command(BaseCommand):
    """Print a draft of the minutes in a file."""

    help = "Read minutes from an HWPX, HWP, DOCX, PDF or TXT file; exit 2 when it cannot be read."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="kind", choices=list(Kind), help="what the file is")
        parser.add_argument("--json", action="store_true", help="print all of it as a JSON object")

    def handle(self, *, file: Path, kind: str | None, json: bool, **_: Any) -> None:
        try:
            reading = read_isolated(file, Kind(kind) if kind else None, progress=self._show)
        except Unreadable as unreadable:
            raise CommandError(str(unreadable), returncode=BAD_FILE) from unreadable
        self.stdout.write(as_json(reading) if json else as_text(reading))

    def _show(self, hundredths: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{hundredths} % ", ending="\n" if hundredths == 100 else "")


def as_json(reading: Reading) -> str:
    """Return the reading as one JSON object."""
    return json.dumps(reading.as_contract(), ensure_ascii=False, indent=1)


def as_text(reading: Reading) -> str:
    """Return the title, one line per kind of what was found, and every warning."""
    found = reading.as_contract()
    counts = [f"{name}: {len(rows)}" for name, rows in found.items() if isinstance(rows, list)]
    return "\n".join([reading.minutes.title, *counts, *found["warnings"]])
