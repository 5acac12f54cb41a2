"""What has to be done before the portal can serve: `python -m civicforum.prepare`.

One process for all steps, because loading Django takes longer than most of them. The web process
of `make run` does it at every start (web.py); in production it is the step after an update
(docs/deployment.md).
"""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError
from psycopg2.errors import DiskFull

from civicforum.kit import catalogue, statics
from civicforum.local.home import chosen_home

NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def _ask_redis() -> None:
    from civicforum.record import version

    if version.current() is None:
        raise CommandError("REDIS_URL names a server that does not answer")


def _bring_tables_up_to_date() -> None:
    from civicforum.kit import schema

    schema.bring_up_to_date()


def _run(*command: str) -> None:
    with open(os.devnull, "w") as nowhere:
        call_command(*command, verbosity=0, stdout=nowhere)


STEPS: list[tuple[str, Callable[[], object]]] = [
    # Before Django starts: it reads the catalogue once, and the record's texts are made with it.
    ("Korean catalogue", catalogue.compile_catalogue),
    ("Django", django.setup),
    ("Redis", _ask_redis),
    ("Database schema", _bring_tables_up_to_date),
    ("The record of both cities", partial(_run, "load_record", "--if-empty")),
    ("Static files", statics.collect),
]
if os.environ.get("DEMO_ACCOUNTS") == "1":  # never where real people sign in
    STEPS.append(("Demo accounts", partial(_run, "demo_accounts")))


def main() -> int:
    """Run every step, one line of progress each; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
    for label, step in STEPS:
        _say(f"{label} …")
        try:
            step()
        except ImproperlyConfigured as error:
            return _failed("Settings", str(error))
        except Exception as error:
            return _failed(label, _reason(error))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _reason(error: Exception) -> str:
    if _is_disk_full(error):
        return "no space is left on the disk"
    if isinstance(error, CommandError):
        return str(error)
    if isinstance(error, OperationalError):
        return f"{_first_line(error)} (DATABASE_URL says where)"
    return f"{_first_line(error)} ({_details()})"


def _is_disk_full(error: BaseException | None) -> bool:
    """Say so of a disk of ours and of the database server's, whoever wrapped the error."""
    while error:
        if isinstance(error, DiskFull) or getattr(error, "errno", None) in NO_SPACE:
            return True
        error = error.__cause__ or error.__context__
    return False


def _details() -> str:
    """Keep the traceback of the error that is being handled; return where."""
    file = chosen_home() / "prepare.log"
    try:
        file.write_text(traceback.format_exc())
    except OSError as error:
        return f"{file} cannot be written: {error.strerror}"
    return f"details: {file}"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _failed(label: str, why: str) -> int:
    _say(f"{label}: {why.rstrip('.')}. Put that right and start again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
