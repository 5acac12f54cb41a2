"""Check every figure that can be recomputed from the rows against what documents state."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import committees.checks
import daulmadang.checks
import roundtables.checks
from civicforum.portal.fixtures import FIXTURES, compare_folder
from civicforum.record.checks import Checked, compare
from civicforum.record.fixtures import BadRow


class Command(BaseCommand):
    """One line per figure; exit 1 when anything is unexplained."""

    help = (
        "Recompute every stated figure from the rows: same, recorded discrepancy, or UNEXPLAINED."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="print a JSON list instead of lines"
        )

    def handle(self, *, json: bool, **_: Any) -> None:
        try:
            lines = check()
        except BadRow as error:
            raise CommandError(str(error)) from error
        if not lines:
            raise CommandError("There is nothing to check: load the record first (load_record).")
        self.stdout.write(as_json(lines) if json else as_text(lines))
        unexplained = sum(line.status == "unexplained" for line in lines)
        if unexplained:
            raise CommandError(
                f"{unexplained} of {len(lines)} figures are unexplained: "
                "correct the row, or record a discrepancy that holds both values."
            )


def check() -> list[Checked]:
    """Return every line of the check: the figures of all jobs, then the files' own rows."""
    return [*figures(), *compare_folder(FIXTURES)]


def figures() -> list[Checked]:
    """Return a line for each figure of all jobs."""
    return compare(
        [
            *roundtables.checks.computed(),
            *committees.checks.computed(),
            *daulmadang.checks.computed(),
        ]
    )


def as_json(lines: list[Checked]) -> str:
    """Return the lines as a JSON list."""
    return json.dumps([line.as_dict() for line in lines], ensure_ascii=False, indent=1)


def as_text(lines: list[Checked]) -> str:
    """Return the lines for people, with a count at the end."""
    words = {"same": "same", "recorded": "recorded discrepancy", "unexplained": "UNEXPLAINED"}
    rows = [
        f"{line.figure}: computed {line.computed}, stated {line.stated}: {words[line.status]}"
        for line in lines
    ]
    counts = ", ".join(
        f"{sum(line.status == status for line in lines)} {word}" for status, word in words.items()
    )
    return "\n".join([*rows, f"{len(lines)} figures: {counts}"])
