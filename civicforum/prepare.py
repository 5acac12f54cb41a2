"""What has to be done before the portal can serve: `python -m civicforum.prepare`.

One process for all steps, because loading Django takes longer than most of them. The supervisor
runs it at every start; in production it is the step after an update (docs/deployment.md).
"""

import os
import sys
import time
import traceback

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError

STEPS = [
    ("Korean catalogue", ["compile_catalogue"]),
    ("Database schema", ["migrate", "--noinput"]),
    ("The record of both cities", ["load_record", "--if-empty"]),
    ("Static files", ["collectstatic", "--noinput"]),
]
if os.environ.get("DEMO_ACCOUNTS") == "1":  # never where real people sign in
    STEPS.append(("Demo accounts", ["demo_accounts"]))


def main() -> int:
    """Run every step, one line of progress each; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civicforum.settings")
    django.setup()
    from civicforum.record import version

    if version.current() is None:
        return _failed("Redis", "REDIS_URL names a server that does not answer")
    for label, command in STEPS:
        try:
            _run(label, command)
        except CommandError as error:
            return _failed(label, str(error))
        except OperationalError as error:
            return _failed(label, f"{_first_line(error)} (DATABASE_URL says where)")
        except Exception as error:
            details = settings.HOME / "prepare.log"
            details.write_text(traceback.format_exc())
            return _failed(label, f"{_first_line(error)} (details: {details})")
    return 0


def _run(label: str, command: list[str]) -> None:
    _say(f"  {label} …")
    started = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        call_command(*command, verbosity=0, stdout=nowhere)
    _say(f" {time.monotonic() - started:.1f} s\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _failed(label: str, why: str) -> int:
    _say(f"\n{label}: {why.rstrip('.')}. Put that right and start again.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
