"""What has to be done before the portal can serve: `python -m civicforum.prepare`.

One process for all steps, because loading Django takes longer than most of them. The web process
of `make run` does it at every start (web.py); in production it is the step after an update
(docs/deployment.md).
"""

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

from civicforum.kit import statics


def _run(*command: str) -> None:
    with open(os.devnull, "w") as nowhere:
        call_command(*command, verbosity=0, stdout=nowhere)


STEPS: list[tuple[str, Callable[[], None]]] = [
    ("Korean catalogue", partial(_run, "compile_catalogue")),
    ("Database schema", partial(_run, "migrate", "--noinput")),
    ("The record of both cities", partial(_run, "load_record", "--if-empty")),
    ("Static files", statics.collect),
]
if os.environ.get("DEMO_ACCOUNTS") == "1":  # never where real people sign in
    STEPS.append(("Demo accounts", partial(_run, "demo_accounts")))


def main() -> int:
    """Run every step, one line of progress each; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
    django.setup()
    from civicforum.record import version

    if version.current() is None:
        return _failed("Redis", "REDIS_URL names a server that does not answer")
    for label, step in STEPS:
        _say(f"{label} …")
        try:
            step()
        except CommandError as error:
            return _failed(label, str(error))
        except OperationalError as error:
            return _failed(label, f"{_first_line(error)} (DATABASE_URL says where)")
        except Exception as error:
            details = settings.HOME / "prepare.log"
            details.write_text(traceback.format_exc())
            return _failed(label, f"{_first_line(error)} (details: {details})")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _failed(label: str, why: str) -> int:
    _say(f"{label}: {why.rstrip('.')}. Put that right and start again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
